"""Jobs in slices: the same weights, news while a step is slow, and true states whatever ends."""

import errno
import os
import signal
import subprocess
import sys
import time
from types import ModuleType

import pytest

from ssidkd.core.weights import load_weights
from ssidkd.learning.finetune.checkpoint import saved_step
from ssidkd.learning.finetune.events import read_all_events
from ssidkd.learning.finetune.parcel import pack
from ssidkd.learning.finetune.pause import ask_for_pause
from ssidkd.services.jobs.runner import ChildRunner
from ssidkd.services.jobs.slices import SLICE_SECONDS, run_slice
from ssidkd.services.jobs.slices_runner import SliceRunner
from ssidkd.services.jobs.starting import choose_runner
from ssidkd.services.jobs.states import JobState, derive_state
from ssidkd.services.settings import Settings
from tests.job_folders import digest, write_job
from tests.services.jobs.learnt import checkpoint_of, learnt_alike
from tests.services.jobs.lease_double import QuotaError

PATIENCE = 90


@pytest.fixture
def app(root, job_assets):
    """Return a function that starts an app with one job; see `sliced_app`."""
    started = []

    def start(mode, folder):
        command = [sys.executable, "-m", "tests.services.jobs.sliced_app", mode]
        environment = {**os.environ, "OMP_NUM_THREADS": "1"}
        started.append(
            subprocess.Popen(
                [*command, str(folder.root), str(job_assets)], cwd=root, env=environment
            )
        )
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def wait_for(condition, seconds=PATIENCE):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.02)


def told(folder, kind):
    return [event for event in read_all_events(folder.events) if event["event"] == kind]


def is_at(folder, step):
    return (saved_step(folder.checkpoint) or 0) >= step


def test_slices_make_the_weights_of_a_child_process(tmp_path, app, job_assets):
    whole, sliced = (write_job(tmp_path / name) for name in ("whole", "sliced"))
    assert ChildRunner(assets=job_assets, device="cpu").start(whole).wait(PATIENCE) == 0
    assert app("ours", sliced).wait(PATIENCE) == 0
    assert len(told(sliced, "started")) >= 3
    assert digest(sliced.result) == digest(whole.result)
    assert told(sliced, "ended") == told(whole, "ended")
    assert learnt_alike(sliced, whole)
    previews = {path.name: path.read_bytes() for path in whole.previews.iterdir()}
    assert {path.name: path.read_bytes() for path in sliced.previews.iterdir()} == previews
    assert derive_state(sliced) is JobState.DONE
    assert not told(sliced, "interrupted")  # the end of a slice is no interruption of the job


def test_a_runner_that_relies_on_a_global_fails_where_slices_are_forked(tmp_path, app):
    here, leased = (write_job(tmp_path / name) for name in ("here", "leased"))
    assert app("naive_here", here).wait(PATIENCE) == 0
    assert derive_state(here) is JobState.DONE
    assert app("naive", leased).wait(PATIENCE) == 3
    assert derive_state(leased) is JobState.INTERRUPTED
    assert not leased.result.exists()


def test_a_stop_ends_the_slice_and_keeps_the_best(tmp_path, app):
    folder = write_job(tmp_path / "job", steps=5000)
    process = app("long", folder)
    wait_for(lambda: is_at(folder, 2))
    folder.stop.touch()
    assert process.wait(10) == 0
    assert derive_state(folder) is JobState.STOPPED
    load_weights(folder.result)


def test_a_pause_ends_the_slice_and_another_goes_on(tmp_path, app):
    folder = write_job(tmp_path / "job", steps=5000)
    app("long", folder)
    wait_for(lambda: is_at(folder, 2))
    ask_for_pause(folder.pause)
    wait_for(lambda: len(told(folder, "started")) == 2)
    assert told(folder, "started")[1]["step"] >= 2
    assert derive_state(folder) is JobState.RUNNING


def test_an_app_that_is_killed_leaves_a_job_that_goes_on(tmp_path, app):
    folder = write_job(tmp_path / "job", steps=5000)
    process = app("long", folder)
    wait_for(lambda: is_at(folder, 3))
    assert derive_state(folder) is JobState.RUNNING
    process.kill()
    # The forked worker notices at its next news, and lets go of what it has inherited.
    wait_for(lambda: derive_state(folder) is JobState.INTERRUPTED, seconds=15)
    saved = [event["step"] for event in told(folder, "checkpoint")]
    assert checkpoint_of(folder).state.step >= max(3, *saved)


def test_a_lease_that_ends_too_early_loses_only_what_was_not_saved(tmp_path, app):
    folder = write_job(tmp_path / "job", steps=5000)
    assert app("cut", folder).wait(PATIENCE) == 3
    assert derive_state(folder) is JobState.INTERRUPTED
    last = read_all_events(folder.events)[-1]
    assert (last["event"], last["reason"]) == ("interrupted", "lease_lost")
    assert saved_step(folder.checkpoint) in (None, last["step"])


def refuse(function):
    def refused(*args, **options):
        raise QuotaError("You have exceeded your free GPU quota (60s requested)")
        yield

    return refused


def test_used_up_time_interrupts_a_job_and_says_so_in_words(tmp_path, job_assets):
    folder = write_job(tmp_path / "job")
    job = SliceRunner(job_assets, lease=refuse, device="cpu").start(folder)
    wait_for(lambda: job.poll() is not None)
    assert derive_state(folder) is JobState.INTERRUPTED
    last = read_all_events(folder.events)[-1]
    assert last["reason"] == "lease_quota"
    assert "tomorrow" in last["detail"]


def test_a_process_that_was_forked_meanwhile_keeps_no_job_running(tmp_path, job_assets):
    forked = []

    def fork(function):
        def leased(*args, **options):
            child = os.fork()
            if child == 0:
                time.sleep(PATIENCE)  # as a worker of another visitor, with all that was open
                os._exit(0)
            forked.append(child)
            raise QuotaError
            yield

        return leased

    folder = write_job(tmp_path / "job")
    job = SliceRunner(job_assets, lease=fork, device="cpu").start(folder)
    wait_for(lambda: job.poll() is not None)
    state = derive_state(folder)
    os.kill(forked[0], signal.SIGKILL)
    os.waitpid(forked[0], 0)
    assert state is JobState.INTERRUPTED


def full(function):
    def leased(*args, **options):
        raise OSError(errno.ENOSPC, "No space left on device")
        yield

    return leased


def test_a_full_disk_is_not_the_gpu(tmp_path, job_assets):
    folder = write_job(tmp_path / "job")
    job = SliceRunner(job_assets, lease=full, device="cpu").start(folder)
    wait_for(lambda: job.poll() is not None)
    assert read_all_events(folder.events)[-1]["reason"] == "disk"


def test_on_zero_gpu_a_slice_is_decorated_with_its_length_at_the_start(monkeypatch, job_assets):
    asked = []
    zero_gpu = ModuleType("spaces")
    zero_gpu.GPU = lambda duration: lambda function: asked.append((function, duration))
    monkeypatch.setitem(sys.modules, "spaces", zero_gpu)
    environ = {"SPACES_ZERO_GPU": "true"}
    runner = choose_runner(Settings.from_environment(environ), job_assets, "cpu")
    assert isinstance(runner, SliceRunner)
    assert asked == [(run_slice, SLICE_SECONDS)]
    assert isinstance(choose_runner(Settings.from_environment({}), job_assets, "cpu"), ChildRunner)


class SlowAnswers:
    """A clock that takes long to look at once: a step as slow as that."""

    def __init__(self):
        self.asked = 0

    def __call__(self):
        self.asked += 1
        if self.asked == 3:
            time.sleep(4)
        return 0.0 if self.asked < 4 else 1e9


def test_a_slice_yields_while_a_step_is_slow(tmp_path, job_assets):
    folder = write_job(tmp_path / "job")
    clock = SlowAnswers()
    options = {"assets": job_assets, "device": "cpu", "wishes": folder.root, "now": clock}
    during_the_step = 0
    for news in run_slice(pack(folder), seconds=40, **options):
        during_the_step += clock.asked == 3 and not news
    assert during_the_step >= 4
