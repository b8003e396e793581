"""Worker or server may be killed at any moment; states stay true and checkpoints load."""

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
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.lock import is_held
from ssidkd.learning.state import CheckpointError
from ssidkd.services.jobs.ids import is_job_id
from ssidkd.services.jobs.states import JobState, derive_state
from ssidkd.services.jobs.status import job_status
from tests.job_folders import write_job, write_tiny_weights
from tests.services.jobs.forking import ACKNOWLEDGED

KILLS = int(os.environ.get("SSIDKD_TEST_KILLS", "20"))
"""Of workers, and as many of servers; docs/finetuning.md has the figures of a longer run."""
SERVER_KILLS = KILLS
ORPHAN_SECONDS = 20
PATIENCE = 60
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

    def kill_it(folder, seconds, mode="ours", past=None):
        begun = told(folder)
        worker = ask(forker, mode, folder, job_assets)
        wait_while(lambda: told(folder) == begun and is_running(worker))
        assert derive_state(folder) is JobState.RUNNING
        if past is not None:
            wait_while(lambda: (saved_step(folder.checkpoint) or 0) <= past)
        time.sleep(seconds)
        os.kill(worker, signal.SIGKILL)
        assert forker.stdout.readline() == "gone\n"

    return kill_it


def wait_while(condition):
    until = time.monotonic() + PATIENCE
    while condition() and time.monotonic() < until:
        time.sleep(0.002)


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
    for number in range(KILLS):
        # Now and then one gets further, so that a slow machine sees steps as well as beginnings.
        kill(folder, rng.uniform(0, 0.25), past=reached if number % 4 == 3 else None)
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
    wait_while(lambda: not told_steps(folder))
    steps = told_steps(folder)
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


@pytest.fixture
def jobs(tmp_path):
    """Folder of the jobs of a server that is killed."""
    write_tiny_weights(tmp_path / "start.safetensors", seed=1)
    (tmp_path / "jobs").mkdir()
    return tmp_path / "jobs"


def acknowledged(jobs):
    told = jobs.parent / ACKNOWLEDGED
    return told.read_text().split("\n")[:-1] if told.exists() else []


def all_folders(jobs):
    return [JobFolder(path) for path in jobs.iterdir() if is_job_id(path.name)]


def is_at_work(jobs):
    return any(derive_state(folder).is_live for folder in all_folders(jobs))


def check_all(jobs, settled):
    """Check every job of a server that is dead, after its worker has noticed; returns states.

    What a job has saved that is over, by `settled`, is not read again: only its state.
    """
    until = time.monotonic() + ORPHAN_SECONDS
    while is_at_work(jobs):
        assert time.monotonic() < until, "an orphan works on"
        time.sleep(0.01)
    folders = all_folders(jobs)
    assert set(acknowledged(jobs)) <= {folder.root.name for folder in folders}, "a job was lost"
    states = []
    for folder in folders:
        status = job_status(folder)
        states.append(status.state)
        if folder.root.name in settled:
            assert status.state.is_final
            continue
        config = training_config(folder.read_config(), load_weights(folder.start).card)
        progress = load_progress(folder.checkpoint, config, CPU)
        if status.state is JobState.INTERRUPTED:
            assert (progress.state.step if progress else 0) == status.step
        if status.outcome and status.outcome.has_result:
            load_weights(folder.result)
        if status.state.is_final:
            settled.add(folder.root.name)
    return states


def test_whenever_a_server_is_killed_every_job_is_there_and_true(jobs, forker, job_assets):
    rng, seen, settled = random.Random(3), set(), set()
    for _ in range(SERVER_KILLS):
        server = ask(forker, "serve", JobFolder(jobs), job_assets)
        time.sleep(rng.uniform(0, 1.2))
        os.kill(server, signal.SIGKILL)
        assert forker.stdout.readline() == "gone\n"
        seen.update(check_all(jobs, settled))
    assert acknowledged(jobs)
    assert JobState.INTERRUPTED in seen
    assert seen & {JobState.DONE, JobState.STOPPED}
