import json
import os
import subprocess
import sys

import pytest

from ssidkd.learning.finetune.efforts import EFFORTS
from ssidkd.learning.finetune.pictures import GUARD_SIDE, MEASURED_SIDE, SHOWN_SIDE
from ssidkd.learning.finetune.trial import Speed
from ssidkd.services.jobs.speed import JobSpeed, expected_seconds

PHOTO, GUARD, SHOWN = MEASURED_SIDE**2, 4 * GUARD_SIDE**2, SHOWN_SIDE**2 * 2 / 3


@pytest.fixture
def speed_of(tmp_path, weights):
    def make(**changes):
        facts = {
            "weights": weights["start"], "memory": tmp_path / "speed.json",
            "device": "cpu", "threads": 1,
        }  # fmt: skip
        return JobSpeed(**facts | changes)

    return make


def test_steps_cost_by_the_pixels_of_their_crops():
    quick = EFFORTS["quick"]
    crops = quick.steps * 2 * quick.batch_size * quick.crop**2
    assert expected_seconds(Speed(step=1, derain=0), quick, 6) == crops


def test_measuring_costs_by_what_is_derained():
    """Quick: measured at the start and at the end, shown once between."""
    quick, derain = EFFORTS["quick"], Speed(step=0, derain=1, start=5)
    one = expected_seconds(derain, quick, 1)
    assert one == pytest.approx(5 + 2 * (PHOTO + GUARD) + 3 * SHOWN)
    six = expected_seconds(derain, quick, 6)  # four watched, two held out
    assert six == pytest.approx(5 + 2 * (6 * PHOTO + GUARD) + 3 * SHOWN)


def test_more_effort_takes_longer():
    times = [expected_seconds(Speed(step=1, derain=1), e, 6) for e in EFFORTS.values()]
    assert times == sorted(times)
    assert list(EFFORTS) == ["quick", "normal", "thorough"]


def test_the_trial_runs_in_a_process_of_its_own_and_is_remembered(speed_of):
    speed = speed_of().measure()
    assert min(speed.step, speed.derain, speed.start) > 0
    again = speed_of(command=(sys.executable, "-c", "raise SystemExit(1)"))
    assert again.measure() == speed
    assert speed_of(threads=2, command=again.command).measure() is None  # another machine's


def test_a_memory_that_is_damaged_is_measured_anew(speed_of):
    speed_of().memory.write_text('{"of": 3')
    speed = speed_of().measure()
    assert json.loads(speed_of().memory.read_bytes())["speed"]["step"] == speed.step


def test_asking_begins_the_trial_and_does_not_wait_for_it(speed_of):
    speed = speed_of()
    assert speed.get() is None
    speed._thread.join(120)
    assert speed.get() == speed.measure() is not None


@pytest.mark.parametrize(("parent", "code"), [(os.getpid(), 0), (1, 3)])
def test_the_trial_ends_with_the_process_that_started_it(weights, parent, code):
    """Its answer has nobody to go to; a server that is started again and again makes no pile."""
    command = [sys.executable, "-m", "ssidkd.learning.finetune.trial", str(weights["start"])]
    done = subprocess.run([*command, "--parent", str(parent)], capture_output=True)
    assert done.returncode == code
    assert bool(done.stdout) is (code == 0)
