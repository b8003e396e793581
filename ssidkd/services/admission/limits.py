"""How long the line before the networks may get, in one place."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class LineLimits:
    """What is asked of those who wait."""

    longest_wait: float = 120.0
    """That a visitor may be asked to wait for their turn [s]."""
    first_guess: float = 8.0
    """Of the time of one turn, before any was measured [s]."""
    fewest: int = 2
    """Places there are on the slowest machine."""
    most: int = 48
    """Places there are on the fastest machine: everybody who waits keeps a photo in memory."""
    slice_seconds: float = 20.0
    """After so long, whoever still works lets those who wait go first."""
    share_of_one: float = 1.0
    """Of all places, that one address may take; behind one there may be a whole classroom."""
    share_of_long: float = 0.5
    """Of all places, that batches and videos may take together."""
    remembered: int = 20
    """Turns from whose times the time of the next ones is told."""


DEFAULT_LIMITS = LineLimits()
AMONG_STRANGERS = LineLimits(share_of_one=0.75)
"""Where strangers come, one of them cannot take all places."""
