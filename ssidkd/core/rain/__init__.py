"""Rain synthesis: clean picture in, rainy picture and its rain layer out, seeded."""

from ssidkd.core.rain.compose import RainyPicture, add_rain
from ssidkd.core.rain.parameters import RainParameters
from ssidkd.core.rain.presets import PRESETS

__all__ = ["PRESETS", "RainParameters", "RainyPicture", "add_rain"]
