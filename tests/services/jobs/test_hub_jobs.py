"""Jobs on a visitor's rented machine: the real client, and the exact command of the machine."""

import re
import subprocess
import sys
import time

import pytest

from ssidkd.core.weights import load_weights
from ssidkd.learning.finetune.checkpoint import saved_step
from ssidkd.learning.finetune.events import read_all_events
from ssidkd.learning.finetune.news import News
from ssidkd.services.jobs import hub_jobs
from ssidkd.services.jobs.hub_command import COMMAND, IMAGE, MOUNT, code_files, hub_job_flavors
from ssidkd.services.jobs.hub_jobs import HubJobRunner
from ssidkd.services.jobs.runner import ChildRunner, end_all
from ssidkd.services.jobs.states import JobState, derive_state
from tests.job_folders import digest, write_job
from tests.services.jobs.fake_hub import FakeHub, container_environment
from tests.services.jobs.learnt import learnt_alike

TOKEN = "hf_CANARY_of_the_visitor"
PATIENCE = 90


@pytest.fixture
def hub(tmp_path, monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_of_the_owner")  # which is never to be taken
    monkeypatch.setenv("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    environment = container_environment(sys.executable, tmp_path)
    made = FakeHub(tmp_path / "hub", environment, mount=MOUNT)
    yield made
    made.close()


@pytest.fixture
def runner(hub, job_assets):
    return HubJobRunner(
        job_assets, token=TOKEN, flavor="t4-small", endpoint=hub.url, look_every=0.2
    )


def wait_for(condition, seconds=PATIENCE):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.02)


def ended(job):
    wait_for(lambda: job.poll() is not None)
    return job.poll()


def is_at(folder, step):
    return (saved_step(folder.checkpoint) or 0) >= step


def last_event(folder):
    return read_all_events(folder.events)[-1]


def said_alike(one, other):
    """Return whether two events say the same, NIQE to the ninth digit.

    The last digits of NIQE differ between processes whose NumPy has other threads.
    """
    first, second = (event | event["verdict"] | {"verdict": None} for event in (one, other))
    alike = {
        name: pytest.approx(value, rel=1e-9, abs=1e-12)
        for name, value in first.items()
        if isinstance(value, float)
    }
    return second == first | alike


def test_the_command_of_a_rented_machine_makes_the_weights_of_a_child(
    tmp_path, hub, runner, job_assets, caplog
):
    whole, rented = (write_job(tmp_path / name) for name in ("whole", "rented"))
    assert ChildRunner(assets=job_assets, device="cpu").start(whole).wait(PATIENCE) == 0
    assert ended(runner.start(rented)) == 0
    assert digest(rented.result) == digest(whole.result)
    assert derive_state(rented) is JobState.DONE
    assert said_alike(last_event(rented), last_event(whole))
    assert learnt_alike(rented, whole)
    previews = {path.name: path.read_bytes() for path in whole.previews.iterdir()}
    assert {path.name: path.read_bytes() for path in rented.previews.iterdir()} == previews

    (job,) = hub.jobs.values()
    assert (job.spec["dockerImage"], job.spec["command"]) == (IMAGE, list(COMMAND))
    assert (job.spec["flavor"], job.spec["timeoutSeconds"]) == ("t4-small", 30 * 60)
    assert "secrets" not in job.spec  # the machine needs nobody's token
    assert hub.buckets == {}  # nothing is left in the account
    assert {token for _, path, token in hub.asked if "xet" not in path} == {TOKEN}
    kept = [path.read_bytes() for path in rented.root.rglob("*") if path.is_file()]
    assert not any(TOKEN.encode() in content for content in kept)
    assert TOKEN not in str(job.spec) + caplog.text + job.log.read_text()
    assert rented.root.name not in str(hub.asked)  # the id is a secret


def test_a_stop_reaches_the_machine_and_keeps_the_best(tmp_path, hub, runner):
    folder = write_job(tmp_path / "job", steps=5000)
    job = runner.start(folder)
    wait_for(lambda: is_at(folder, 2))
    assert derive_state(folder) is JobState.RUNNING
    folder.stop.touch()
    assert ended(job) == 0
    written = [News.from_bytes(path.read_bytes()) for path in hub.root.glob("mounts/job0/out/*")]
    assert any("outcome.json" in news.files for news in written)  # it was the machine that ended it
    assert derive_state(folder) is JobState.STOPPED
    load_weights(folder.result)
    assert hub.buckets == {}


def test_a_machine_that_does_not_see_the_stop_is_canceled(tmp_path, hub, runner, monkeypatch):
    monkeypatch.setattr(hub_jobs, "STOP_PATIENCE", 0.5)
    folder = write_job(tmp_path / "job", steps=5000)
    job = runner.start(folder)
    wait_for(lambda: is_at(folder, 1))
    hub.shows_changes = False
    folder.stop.touch()
    assert ended(job) == 0
    assert [one.canceled for one in hub.jobs.values()] == [True]
    assert derive_state(folder) is JobState.STOPPED
    load_weights(folder.result)
    assert hub.buckets == {}


def test_a_machine_that_ends_early_leaves_a_job_that_goes_on(
    tmp_path, hub, runner, job_assets, monkeypatch
):
    monkeypatch.setattr(hub_jobs, "NEWS_PATIENCE", 1.0)
    folder = write_job(tmp_path / "job", steps=5000)
    job = runner.start(folder)
    wait_for(lambda: is_at(folder, 2))
    (rented,) = hub.jobs.values()
    rented.process.kill()
    assert ended(job) == 3
    assert derive_state(folder) is JobState.INTERRUPTED
    assert last_event(folder)["reason"] == "hub_ended"
    step = last_event(folder)["step"]
    assert step >= 2
    again = runner.start(folder)  # resumed
    wait_for(lambda: is_at(folder, step + 1))
    folder.stop.touch()
    assert ended(again) == 0
    assert derive_state(folder) is JobState.STOPPED


def test_an_app_that_ends_gives_the_machine_back(tmp_path, hub, runner):
    folder = write_job(tmp_path / "job", steps=5000)
    job = runner.start(folder)
    wait_for(lambda: is_at(folder, 2))
    end_all([job], PATIENCE)
    assert job.poll() == 3
    assert [one.canceled for one in hub.jobs.values()] == [True]
    assert hub.buckets == {}
    assert derive_state(folder) is JobState.INTERRUPTED
    assert last_event(folder)["reason"] == "hub_left"
    assert last_event(folder)["step"] >= 2


def test_a_hub_that_does_not_answer_for_a_while_interrupts_nothing(tmp_path, hub, runner):
    folder = write_job(tmp_path / "job", steps=5000)
    job = runner.start(folder)
    wait_for(lambda: is_at(folder, 1))
    before = len(hub.asked)
    hub.refusals["GET", "/api/jobs/"] = 503
    wait_for(lambda: len(hub.asked) >= before + 5)
    assert job.poll() is None
    hub.refusals.clear()
    folder.stop.touch()
    assert ended(job) == 0
    assert derive_state(folder) is JobState.STOPPED


@pytest.mark.parametrize(
    ("request_of", "status", "reason"),
    [
        (("GET", "/api/whoami-v2"), 401, "hub_login"),
        (("POST", "/api/buckets/"), 403, "hub_permission"),
        (("POST", "/api/jobs/"), 402, "hub_credits"),
    ],
)
def test_a_refusal_interrupts_the_job_in_words(tmp_path, hub, runner, request_of, status, reason):
    folder = write_job(tmp_path / "job")
    hub.refusals[request_of] = status
    assert ended(runner.start(folder)) == 3
    assert derive_state(folder) is JobState.INTERRUPTED
    assert last_event(folder)["reason"] == reason
    assert hub.buckets == {}


def test_without_a_login_or_for_an_unknown_machine_nothing_is_started(job_assets):
    with pytest.raises(ValueError, match="Log in"):
        HubJobRunner(job_assets, token="", flavor="t4-small")
    with pytest.raises(ValueError, match="no such machine"):
        HubJobRunner(job_assets, token=TOKEN, flavor="h200x8")


def test_the_machines_on_offer_are_those_of_the_client():
    from huggingface_hub import JobHardware

    assert {one.name for one in hub_job_flavors()} <= {one.value for one in JobHardware}


def test_a_machine_needs_no_more_than_it_is_told_to_install(tmp_path, job_assets):
    unpacked = tmp_path / "code"
    for name, content in code_files(job_assets).items():
        (unpacked / name).parent.mkdir(parents=True, exist_ok=True)
        (unpacked / name).write_bytes(content)
    lines = (unpacked / "requirements.txt").read_text().splitlines()
    assert all(re.fullmatch(r"[a-z-]+==\d+(\.\w+)+", line) for line in lines)
    told = {re.split("==", line)[0] for line in lines}
    check = "import sys, ssidkd.learning.finetune.remote; sys.stdout.write(' '.join(sys.modules))"
    command = [sys.executable, "-c", check]
    run = subprocess.run(command, cwd=unpacked, capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in run.stdout.split()}
    others = {"gradio", "plotly", "huggingface_hub", "pillow_heif", "pandas", "httpx", "fastapi"}
    assert not loaded & others
    assert "ssidkd" in loaded
    assert {"torch", "numpy"} <= told & loaded
