"""How far a long piece of work is, and how long it will still take, from what was measured."""

import time
from collections.abc import Callable

_NEVER_FULL = 0.97
"""A step that is only guessed stops here: it must not promise an end it does not know."""


class WorkClock:
    """Turns what is done into what is left; units are whatever the work is counted in.

    Args:
        total: units in all.
        seconds_each: expected time of a unit, from earlier work [s]; None if unknown.
        now: seconds of a steady clock.
    """

    def __init__(
        self,
        total: float,
        seconds_each: float | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._total = total
        self._expected = seconds_each
        self._now = now
        self._began = self._last = now()
        self._done = 0.0
        self._step = 0.0

    def begin(self, step: float) -> None:
        """Say how many units are worked on now."""
        self._step = step

    def finish(self) -> None:
        """Say that they are done."""
        self._done += self._step
        self._step = 0.0
        self._last = self._now()
        if self._done:
            self._expected = (self._last - self._began) / self._done

    def skip(self, units: float) -> None:
        """Say that so many units will not be done after all."""
        self._total -= units
        self._step = 0.0

    @property
    def share(self) -> float:
        """Done of the whole, 0 to 1; what is worked on now is counted by its expected time."""
        return min(self._now_done() / self._total, 1.0) if self._total > 0 else 1.0

    @property
    def seconds_left(self) -> float | None:
        """Until all is done; None while nothing is known about the speed [s]."""
        if self._expected is None:
            return None
        return max(self._total - self._now_done(), 0.0) * self._expected

    def _now_done(self) -> float:
        if not self._expected:
            return self._done
        guessed = (self._now() - self._last) / self._expected
        return self._done + min(guessed, _NEVER_FULL * self._step)
