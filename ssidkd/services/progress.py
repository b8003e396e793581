"""How far a comparison is, and how long it will still take."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from ssidkd.services.admission.kinds import Waiting

_NEVER_FULL = 0.97
"""A bar that is only guessed stops here: it must not promise an end it does not know."""


Worker = Literal["teacher", "student", "finetuned"]
"""Whose picture is being made."""


@dataclass(frozen=True)
class Progress:
    """How far a comparison is."""

    role: Worker
    """Whose picture is being made."""
    share: float
    """Done of the whole comparison, 0 to 1."""
    seconds_left: float | None
    """Until the comparison is done; None while nothing is known about this machine's speed."""
    waiting: Waiting | None = None
    """What to tell while others come first; None while the networks work on this."""


class ProgressClock:
    """Turns what is done of one picture into what is left of all.

    Args:
        roles: in the order they work; all take equally long, because their networks are alike.
        seconds_each: expected time of one role, from earlier pictures [s]; None if unknown.
        now: seconds of a steady clock.
    """

    def __init__(
        self,
        roles: Sequence[Worker],
        seconds_each: float | None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._roles = tuple(roles)
        self._expected = seconds_each
        self._now = now
        self._index = 0
        self._share = 0.0
        self._began = now()
        self._waiting: Callable[[], Waiting | None] = lambda: None

    def follow(self, waiting: Callable[[], Waiting | None]) -> None:
        """Stand still for as long as there is something to wait for."""
        self._waiting = waiting

    def begin(self, role: Worker) -> None:
        """Say that `role` starts now."""
        self._index = self._roles.index(role)
        self._share = 0.0
        self._began = self._now()

    def advance(self, share: float) -> None:
        """Say how much of the current role's work is done, 0 to 1."""
        self._share = share
        if share > 0:
            self._expected = (self._now() - self._began) / share

    def progress(self) -> Progress:
        """Return where the comparison is at this moment."""
        share, seconds_left, waiting = self._share, None, self._waiting()
        if waiting is not None:
            self._began = self._now() - self._share * (self._expected or 0.0)
        elif self._expected:
            elapsed = self._now() - self._began
            share = max(share, min(elapsed / self._expected, _NEVER_FULL))
            after_this = len(self._roles) - self._index - 1
            seconds_left = max(self._expected - elapsed, 0) + after_this * self._expected
        whole = (self._index + share) / len(self._roles)
        return Progress(self._roles[self._index], whole, seconds_left, waiting)
