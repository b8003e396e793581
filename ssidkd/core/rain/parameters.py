"""What a rain is, in words that can be turned: amount, length, wind, drop size, veil, night."""

from dataclasses import dataclass, fields
from typing import Literal

Blending = Literal["add", "screen"]
Profile = Literal["soft", "sharp"]

REFERENCE_SIDE = 400
"""Shorter side of the picture for which sizes are given [px]; benchmark pictures have 321."""

RANGES: dict[str, tuple[float, float]] = {
    "amount": (0.0, 3.0),
    "length": (2.0, 300.0),
    "width": (0.4, 8.0),
    "brightness": (0.0, 1.0),
    "wind": (-60.0, 60.0),
    "spread": (0.0, 45.0),
    "layers": (1, 6),
    "defocus": (0.0, 8.0),
    "drops": (0.0, 1.0),
    "veil": (0.0, 0.9),
    "airlight": (0.0, 1.0),
    "night": (0.0, 1.0),
    "noise": (0.0, 0.2),
    "jpeg_quality": (0, 100),
}
"""Lowest and highest value of every number of `RainParameters`."""


@dataclass(frozen=True, kw_only=True)
class RainParameters:
    """One kind of rain. Sizes are for a picture whose shorter side is `REFERENCE_SIDE` px."""

    amount: float = 0.15
    """Area of all streaks over the area of the picture; above 1 they overlap everywhere."""
    length: float = 30.0
    """Mean streak length [px]; grows with drop speed and with the camera's exposure time."""
    width: float = 1.2
    """Mean streak width [px]; grows with drop size and nearness."""
    brightness: float = 0.45
    """How much the brightest streaks add to the picture, 0 to 1."""
    wind: float = 5.0
    """Common angle of the streaks against the vertical [deg]; positive leans to the right."""
    spread: float = 2.0
    """Standard deviation of single streaks' angles around it [deg]."""
    layers: int = 2
    """Depths: nearer layers have longer, wider and fewer streaks."""
    profile: Profile = "soft"
    """`soft`: tapered, motion-blurred streaks; `sharp`: hard-edged lines as in Rain200H."""
    defocus: float = 0.0
    """Standard deviation of the blur of the nearest layer, out of focus [px]."""
    drops: float = 0.0
    """Share of large, blurred streaks close to the camera."""
    veil: float = 0.0
    """Rain accumulation: share of the picture replaced by airlight, 1 - t in t B + (1 - t) A."""
    airlight: float = 0.75
    """Brightness of the veil, 0 to 1."""
    blending: Blending = "add"
    """`add`: O = B + R, clipped; `screen`: O = 1 - (1 - B)(1 - R), never clipped."""
    night: float = 0.0
    """0: streaks are lit evenly. 1: only by the light around them, as at night."""
    noise: float = 0.0
    """Standard deviation of sensor noise, of 1; in the clean and the rainy picture alike."""
    jpeg_quality: int = 0
    """Quality of a JPEG round trip of clean and rainy picture; 0 for none."""

    def __post_init__(self) -> None:
        """Raise `ValueError` for a value outside its range."""
        for field in fields(self):
            if field.name not in RANGES:
                continue
            low, high = RANGES[field.name]
            value = getattr(self, field.name)
            if not low <= value <= high:
                raise ValueError(f"{field.name} must be between {low} and {high}, not {value}")
        if self.profile not in ("soft", "sharp") or self.blending not in ("add", "screen"):
            raise ValueError(f"unknown profile {self.profile!r} or blending {self.blending!r}")
