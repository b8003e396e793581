"""What one turns to change a rain: for every number of `RainParameters` its ends and its step."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import get_args

from ssidkd.core.rain.parameters import Blending, Profile, RainParameters

LARGEST_SEED = 999_999


@dataclass(frozen=True, kw_only=True)
class Control:
    """The values a number can be turned to: low, low + step, ..., high."""

    low: float
    high: float
    step: float

    def nearest(self, value: float) -> float:
        """Return the value of the control that is nearest to `value`."""
        steps = round((min(max(value, self.low), self.high) - self.low) / self.step)
        return round(self.low + steps * self.step, self.decimals)

    def text(self, value: float) -> str:
        """Write a value of the control as short as it can be: `0.3`, `-12`."""
        return f"{value:.{self.decimals}f}" if self.decimals else str(round(value))

    @property
    def decimals(self) -> int:
        """Digits after the point that tell all values apart."""
        return len(f"{self.step:g}".partition(".")[2])


RAIN_CONTROLS: Mapping[str, Control] = MappingProxyType(
    {
        "amount": Control(low=0, high=1.5, step=0.01),
        "length": Control(low=4, high=300, step=1),
        "width": Control(low=0.4, high=6, step=0.1),
        "brightness": Control(low=0, high=1, step=0.01),
        "wind": Control(low=-60, high=60, step=1),
        "spread": Control(low=0, high=30, step=0.5),
        "layers": Control(low=1, high=6, step=1),
        "defocus": Control(low=0, high=6, step=0.1),
        "drops": Control(low=0, high=1, step=0.05),
        "veil": Control(low=0, high=0.9, step=0.01),
        "airlight": Control(low=0, high=1, step=0.05),
        "night": Control(low=0, high=1, step=0.05),
        "noise": Control(low=0, high=0.1, step=0.005),
        "jpeg_quality": Control(low=0, high=100, step=1),
    }
)
"""Narrower than `RANGES` where the rest is of no use to the eye."""
CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"profile": get_args(Profile), "blending": get_args(Blending)}
)
"""The words of `RainParameters` that are chosen among."""
WHOLE = frozenset({"layers", "jpeg_quality"})
"""Numbers that are counted."""


def turned(rain: RainParameters, name: str, value: float) -> RainParameters:
    """Return the rain with one control turned to the value nearest to `value`.

    Raises:
        KeyError: there is no such control.
    """
    nearest = RAIN_CONTROLS[name].nearest(value)
    number = int(nearest) if name in WHOLE else float(nearest)
    return replace(rain, **{name: number})  # type: ignore[arg-type]  # every control is a number


def on_controls(rain: RainParameters) -> RainParameters:
    """Return the nearest rain that the controls can show."""
    for name in RAIN_CONTROLS:
        rain = turned(rain, name, getattr(rain, name))
    return rain
