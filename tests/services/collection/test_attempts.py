import pytest

from ssidkd.services.collection.attempts import AttemptLimits, Attempts, TooManyAttemptsError

LIMITS = AttemptLimits(at_once=3, every=2.0)


class Clock:
    def __init__(self):
        self.seconds = 100.0

    def __call__(self):
        return self.seconds


def is_free(attempts):
    try:
        attempts.check()
    except TooManyAttemptsError:
        return False
    return True


def test_so_many_wrong_codes_are_tried_and_then_one_in_a_while():
    clock = Clock()
    attempts = Attempts(LIMITS, clock)
    for _ in range(3):
        attempts.check()
        attempts.was_wrong()
    with pytest.raises(TooManyAttemptsError) as raised:
        attempts.check()
    assert raised.value.seconds == 2.0
    clock.seconds += 1.5
    assert not is_free(attempts)
    clock.seconds += 0.5
    assert is_free(attempts)
    attempts.was_wrong()
    assert not is_free(attempts)


def test_right_codes_cost_nothing():
    attempts = Attempts(LIMITS, Clock())
    assert all(is_free(attempts) for _ in range(100))


def test_after_a_long_time_no_more_than_at_first_may_be_tried():
    clock = Clock()
    attempts = Attempts(LIMITS, clock)
    clock.seconds += 1e6
    for _ in range(3):
        attempts.was_wrong()
    assert not is_free(attempts)


def test_a_clock_that_goes_back_locks_nobody_out_for_longer():
    clock = Clock()
    attempts = Attempts(LIMITS, clock)
    for _ in range(3):
        attempts.was_wrong()
    clock.seconds -= 1000
    assert not is_free(attempts)
    clock.seconds += 2
    assert is_free(attempts)
