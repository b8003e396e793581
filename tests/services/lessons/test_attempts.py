import threading
import time

import numpy as np
import pytest

from ssidkd.services.lessons.attempts import FORGOTTEN_AFTER, Attempts
from tests.page_services import textured, tiny_deraining

PATIENCE = 60.0


def finished(attempts, key):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        attempt = attempts.look(key)
        if attempt.results or attempt.error or attempt.stopped:
            return attempt
        time.sleep(0.01)
    raise AssertionError("the attempt does not end")


@pytest.fixture(scope="module")
def deraining():
    return tiny_deraining()


def test_both_networks_give_what_they_give_elsewhere(deraining):
    attempts, pixels = Attempts(deraining), textured(64, 96)
    attempt = finished(attempts, attempts.begin(pixels))
    assert attempt.share == 1
    for role in ("teacher", "student"):
        expected = deraining.derainer(role).derain(pixels).derained
        np.testing.assert_array_equal(attempt.results[role], expected)


def test_a_picture_that_was_tried_is_there_at_once(deraining):
    attempts, pixels = Attempts(deraining), textured(64, 96, seed=1)
    first = finished(attempts, attempts.begin(pixels))
    again = attempts.look(attempts.begin(pixels.copy()))
    assert again.results is first.results


def test_what_is_stopped_says_so_and_gives_nothing(deraining):
    attempts = Attempts(deraining)
    key = attempts.begin(textured(64, 96, seed=2))
    attempts.stop(key)
    assert attempts.look(key).stopped
    assert attempts.look(key).results is None


def test_what_cannot_be_is_told_as_an_error(deraining):
    attempts = Attempts(deraining)
    attempt = finished(attempts, attempts.begin(textured(20, 96)))
    assert "needs at least 32" in str(attempt.error)


def test_an_unknown_key_is_nothing(deraining):
    attempts = Attempts(deraining)
    assert attempts.look("no such key") is None
    attempts.stop("no such key")


def test_what_nobody_asks_for_any_more_is_stopped(deraining):
    held = deraining._passes
    held.acquire()  # the networks are busy with somebody else
    clock = [0.0]
    try:
        attempts = Attempts(deraining, now=lambda: clock[0])
        key = attempts.begin(textured(64, 96, seed=3))
        clock[0] = FORGOTTEN_AFTER + 1
        until = time.monotonic() + PATIENCE
        while not attempts._running[key].stop.is_set() and time.monotonic() < until:
            time.sleep(0.01)
        assert attempts.look(key).stopped
    finally:
        held.release()


def test_many_attempts_do_not_pile_up(deraining):
    attempts = Attempts(deraining)
    pixels = textured(64, 96, seed=4)
    finished(attempts, attempts.begin(pixels))
    keys = [attempts.begin(pixels) for _ in range(60)]
    assert attempts.look(keys[0]) is None
    assert attempts.look(keys[-1]).results
    assert threading.active_count() < 30
