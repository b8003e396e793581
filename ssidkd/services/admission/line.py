"""The line before the networks: as many turns at once as the machine has, and a bound on the rest.

Gradio's own limit on calls at once is none: it gives the place of a call that was cancelled to the
next while the first still computes. Here a turn is held by the thread that computes, and is given
back when that thread has finished.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ssidkd.core.derainer import DerainCancelled
from ssidkd.services.admission.errors import ServerBusyError
from ssidkd.services.admission.kinds import ONE_PICTURE, LineNews, SeatKind, Waiting
from ssidkd.services.admission.limits import DEFAULT_LIMITS, LineLimits
from ssidkd.services.admission.order import in_turn
from ssidkd.services.admission.pace import Pace
from ssidkd.services.admission.visitors import NOBODY, Visitor

_ASK_EVERY = 0.2
"""Whether who waits should stop [s]."""

ShouldStop = Callable[[], bool]


class Seat:
    """A place in the line, from `Line.seat`; it belongs to the thread that works in it."""

    def __init__(self, line: "Line", visitor: Visitor, arrival: int, kind: SeatKind) -> None:
        self._line = line
        self.visitor, self.arrival = visitor, arrival
        self.is_long, self.in_background = kind.is_long, kind.in_background
        self.asks = False
        self.began: float | None = None
        """When the turn began; None without one [s]."""

    def take(self, should_stop: ShouldStop) -> None:
        """Wait for a turn, and keep it until the place is left; nothing if there is one already.

        Raises:
            DerainCancelled: when `should_stop` says so.
        """
        self._line._take(self, should_stop)

    def rest(self, should_stop: ShouldStop) -> None:
        """Let those who wait go first, if this turn is a long one already, and wait for the next.

        Raises:
            DerainCancelled: when `should_stop` says so.
        """
        if self._line._give_way(self):
            self._line._take(self, should_stop)

    @property
    def waiting(self) -> Waiting | None:
        """What to tell whoever waits; None while there is a turn, or none is asked for."""
        return self._line._waiting(self)


class Line:
    """Gives places and turns.

    Args:
        turns: how many there are at once.
        limits: of the line.
        now: seconds of a steady clock.
    """

    def __init__(
        self,
        turns: int = 1,
        limits: LineLimits = DEFAULT_LIMITS,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._turns, self._limits, self._now = turns, limits, now
        self._changed = threading.Condition()
        self._seats: list[Seat] = []
        self._arrivals = 0
        self._most_working = 0
        self._pace = Pace(turns, limits)

    @contextmanager
    def seat(self, visitor: Visitor = NOBODY, kind: SeatKind = ONE_PICTURE) -> Iterator[Seat]:
        """Keep a place until the end of the block, and give its turn back then.

        Raises:
            ServerBusyError: there is none.
        """
        with self._changed:
            if not kind.in_background:
                self._check_room(visitor, kind)
            seat = Seat(self, visitor, self._next_arrival(), kind)
            self._seats.append(seat)
        try:
            yield seat
        finally:
            with self._changed:
                self._end_turn(seat)
                self._seats.remove(seat)
                self._changed.notify_all()

    @property
    def is_busy(self) -> bool:
        """Whether somebody works or wants to."""
        with self._changed:
            return any(seat.asks or seat.began is not None for seat in self._seats)

    def news(self) -> LineNews:
        """Return how it is with the line."""
        with self._changed:
            return LineNews(
                room=self._pace.room,
                taken=len(self._seats),
                working=len(self._working()),
                most_working=self._most_working,
                seconds_each=self._pace.seconds_each,
            )

    def _check_room(self, visitor: Visitor, kind: SeatKind) -> None:
        limits, room = self._limits, self._pace.room
        seats = [seat for seat in self._seats if not seat.in_background]
        is_full = len(seats) >= room
        if kind.is_long:
            long = sum(seat.is_long for seat in seats)
            is_full |= long >= max(1, int(room * limits.share_of_long))
        if visitor.address:
            own = sum(seat.visitor.address == visitor.address for seat in seats)
            is_full |= own >= max(1, int(room * limits.share_of_one))
        if is_full:
            raise ServerBusyError(self._seconds_until(len(seats) - len(self._working())))

    def _take(self, seat: Seat, should_stop: ShouldStop) -> None:
        with self._changed:
            seat.asks = seat.began is None
        while True:
            if should_stop():
                self._withdraw(seat)
                raise DerainCancelled("Stopped on request.")
            with self._changed:
                if seat.began is not None:
                    return
                if self._is_next(seat):
                    seat.asks, seat.began = False, self._now()
                    self._most_working = max(self._most_working, len(self._working()))
                    return
                self._changed.wait(_ASK_EVERY)

    def _withdraw(self, seat: Seat) -> None:
        """Stand in the line without asking for anything; a turn is kept until its work ends."""
        with self._changed:
            seat.asks = False
            self._changed.notify_all()

    def _give_way(self, seat: Seat) -> bool:
        """End a turn that was long enough, if somebody waits for it; True if there is none now."""
        with self._changed:
            if seat.began is None:
                return True
            lasted = self._now() - seat.began
            others = [one for one in self._seats if one.asks]
            if not seat.in_background:
                others = [one for one in others if not one.in_background]
            if not others or (lasted < self._limits.slice_seconds and not seat.in_background):
                return False
            self._end_turn(seat)
            seat.arrival = self._next_arrival()
            self._changed.notify_all()
            return True

    def _end_turn(self, seat: Seat) -> None:
        if seat.began is not None and not seat.in_background:
            self._pace.add(self._now() - seat.began)
        seat.asks, seat.began = False, None

    def _is_next(self, seat: Seat) -> bool:
        free = self._turns - len(self._working())
        return free > 0 and seat in self._asking()[:free]

    def _waiting(self, seat: Seat) -> Waiting | None:
        with self._changed:
            if not seat.asks:
                return None
            before = self._asking().index(seat)
            return Waiting(before, self._seconds_until(before))

    def _seconds_until(self, before: int) -> float:
        """Return when a turn is free for somebody whom so many go before."""
        left = [self._seconds_left(seat) for seat in self._working()]
        first = min(left) if len(left) >= self._turns else 0.0
        return first + before * self._pace.seconds_each / self._turns

    def _seconds_left(self, seat: Seat) -> float:
        """Return how long a turn goes on: as long as most do, then until it has to give way."""
        each, now = self._pace.seconds_each, self._now()
        lasted = 0.0 if seat.began is None else now - seat.began
        return max((each if lasted < each else self._limits.slice_seconds) - lasted, 0.0)

    def _working(self) -> list[Seat]:
        return [seat for seat in self._seats if seat.began is not None]

    def _asking(self) -> list[Seat]:
        """Return those who wait for a turn, the next one first."""
        return in_turn([seat for seat in self._seats if seat.asks], self._working())

    def _next_arrival(self) -> int:
        self._arrivals += 1
        return self._arrivals
