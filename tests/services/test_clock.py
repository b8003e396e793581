import pytest

from ssidkd.services.clock import WorkClock


class Time:
    seconds = 0.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def time():
    return Time()


def test_nothing_is_said_before_anything_is_known(time):
    clock = WorkClock(10, now=time)
    clock.begin(5)
    time.seconds = 100
    assert clock.seconds_left is None
    assert clock.share == 0


def test_what_was_measured_says_what_is_left(time):
    clock = WorkClock(10, seconds_each=1, now=time)
    assert clock.seconds_left == 10
    clock.begin(4)
    time.seconds = 8
    clock.finish()  # 2 s each, not 1
    assert clock.share == pytest.approx(0.4)
    assert clock.seconds_left == pytest.approx(12)
    clock.begin(6)
    time.seconds = 14
    assert clock.share == pytest.approx(0.7)
    assert clock.seconds_left == pytest.approx(6)


def test_a_step_that_takes_longer_than_expected_never_looks_done(time):
    clock = WorkClock(1, seconds_each=1, now=time)
    clock.begin(1)
    time.seconds = 50
    assert clock.share < 1
    assert clock.seconds_left > 0


def test_what_is_given_up_is_not_waited_for(time):
    clock = WorkClock(10, seconds_each=1, now=time)
    clock.begin(5)
    clock.skip(5)
    assert clock.seconds_left == 5
    clock.begin(5)
    clock.finish()
    assert clock.share == 1
    assert WorkClock(0).share == 1
