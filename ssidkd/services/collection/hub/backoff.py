"""How long to wait before the next try."""

from collections.abc import Callable

from ssidkd.services.collection.hub.faults import HubError

FIRST, LONGEST = 30.0, 3600.0
"""Of the waits that double [s]."""
NEEDS_SOMEBODY = 900.0
"""Between looks at what only the owner can mend [s]."""
RACE = 2.0
"""After somebody else changed the dataset first [s]."""
_QUICK_RACES = 5
OWNERS_TASK = ("token", "access", "missing", "moved", "gated")


class Backoff:
    """Waits longer after each failure in a row.

    Args:
        jitter: number from 0 to 1 that keeps several apps from coming back together.
    """

    def __init__(self, jitter: Callable[[], float]) -> None:
        self._jitter = jitter
        self._failures = 0
        self._races = 0

    def succeeded(self) -> None:
        """Begin anew."""
        self._failures = self._races = 0

    def wait_after(self, fault: HubError) -> float:
        """Return how long to wait [s]; never shorter than what the Hub asks for."""
        if fault.kind == "race" and self._races < _QUICK_RACES:
            self._races += 1
            return self._spread(RACE)
        if fault.kind in OWNERS_TASK:
            return max(self._spread(NEEDS_SOMEBODY), fault.wait or 0.0)
        doubled = min(FIRST * 2.0 ** min(self._failures, 20), LONGEST)
        self._failures += 1
        if fault.wait is not None:
            return max(fault.wait, 1.0) + self._jitter()
        return self._spread(doubled)

    def _spread(self, seconds: float) -> float:
        return seconds * (1.0 + 0.25 * self._jitter())
