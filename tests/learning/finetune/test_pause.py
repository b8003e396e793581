import os
import time

import pytest

from ssidkd.learning.finetune.events import read_all_events
from ssidkd.learning.finetune.pause import PAUSE_SECONDS, ask_for_pause, wait_while_paused


def never():
    return False


def seconds_of(work):
    began = time.monotonic()
    work()
    return time.monotonic() - began


def test_nobody_waits_unless_asked(tmp_path):
    assert seconds_of(lambda: wait_while_paused(tmp_path / "pause", never)) < 1


def test_a_request_that_is_not_repeated_ends_by_itself(tmp_path):
    ask_for_pause(tmp_path / "pause")
    waited = seconds_of(lambda: wait_while_paused(tmp_path / "pause", never))
    assert waited > PAUSE_SECONDS - 0.5


def test_who_is_to_end_does_not_wait(tmp_path):
    ask_for_pause(tmp_path / "pause")
    assert seconds_of(lambda: wait_while_paused(tmp_path / "pause", lambda: True)) < 1


@pytest.mark.parametrize("shift", [-86400, 400 * 86400])
def test_a_clock_that_jumped_makes_no_pause_last(tmp_path, shift):
    ask_for_pause(tmp_path / "pause")
    changed = time.time() + shift
    os.utime(tmp_path / "pause", (changed, changed))
    assert seconds_of(lambda: wait_while_paused(tmp_path / "pause", never)) < 1


def test_a_job_takes_no_step_while_it_pauses_and_ends_the_same(make_job, work):
    folder = make_job(steps=2)
    ask_for_pause(folder.pause)
    assert seconds_of(lambda: work(folder)) > PAUSE_SECONDS - 0.5
    steps = [event["step"] for event in read_all_events(folder.events) if "terms" in event]
    assert steps == [1, 2]
