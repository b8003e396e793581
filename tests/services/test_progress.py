import pytest

from ssidkd.services.admission.kinds import Waiting
from ssidkd.services.progress import ProgressClock


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_nothing_is_promised_before_anything_is_known(clock):
    progress = ProgressClock(("teacher", "student"), None, clock).progress()
    assert (progress.role, progress.share, progress.seconds_left) == ("teacher", 0.0, None)


def test_a_known_speed_counts_down_both_roles(clock):
    progress = ProgressClock(("teacher", "student"), 10.0, clock)
    clock.now += 4
    assert progress.progress().seconds_left == pytest.approx(6 + 10)
    assert progress.progress().share == pytest.approx(0.2)


def test_finished_tiles_correct_the_estimate(clock):
    progress = ProgressClock(("teacher", "student"), 10.0, clock)
    clock.now += 5
    progress.advance(0.25)  # so all of it takes 20 s
    assert progress.progress().seconds_left == pytest.approx(15 + 20)
    progress.begin("student")
    clock.now += 1
    assert progress.progress().seconds_left == pytest.approx(19)
    assert progress.progress().share == pytest.approx(0.5 + 0.05 / 2)


def test_a_guessed_bar_is_never_full(clock):
    progress = ProgressClock(("teacher", "student"), 1.0, clock)
    progress.begin("student")
    clock.now += 500
    assert progress.progress().share < 1
    assert progress.progress().seconds_left == 0


def test_while_others_come_first_the_clock_stands_still_and_says_who(clock):
    places = [Waiting(2, 30.0)]
    progress = ProgressClock(("teacher", "student"), 10.0, clock)
    progress.follow(lambda: places[0] if places else None)
    clock.now += 25
    told = progress.progress()
    assert (told.waiting, told.share, told.seconds_left) == (Waiting(2, 30.0), 0.0, None)
    places.clear()
    clock.now += 4
    assert progress.progress().waiting is None
    assert progress.progress().seconds_left == pytest.approx(6 + 10)
