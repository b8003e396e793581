"""Jobs in real child processes."""

import os
import signal
import subprocess
import sys
import time

import pytest

from ssidkd.core.weights import load_weights
from ssidkd.learning.finetune.events import read_all_events
from ssidkd.services.jobs.ids import find_job
from ssidkd.services.jobs.runner import ChildRunner, worker_environment
from ssidkd.services.jobs.service import JobService
from ssidkd.services.jobs.states import JobState, derive_state
from ssidkd.services.jobs.submission import JobRequest
from tests.job_folders import digest, photo, write_job

SHORT = {"batch_size": 1, "crop": 32, "measure_every": 2, "checkpoint_every": 1}
PATIENCE = 60
SERVER = """
import sys, time
from pathlib import Path
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.services.jobs.runner import ChildRunner
print(ChildRunner(assets=Path(sys.argv[1]), device="cpu").start(JobFolder(Path(sys.argv[2]))).pid)
sys.stdout.flush()
time.sleep(600)
"""


@pytest.fixture
def service(tmp_path, job_assets):
    made = JobService(tmp_path / "jobs", ChildRunner(assets=job_assets, device="cpu"))
    yield made
    for _, process in made._running:
        process.kill()
        process.wait()
    made.close()


def wait_for(condition, seconds=PATIENCE):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.02)


def last_step(folder):
    return max(
        (e["step"] for e in read_all_events(folder.events) if e["event"] == "step"), default=0
    )


def test_a_worker_that_is_killed_is_noticed_resumed_and_stopped(service, weights):
    request = JobRequest(photos=[photo(0)], options=SHORT | {"steps": 5000}, **weights)
    job_id = service.submit(request)
    folder = find_job(service._root, job_id)
    assert derive_state(folder) is JobState.RUNNING  # from the first moment on
    wait_for(lambda: last_step(folder) >= 3)
    _, worker = service._running[0]
    assert os.getpriority(os.PRIO_PROCESS, worker.pid) >= 10
    worker.send_signal(signal.SIGKILL)
    wait_for(lambda: service.status(job_id).state is JobState.INTERRUPTED, seconds=3)
    assert service.status(job_id).interruption == "killed"
    at = service.status(job_id).step
    assert at >= 2
    service.advance()
    assert derive_state(folder) is JobState.INTERRUPTED  # never again by itself
    service.resume(job_id)
    wait_for(lambda: last_step(folder) > at + 1)
    service.stop(job_id)
    assert service.status(job_id).state in (JobState.STOPPING, JobState.STOPPED)
    wait_for(lambda: service.status(job_id).state is JobState.STOPPED, seconds=6)
    status = service.status(job_id)
    assert (status.launches, status.outcome.has_result) == (2, True)
    load_weights(folder.result)


def test_the_owner_s_secrets_stay_with_the_app(monkeypatch):
    for name in (
        "HF_TOKEN",
        "SSIDKD_OWNER_TOKEN",
        "OAUTH_CLIENT_SECRET",
        "AWS_ACCESS_KEY_ID",
        "DB_PASSWORD",
    ):
        monkeypatch.setenv(name, "canary")
    environment = worker_environment(threads=2)
    assert "canary" not in environment.values()
    assert environment["OMP_NUM_THREADS"] == "2"
    assert environment["PATH"] == os.environ["PATH"]


def test_the_command_line_makes_the_result_of_the_page(tmp_path, job_assets, root):
    page, line = (write_job(tmp_path / name, steps=3) for name in ("дождь и page", "line"))
    process = ChildRunner(assets=job_assets, device="cpu").start(page)
    assert process.wait(PATIENCE) == 0
    command = [sys.executable, "-m", "training.finetune", str(line.root), "--device", "cpu"]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    run = subprocess.run(
        [*command, "--assets", str(job_assets)],
        cwd=root, env=environment, capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip
    assert (run.returncode, run.stdout) == (0, "")
    assert "done: complete" in run.stderr
    assert digest(page.result) == digest(line.result)
    assert page.preview(3).read_bytes() == line.preview(3).read_bytes()


def test_a_worker_whose_server_is_killed_leaves_a_job_that_can_go_on(tmp_path, job_assets, root):
    folder = write_job(tmp_path / "job", steps=5000)
    command = [sys.executable, "-c", SERVER, str(job_assets), str(folder.root)]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as server:
        server.stdout.readline()
        wait_for(lambda: last_step(folder) >= 2)
        server.kill()
    wait_for(lambda: derive_state(folder) is JobState.INTERRUPTED, seconds=10)
    assert read_all_events(folder.events)[-1]["event"] == "interrupted"


def test_a_worker_that_dies_at_its_start_is_not_started_again(tmp_path, job_assets, weights):
    runner = ChildRunner(assets=job_assets, command=(sys.executable, "-c", "raise SystemExit(9)"))
    service = JobService(tmp_path / "jobs", runner)
    job_id = service.submit(JobRequest(photos=[photo(0)], **weights))
    wait_for(lambda: service.status(job_id).state is JobState.INTERRUPTED, seconds=10)
    service.advance()
    assert (service.status(job_id).launches, service._running) == (1, [])
    service.close()
