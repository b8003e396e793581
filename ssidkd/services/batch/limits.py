"""How much one batch may be, in one place: the page says it before anything is sent."""

from dataclasses import dataclass

MEGAPIXEL = 1_000_000


@dataclass(frozen=True, kw_only=True)
class BatchLimits:
    """What one batch may hold; pictures beyond are refused with a sentence, the others done."""

    pictures: int = 60
    """Files."""
    megapixels: int = 120
    """Of all pictures together, in the size they are worked on."""


DEFAULT_LIMITS = BatchLimits()
