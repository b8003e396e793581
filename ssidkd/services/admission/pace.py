"""How fast turns follow each other on this machine, and how many may wait for theirs."""

from collections import deque
from statistics import median

from ssidkd.services.admission.limits import LineLimits

_SHORTEST = 1e-3


class Pace:
    """Remembers how long the last turns took.

    Args:
        turns: how many there are at once.
        limits: of the line.
    """

    def __init__(self, turns: int, limits: LineLimits) -> None:
        self._turns, self._limits = turns, limits
        self._times: deque[float] = deque(maxlen=limits.remembered)

    def add(self, seconds: float) -> None:
        """Remember the time of a turn."""
        self._times.append(seconds)

    @property
    def seconds_each(self) -> float:
        """Time of one turn: the median of the last ones, so that one giant does not count [s]."""
        return median(self._times) if self._times else self._limits.first_guess

    @property
    def room(self) -> int:
        """How many places there are: as many turns as there are in the longest wait."""
        limits = self._limits
        in_time = int(self._turns * limits.longest_wait / max(self.seconds_each, _SHORTEST))
        return min(max(in_time, limits.fewest), limits.most)
