"""How much the collection takes."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class CollectionLimits:
    """Bounds on what is given.

    A visitor chooses the word that tells browsers apart, so the bounds per visitor only keep honest
    visitors from overdoing it. What holds against others are the bounds on all together.
    """

    photos_per_donation: int = 30
    visitor_day: int = 100
    """Photos of one visitor in a day."""
    day: int = 2000
    """Photos of all visitors in a day."""
    photos: int = 50_000
    """Photos that are kept at the same time."""
    total_bytes: int = 100 << 30
    """Bytes of the photos that are kept at the same time."""
    free_bytes: int = 2 << 30
    """Bytes that stay free on the disk; below that nothing is taken."""
    refused_days: float = 30.0
    """After so many days the pixels of a refused photo are deleted."""
    remembered_answers: int = 1000
    """Donations whose answer is given again when the same request comes twice."""
