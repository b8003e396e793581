"""Bounds how many wrong deletion codes are tried."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class AttemptLimits:
    """Nobody guesses 80 random bits; this keeps the tries from costing anything."""

    at_once: int = 40
    """Wrong codes one after the other, of all visitors together."""
    every: float = 2.0
    """After so long one more may be tried [s]."""


class TooManyAttemptsError(Exception):
    """Too many wrong codes.

    Args:
        seconds: until one may be tried again.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__("Many wrong codes were tried just now. Please wait a little.")


class Attempts:
    """Counts wrong codes; right ones cost nothing. May be used by many threads.

    Args:
        limits: how many.
        now: seconds of a clock.
    """

    def __init__(
        self,
        limits: AttemptLimits = AttemptLimits(),
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limits, self._now = limits, now
        self._left, self._when = float(limits.at_once), now()
        self._lock = threading.Lock()

    def check(self) -> None:
        """Pass if a code may be tried.

        Raises:
            TooManyAttemptsError: not now.
        """
        with self._lock:
            self._fill()
            if self._left < 1:
                raise TooManyAttemptsError((1 - self._left) * self._limits.every)

    def was_wrong(self) -> None:
        """Count a wrong code."""
        with self._lock:
            self._fill()
            self._left = max(0.0, self._left - 1)

    def _fill(self) -> None:
        now = self._now()
        passed, self._when = now - self._when, now
        more = max(0.0, passed) / self._limits.every
        self._left = min(float(self._limits.at_once), self._left + more)
