import threading
import time
from contextlib import ExitStack

import pytest

from ssidkd.core.derainer import DerainCancelled
from ssidkd.services.admission.errors import ServerBusyError
from ssidkd.services.admission.kinds import BACKGROUND, LONG
from ssidkd.services.admission.limits import AMONG_STRANGERS, LineLimits
from ssidkd.services.admission.line import Line
from ssidkd.services.admission.visitors import NOBODY, Visitor

PATIENCE = 60  # until a test is given up [s]


class Clock:
    def __init__(self):
        self.seconds = 0.0

    def __call__(self):
        return self.seconds


def never():
    return False


def until(is_so):
    """Wait for what another thread does."""
    give_up = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < give_up
        time.sleep(0.005)


class Worker:
    """Takes a turn in a thread of its own, and keeps it until told to end."""

    def __init__(self, line, visitor=NOBODY, **kinds):
        self.line, self.visitor, self.kinds = line, visitor, kinds
        self.seat, self.works, self.stopped = None, threading.Event(), False
        self.end, self.stop = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self.run)
        self.thread.start()
        until(lambda: self.works.is_set() or (self.seat is not None and self.seat.asks))

    def run(self):
        with self.line.seat(self.visitor, **self.kinds) as self.seat:
            try:
                self.seat.take(self.stop.is_set)
            except DerainCancelled:
                self.stopped = True
                return
            self.works.set()
            self.end.wait(PATIENCE)

    def finish(self):
        self.end.set()
        self.stop.set()
        self.thread.join(PATIENCE)


@pytest.fixture
def workers():
    made = []

    def start(line, visitor=NOBODY, **kinds):
        made.append(Worker(line, visitor, **kinds))
        return made[-1]

    yield start
    for worker in made:
        worker.finish()


def take_turns(line, times, clock):
    """Let so many turns of so many seconds pass."""
    for seconds in times:
        with line.seat() as seat:
            seat.take(never)
            clock.seconds += seconds


@pytest.mark.parametrize(
    ("seconds", "room"),
    [((), 15), ((6,), 20), ((6, 60, 6), 20), ((100,), 2), ((500,), 2), ((0.01,), 48)],
)
def test_there_are_as_many_places_as_turns_in_the_longest_wait(seconds, room):
    clock = Clock()
    line = Line(now=clock)  # 120 s at most; 8 s a turn as long as none was measured
    take_turns(line, seconds, clock)
    assert line.news().room == room


def test_two_turns_at_once_make_twice_the_room():
    assert Line(turns=2).news().room == 2 * Line(turns=1).news().room


def test_only_the_last_turns_count():
    clock = Clock()
    line = Line(limits=LineLimits(remembered=3), now=clock)
    take_turns(line, (50, 50, 50, 2, 2, 2), clock)
    assert line.news().seconds_each == 2


def test_who_comes_to_a_full_line_is_told_when_to_come_back(workers):
    line = Line(limits=LineLimits(longest_wait=24, first_guess=8), now=Clock())
    for _ in range(3):
        workers(line)
    with pytest.raises(ServerBusyError) as refused, line.seat():
        pass
    # One works with 8 s to go, and two wait, of 8 s each.
    assert refused.value.seconds == 25
    assert str(refused.value) == "The server is busy. Try again in about 25 seconds."


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "5 seconds"), (41, "45 seconds"), (60, "1 minute"), (61, "2 minutes")]
)
def test_times_are_said_rounded_up(seconds, said):
    assert str(ServerBusyError(seconds)).endswith(f"in about {said}.")


def test_a_place_that_is_left_is_free_again(workers):
    line = Line(limits=LineLimits(most=1))
    first = workers(line)
    with pytest.raises(ServerBusyError), line.seat():
        pass
    first.finish()
    with line.seat():
        assert line.news().taken == 1
    assert line.news().taken == 0


def test_no_more_work_at_once_than_there_are_turns(workers):
    line = Line(turns=2)
    made = [workers(line) for _ in range(5)]
    assert [worker.works.is_set() for worker in made] == [True, True, False, False, False]
    made[0].finish()
    assert made[2].works.wait(PATIENCE)
    assert line.news().most_working == 2


def test_turns_go_by_arrival_and_who_waits_is_told_their_place(workers):
    line = Line(now=Clock())
    made = [workers(line) for _ in range(3)]
    assert made[0].seat.waiting is None
    assert [made[n].seat.waiting.before for n in (1, 2)] == [0, 1]
    assert [made[n].seat.waiting.seconds for n in (1, 2)] == [8, 16]
    made[0].finish()
    assert made[1].works.wait(PATIENCE)
    assert not made[2].works.is_set()


@pytest.mark.parametrize(("lasted", "left"), [(0, 8), (6, 2), (8, 12), (15, 5), (25, 0)])
def test_a_turn_longer_than_most_is_told_until_it_has_to_give_way(workers, lasted, left):
    clock = Clock()
    line = Line(now=clock)  # 8 s a turn as long as none was measured, 20 s at most
    workers(line)
    clock.seconds += lasted
    assert workers(line).seat.waiting.seconds == left


def test_who_stops_waiting_gives_the_place_back(workers):
    line = Line()
    first, second = workers(line), workers(line)
    second.stop.set()
    second.thread.join(PATIENCE)
    assert second.stopped
    assert line.news().taken == 1
    assert first.works.is_set()


def test_a_turn_is_held_until_its_thread_has_finished_though_it_was_stopped(workers):
    line = Line()
    first, second = workers(line), workers(line)
    first.stop.set()  # a forward pass that has begun ends by itself
    time.sleep(0.5)
    assert not second.works.is_set()
    first.finish()
    assert second.works.wait(PATIENCE)


def test_a_long_turn_lets_those_who_wait_go_first():
    clock, order = Clock(), []
    line = Line(now=clock)

    def short():
        with line.seat() as seat:
            seat.take(never)
            order.append("short")

    with line.seat(kind=LONG) as long:
        long.take(never)
        thread = threading.Thread(target=short)
        thread.start()
        until(lambda: line.news().taken == 2 and any(one.asks for one in line._seats))
        long.rest(never)  # it has only begun
        order.append("long")
        clock.seconds += 21
        long.rest(never)
        order.append("long")
    thread.join(PATIENCE)
    assert order == ["long", "short", "long"]


def test_a_long_turn_goes_on_where_nobody_waits():
    clock = Clock()
    line = Line(now=clock)
    with line.seat(kind=LONG) as seat:
        seat.take(never)
        clock.seconds += 1000
        seat.rest(never)
        assert seat.began == 0


def test_batches_take_half_of_the_places():
    line = Line(limits=LineLimits(longest_wait=32, first_guess=8))
    with ExitStack() as seats:
        for _ in range(2):
            seats.enter_context(line.seat(kind=LONG))
        with pytest.raises(ServerBusyError), line.seat(kind=LONG):
            pass
        for _ in range(2):
            seats.enter_context(line.seat())


def test_among_strangers_one_address_leaves_places_for_others():
    line = Line(limits=AMONG_STRANGERS)  # 15 places
    one, other = Visitor(address="203.0.113.1"), Visitor(address="203.0.113.2")
    with ExitStack() as seats:
        for _ in range(11):
            seats.enter_context(line.seat(one))
        with pytest.raises(ServerBusyError), line.seat(one):
            pass
        seats.enter_context(line.seat(other))


def test_work_in_the_background_is_never_refused_and_makes_room_at_once(workers):
    line = Line(limits=LineLimits(most=1))
    background = workers(line, kind=BACKGROUND)
    visitor = workers(line)
    assert background.works.is_set()
    assert not visitor.works.is_set()
    assert line._give_way(background.seat)
    assert visitor.works.wait(PATIENCE)
    with line.seat(kind=BACKGROUND):
        assert line.news().taken == 3


def test_somebody_is_there_from_the_first_question_to_the_last_turn():
    line = Line()
    with line.seat() as seat:
        assert not line.is_busy
        seat.take(never)
        assert line.is_busy
    assert not line.is_busy
