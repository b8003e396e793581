"""Results on the Hub: the real client against a Hub on this machine."""

import json
import os
import subprocess
import sys

import pytest

from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.services.jobs.publishing import (
    Publication,
    PublishingError,
    is_repository_name,
    publish,
)
from ssidkd.services.jobs.results import read_result
from ssidkd.services.jobs.service import JobService
from tests.services.jobs.ended_jobs import ended_job
from tests.services.jobs.fake_repositories import FakeRepositories

VISITORS, OWNERS = "hf_of_the_visitor", "hf_of_the_owner"
# The Hub's address is read when the client is imported, so the call is made in a process of its
# own, which has the owner's token as a Space has it.
CALL = """
import json, logging, sys
from pathlib import Path
logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
from ssidkd.services.jobs.publishing import Publication, PublishingError, publish
from ssidkd.services.jobs.results import read_result
from ssidkd.services.jobs.service import JobService
jobs, job_id, name, private, token = json.loads(sys.argv[1])
service = JobService(Path(jobs), runner=None)
try:
    made = publish(
        read_result(service, job_id), Publication(token=token, name=name, private=private)
    )
    answer = {"name": made.name, "address": made.address}
except PublishingError as error:
    answer = {"problem": error.problem}
sys.stdout.write(json.dumps(answer))
"""


@pytest.fixture
def hub():
    made = FakeRepositories()
    yield made
    made.close()


@pytest.fixture(scope="module")
def jobs(tmp_path_factory):
    root = tmp_path_factory.mktemp("jobs")
    root.rmdir()
    return root


@pytest.fixture(scope="module")
def job(jobs, weights, job_assets):
    jobs.mkdir()
    return ended_job(jobs, weights, job_assets)


@pytest.fixture
def call(root, jobs, job, tmp_path):
    """Return a function that publishes from a process of its own."""

    def call(endpoint, name="rain", private=True, token=VISITORS):
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "PYTHONPATH": str(root),
            "HF_ENDPOINT": endpoint,
            "HF_TOKEN": OWNERS,
            "HF_HUB_DISABLE_XET": "1",
            "HF_HUB_DISABLE_TELEMETRY": "1",
            "OMP_NUM_THREADS": "1",
        }
        wanted = json.dumps([str(jobs), job, name, private, token])
        done = subprocess.run(
            [sys.executable, "-c", CALL, wanted],
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        assert VISITORS not in done.stdout + done.stderr
        assert all(VISITORS not in path.read_text("latin1") for path in files_in(tmp_path))
        return json.loads(done.stdout)

    return call


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_weights_card_and_settings_arrive_and_nothing_else(call, hub, jobs, job):
    made = call(hub.url)
    assert made == {"name": "ada/rain", "address": f"{hub.url}/ada/rain"}
    repository = hub.repositories["ada/rain"]
    assert repository["private"] is True
    (weights,) = [name for name in repository["files"] if name.endswith(".safetensors")]
    assert set(repository["files"]) == {"README.md", "config.json", weights}
    assert repository["files"][weights] == JobFolder(jobs / job).result.read_bytes()
    assert weights in repository["files"]["README.md"].decode()
    assert job.encode() not in b"".join(repository["files"].values())


def test_only_the_visitor_s_token_reaches_the_hub(call, hub):
    call(hub.url)
    said = {authorization for _, _, authorization in hub.asked}
    assert f"Bearer {VISITORS}" in said
    assert said <= {f"Bearer {VISITORS}", None}


def test_a_repository_is_public_only_if_that_is_asked_for(call, hub):
    call(hub.url, private=False)
    assert hub.repositories["ada/rain"]["private"] is False


@pytest.mark.parametrize(
    ("status", "problem"), [(401, "refused"), (403, "refused"), (500, "busy"), (409, "taken")]
)
def test_a_refused_repository_has_a_reason(call, hub, status, problem):
    hub.refusals["POST", "/api/repos/create"] = status
    assert call(hub.url) == {"problem": problem}
    assert hub.repositories == {}


def test_a_name_that_is_taken_leaves_the_repository_alone(call, hub):
    hub.repositories["ada/rain"] = {"private": True, "files": {"README.md": b"mine"}}
    assert call(hub.url) == {"problem": "taken"}
    assert hub.repositories["ada/rain"]["files"] == {"README.md": b"mine"}


@pytest.mark.parametrize("end", ["/commit/main", "/preupload/main", "/info/lfs/objects/batch"])
def test_a_repository_that_cannot_be_filled_is_not_left_behind(call, hub, end):
    hub.refusals["POST", end] = 403
    assert call(hub.url) == {"problem": "refused"}
    assert hub.repositories == {}


def test_a_hub_that_is_down_is_said_to_be_down(call):
    assert call("http://127.0.0.1:9") == {"problem": "down"}


@pytest.mark.parametrize(
    "name",
    ["", ".", "a/b", "../x", "a b", "-a", "a-", "a..b", "a--b", "a.git", "x" * 65, "ä", None, 7],
)
def test_names_that_the_hub_would_refuse_are_refused_here(name, jobs, job, runner):
    assert not is_repository_name(name)
    service = JobService(jobs, runner)
    try:
        with pytest.raises(PublishingError) as raised:
            publish(read_result(service, job), Publication(token=VISITORS, name=name))
    finally:
        service.close()
    assert raised.value.problem == "name"


@pytest.mark.parametrize("name", ["a", "my-derainer", "Rain_2.1", "x" * 64])
def test_names_that_the_hub_takes_are_taken(name):
    assert is_repository_name(name)


def test_without_a_login_the_hub_is_not_asked(call, hub):
    assert call(hub.url, token="") == {"problem": "login"}
    assert hub.asked == []


def test_a_token_is_not_part_of_what_is_said_of_a_publication():
    assert VISITORS not in repr(Publication(token=VISITORS, name="rain"))
