"""How much visitors may ask for: Gradio's own limits hold nobody back who calls it directly."""

import math
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from starlette.types import Scope

from ssidkd.ui.guard.paths import is_costly
from ssidkd.ui.guard.refusal import busy
from ssidkd.ui.guard.visitors import visitor_of

MINUTE, DAY = 60, 24 * 60 * 60


@dataclass(frozen=True, kw_only=True)
class AdmissionLimits:
    """Requests on routes that cost something.

    A visitor is an address, behind which there may be a whole classroom, and an open page with a
    finetuning asks once a second by itself.
    """

    in_flight: int = 32
    """Of one visitor, being answered at a time."""
    visitor_minute: int = 1200
    visitor_day: int = 100_000
    minute: int = 6000
    """Of all visitors together."""
    day: int = 400_000


class Admission:
    """Counts requests and refuses those beyond the limits, with the time to come back.

    All calls come from the server's one event loop, so nothing is locked.

    Args:
        limits: how many there may be.
        proxies: how many proxies of ours each request passes.
        clock: seconds that only grow.
    """

    def __init__(
        self,
        limits: AdmissionLimits,
        proxies: int = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limits, self._proxies, self._clock = limits, proxies, clock
        self._in_flight: Counter[str] = Counter()
        self._minute, self._day = _Window(MINUTE), _Window(DAY)

    @contextmanager
    def admit(self, scope: Scope, path: str) -> Iterator[None]:
        """Count a request until it is answered.

        Args:
            scope: of the request.
            path: of the request, without the page's root path.

        Raises:
            RequestRefusedError: it is one too many.
        """
        if not is_costly(scope["method"], path):
            yield
            return
        visitor = visitor_of(scope, self._proxies)
        self._count(visitor)
        self._in_flight[visitor] += 1
        try:
            yield
        finally:
            self._in_flight[visitor] -= 1
            if not self._in_flight[visitor]:
                del self._in_flight[visitor]

    def _count(self, visitor: str) -> None:
        limits, now = self._limits, self._clock()
        self._minute.turn(now)
        self._day.turn(now)
        if self._in_flight[visitor] >= limits.in_flight:
            raise busy("You have too much going on at once.", 1)
        if self._minute.of(visitor) >= limits.visitor_minute:
            raise busy("You are asking too fast.", self._minute.left(now))
        if self._minute.total >= limits.minute:
            raise busy("Too many visitors are here at the moment.", self._minute.left(now))
        if self._day.of(visitor) >= limits.visitor_day:
            raise busy("You have used up your share of today.", self._day.left(now))
        if self._day.total >= limits.day:
            raise busy("This server has done all it may do today.", self._day.left(now))
        self._minute.add(visitor)
        self._day.add(visitor)


class _Window:
    """Counts by visitor, from zero again after some seconds."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._ends = -math.inf
        self._counts: Counter[str] = Counter()
        self.total = 0

    def turn(self, now: float) -> None:
        if now >= self._ends:
            self._ends = now + self._seconds
            self._counts.clear()
            self.total = 0

    def of(self, visitor: str) -> int:
        return self._counts[visitor]

    def add(self, visitor: str) -> None:
        self._counts[visitor] += 1
        self.total += 1

    def left(self, now: float) -> int:
        """Return in how many seconds counting starts anew, rounded up."""
        return max(1, math.ceil(self._ends - now))
