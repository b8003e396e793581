"""What a step shows: pictures and numbers, without any words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ssidkd.core.picture import Pixels


@dataclass(frozen=True, kw_only=True, eq=False)
class Figure:
    """One picture of a step."""

    name: str
    """What it is, by the name under which its caption is known."""
    pixels: Pixels
    """(H, W, 3) uint8."""
    mark: tuple[int, int] | None = None
    """Row and column of a pixel to point at."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Scene:
    """All pictures of a step in one state."""

    figures: tuple[Figure, ...]
    facts: Mapping[str, float | None] = field(default_factory=dict)
    """Numbers for the sentence below the pictures; None where a picture has no such number."""
    sentence: str = ""
    """Which of the step's sentences fits; empty for its usual one."""
    task: Pixels | None = None
    """A picture for both networks to work on; their results complete the scene."""
