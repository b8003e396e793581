"""What places there are, and what is told about the line."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SeatKind:
    """What somebody has come for."""

    is_long: bool = False
    """A batch or a video."""
    in_background: bool = False
    """Work that no visitor waits for: it is never refused, and lets everybody else go first."""


ONE_PICTURE, LONG, BACKGROUND = SeatKind(), SeatKind(is_long=True), SeatKind(in_background=True)


@dataclass(frozen=True)
class Waiting:
    """What is told to whoever waits."""

    before: int
    """Who come first, without those who work."""
    seconds: float
    """Until the turn comes, by the times of the last turns [s]."""


@dataclass(frozen=True, kw_only=True)
class LineNews:
    """How it is with the line, for the log and for tests."""

    room: int
    """Places there are."""
    taken: int
    working: int
    most_working: int
    """The greatest number there has been at once."""
    seconds_each: float
    """Time of one turn, the median of the last ones [s]."""
