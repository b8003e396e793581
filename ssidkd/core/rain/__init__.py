"""Rain synthesis: clean picture in, rainy picture and its rain layer out, seeded."""

from ssidkd.core.rain.compose import RainyPicture, add_rain
from ssidkd.core.rain.controls import RAIN_CONTROLS, Control, on_controls
from ssidkd.core.rain.parameters import RainParameters
from ssidkd.core.rain.presets import PRESETS
from ssidkd.core.rain.query import RainOfQuery, rain_query, read_rain_query

__all__ = [
    "PRESETS",
    "RAIN_CONTROLS",
    "Control",
    "RainOfQuery",
    "RainParameters",
    "RainyPicture",
    "add_rain",
    "on_controls",
    "rain_query",
    "read_rain_query",
]
