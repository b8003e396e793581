"""Faults of the machine: memory, disk, interpreter, restart. Every job's state stays true."""

import os
import resource
import signal
import subprocess
import sys
import time

import pytest

from ssidkd.core.weights import load_weights
from ssidkd.learning.finetune.events import read_all_events
from ssidkd.learning.finetune.outcome import read_outcome
from ssidkd.services.jobs.ids import find_job
from ssidkd.services.jobs.runner import ChildRunner
from ssidkd.services.jobs.service import JobService
from ssidkd.services.jobs.states import JobState, derive_state
from ssidkd.services.jobs.submission import JobRequest
from tests.job_folders import digest, photo, write_job

PATIENCE = 90
OPTIONS = {"batch_size": 1, "crop": 32, "steps": 2, "measure_every": 2}
CHILD = (sys.executable, "-m", "ssidkd.learning.finetune")
GREEDY = """
import sys
from ssidkd.learning.finetune import command, work

def allocate(*_arguments, **_options):
    kept = []
    while True:
        kept.append(bytearray(64 << 20))

if "greedy" in (work.JobFolder(__import__("pathlib").Path(sys.argv[1])).read_config().effort):
    work.Session = allocate
raise SystemExit(command.main())
"""


def wait_for_end(service, job_id):
    until = time.monotonic() + PATIENCE
    while not service.status(job_id).state.is_final:
        assert time.monotonic() < until, service.status(job_id)
        time.sleep(0.05)
    return service.status(job_id)


def run(command, folder, assets, **options):
    arguments = [*command, str(folder.root), "--assets", str(assets), "--device", "cpu"]
    return subprocess.run(
        arguments, capture_output=True, text=True, timeout=PATIENCE, check=False, **options
    )


def test_a_job_that_takes_all_memory_fails_alone_and_the_next_one_runs(
    tmp_path, job_assets, weights
):
    limit = 6 << 30  # of address space: torch alone maps a part of it
    limited = (
        "bash", "-c", f"ulimit -v {limit >> 10}; exec \"$@\"", "-", sys.executable, "-c", GREEDY,
    )  # fmt: skip
    service = JobService(
        tmp_path / "jobs", ChildRunner(assets=job_assets, device="cpu", command=limited)
    )
    greedy, modest = (
        service.submit(
            JobRequest(photos=[photo(0)], options=OPTIONS | {"effort": effort}, **weights)
        )
        for effort in ("greedy", "quick")
    )
    failed = wait_for_end(service, greedy)
    assert (failed.state, failed.outcome.reason) == (JobState.FAILED, "memory")
    assert "memory" in failed.outcome.detail
    assert failed.launches == 1  # never again by itself
    assert wait_for_end(service, modest).state is JobState.DONE
    service.close()


@pytest.mark.parametrize("limit", [20_000, 60_000])
def test_a_disk_that_takes_no_more_keeps_what_was_saved(tmp_path, job_assets, root, limit):
    """A limit on the size of files stands for a full disk: a write ends in the middle."""
    folder = write_job(tmp_path / "job", photos=1, steps=40, measure_every=20)

    def limit_files():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    run(CHILD, folder, job_assets, cwd=root, preexec_fn=limit_files)
    state = derive_state(folder)
    assert state in (JobState.FAILED, JobState.INTERRUPTED)
    if read_outcome(folder) is None:  # room again: it goes on where it was
        folder.resume.touch()
        assert run(CHILD, folder, job_assets, cwd=root).returncode == 0
        load_weights(folder.result)
    assert not list(folder.root.rglob("*.part"))


def test_guards_hold_in_an_optimised_interpreter(tmp_path, job_assets, root):
    """`python -O` drops assert statements: what is refused, and what comes out, stays the same."""
    plain, optimised, bad = (write_job(tmp_path / name) for name in ("plain", "optimised", "bad"))
    bad.config.write_text(bad.config.read_text().replace('"steps": 6', '"steps": 0'))
    command = (sys.executable, "-O", *CHILD[1:])
    assert run(CHILD, plain, job_assets, cwd=root).returncode == 0
    assert run(command, optimised, job_assets, cwd=root).returncode == 0
    assert digest(plain.result) == digest(optimised.result)
    refused = run(command, bad, job_assets, cwd=root)
    assert refused.returncode == 2
    assert "steps takes a whole number" in refused.stderr


def test_the_same_seed_gives_the_same_weights_and_another_one_others(tmp_path, job_assets, root):
    folders = [
        write_job(tmp_path / name, seed=seed) for name, seed in zip("abc", (5, 5, 6), strict=True)
    ]
    for folder in folders:
        assert run(CHILD, folder, job_assets, cwd=root).returncode == 0
    first, second, third = (load_weights(folder.result).network for folder in folders)
    assert digest(folders[0].result) == digest(folders[1].result)
    assert not all(
        bool((a == b).all()) for a, b in zip(first.parameters(), third.parameters(), strict=True)
    )
    assert second.config == third.config


def test_a_restarted_server_keeps_the_order_of_the_queue(tmp_path, job_assets, weights, runner):
    before = JobService(tmp_path / "jobs", runner)
    ids = [
        before.submit(JobRequest(photos=[photo(0)], options=OPTIONS, visitor=name, **weights))
        for name in "abcd"
    ]
    runner.alive[0].die()
    before.close()
    ran = []
    for _ in range(len(ids)):  # a server that is killed and started between any two jobs
        after = JobService(tmp_path / "jobs", ChildRunner(assets=job_assets, device="cpu"))
        assert after.status(ids[0]).state is JobState.INTERRUPTED  # not begun again by itself
        after.advance()
        running = [one for one in ids if after.status(one).state.is_live]
        assert len(running) <= 1
        for one in running:
            assert wait_for_end(after, one).state is JobState.DONE
            ran.append(one)
        after.close()
    assert ran == ids[1:]
    assert [find_job(tmp_path / "jobs", one).result.exists() for one in ids[1:]] == [True] * 3


@pytest.mark.parametrize("ask", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_saves_first_and_a_second_one_ends_at_once(tmp_path, job_assets, root, ask):
    folder = write_job(tmp_path / "job", photos=1, steps=5000, checkpoint_every=1000)
    arguments = [*CHILD, str(folder.root), "--assets", str(job_assets), "--device", "cpu"]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    with subprocess.Popen(arguments, cwd=root, env=environment) as worker:
        until = time.monotonic() + PATIENCE
        while not any("terms" in event for event in read_all_events(folder.events)):
            assert time.monotonic() < until
            time.sleep(0.02)
        worker.send_signal(ask)
        assert worker.wait(10) == 3
    assert derive_state(folder) is JobState.INTERRUPTED
    kinds = [event["event"] for event in read_all_events(folder.events)]
    assert kinds[-2:] == ["checkpoint", "interrupted"]
