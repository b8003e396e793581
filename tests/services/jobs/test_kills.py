"""A worker may be killed at any moment; the state stays true and the checkpoint loads."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest
import torch

from ssidkd.core.weights import load_weights
from ssidkd.learning.finetune.beginning import training_config
from ssidkd.learning.finetune.checkpoint import load_progress, saved_step
from ssidkd.learning.finetune.events import read_all_events
from ssidkd.learning.finetune.lock import is_held
from ssidkd.learning.state import CheckpointError
from ssidkd.services.jobs.states import JobState, derive_state
from ssidkd.services.jobs.status import job_status
from tests.job_folders import write_job

KILLS = 20
CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def forker(root, tmp_path_factory, job_assets):
    environment = {**os.environ, "PYTHONPATH": str(root), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "tests.services.jobs.forking"]
    with subprocess.Popen(
        command,
        cwd=root,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        warm = write_job(tmp_path_factory.mktemp("warm") / "job", photos=1, steps=1)
        ask(process, "here", warm, job_assets)
        assert process.stdout.readline() == "gone\n"
        yield process
        process.stdin.close()


def ask(process, mode, folder, assets):
    """Have a worker started; returns its number."""
    process.stdin.write(f"{mode}\t{folder.root}\t{assets}\n")
    process.stdin.flush()
    return int(process.stdout.readline())


@pytest.fixture
def kill(forker, job_assets):
    """Return a function that starts a worker, waits for it to work, kills it later."""

    def kill_it(folder, seconds, mode="ours"):
        begun = told(folder)
        worker = ask(forker, mode, folder, job_assets)
        until = time.monotonic() + 30
        while told(folder) == begun and is_running(worker) and time.monotonic() < until:
            time.sleep(0.002)
        assert derive_state(folder) is JobState.RUNNING
        time.sleep(seconds)
        os.kill(worker, signal.SIGKILL)
        assert forker.stdout.readline() == "gone\n"

    return kill_it


def told(folder):
    return folder.events.stat().st_size if folder.events.exists() else 0


def told_steps(folder):
    return [e["step"] for e in read_all_events(folder.events) if e["event"] == "step"]


def is_running(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def check(folder, reached):
    """Check that the disk tells the truth of a killed job; returns the step it can go on from."""
    assert not is_held(folder.lock)
    assert derive_state(folder) is JobState.INTERRUPTED
    config = training_config(folder.read_config(), load_weights(folder.start).card)
    step = saved_step(folder.checkpoint) or 0
    progress = load_progress(folder.checkpoint, config, CPU)
    assert (progress.state.step if progress else 0) == step == job_status(folder).step
    assert step >= reached, "a checkpoint was lost"
    saved = [e["step"] for e in read_all_events(folder.events) if e["event"] == "checkpoint"]
    assert step >= max(saved, default=0), "a checkpoint that was told of is not there"
    return step


def long_job(path):
    return write_job(path, photos=1, steps=5000, measure_every=7)


def test_whenever_a_worker_is_killed_its_job_can_go_on(tmp_path, kill, forker, job_assets):
    folder, rng, reached = long_job(tmp_path / "job"), random.Random(1), 0
    for _ in range(KILLS):
        kill(folder, rng.uniform(0, 0.25))
        reached = check(folder, reached)
    assert reached > 0
    folder.stop.touch()
    ask(forker, "ours", folder, job_assets)
    assert forker.stdout.readline() == "gone\n"
    assert derive_state(folder) is JobState.STOPPED
    load_weights(folder.result)
    left = {path.name for path in folder.root.rglob("*") if path.name.endswith(".part")}
    assert not left


def test_a_worker_that_is_asked_to_end_saves_first(tmp_path, forker, job_assets):
    folder = write_job(
        tmp_path / "job", photos=1, steps=5000, measure_every=7, checkpoint_every=1000
    )
    worker = ask(forker, "ours", folder, job_assets)
    until = time.monotonic() + 30
    while not (steps := told_steps(folder)) and time.monotonic() < until:
        time.sleep(0.002)
    os.kill(worker, signal.SIGTERM)
    assert forker.stdout.readline() == "gone\n"
    assert check(folder, 0) >= steps[-1]
    assert read_all_events(folder.events)[-1]["event"] == "interrupted"


def test_a_writer_that_writes_in_place_fails_the_same_check(tmp_path, kill):
    rng = random.Random(2)

    def kill_many():
        for number in range(4 * KILLS):
            folder = long_job(tmp_path / f"job-{number}")
            kill(folder, rng.uniform(0.05, 0.3), mode="naive")
            check(folder, 0)

    with pytest.raises(CheckpointError, match="damaged"):
        kill_many()
