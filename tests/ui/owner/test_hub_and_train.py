"""Sending to the Hub and finetuning, as far as the owner's page has a hand in them."""

import huggingface_hub
import huggingface_hub.constants
import huggingface_hub.utils._http as client_http
import pytest

from ssidkd.services.collection.jobs import CollectionJobs
from ssidkd.services.jobs.service import JobService
from ssidkd.services.jobs.starting import Finetuning
from tests.job_folders import write_tiny_weights
from tests.services.collection.hub.fake_datasets import FakeDatasets
from tests.services.collection.hub.fake_repository import new_dataset
from tests.services.collection.hub.sending_parts import DATASET, Sending
from tests.services.jobs.fake_runner import FakeRunner
from tests.ui.owner.owner_parts import CALL, TOKEN, fill

# The client uploads in a way that its HTTP library advises against.
pytestmark = pytest.mark.filterwarnings("ignore:Use 'content=<...>':DeprecationWarning")


@pytest.fixture
def hub(monkeypatch):
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_DISABLE_XET", True)
    factory = client_http._GLOBAL_CLIENT_FACTORY
    made = FakeDatasets(datasets={DATASET: new_dataset()})
    yield made
    made.close()
    huggingface_hub.set_client_factory(factory)


@pytest.fixture
def sending(hub, collection):
    return Sending(collection, hub.url)


@pytest.fixture
def sync(sending):
    return sending.sync


@pytest.fixture
def jobs(tmp_path, collection):
    weights = tmp_path / "weights"
    weights.mkdir()
    start = write_tiny_weights(weights / "student.safetensors", seed=1)
    runner = FakeRunner()
    service = JobService(tmp_path / "jobs", runner)
    finetuning = Finetuning(jobs=service, threads=1, starts={"tiny": start})
    yield CollectionJobs(collection, finetuning, share=0)
    for worker in runner.alive:
        worker.die()
    service.close()


def signed_in(client):
    client.headers.update(CALL)
    assert client.post("/owner/login", json={"token": TOKEN}).status_code == 200
    return client


def test_without_a_dataset_the_page_says_that_nothing_is_sent(owner):
    told = owner.get("/owner/hub").json()
    assert (told["state"], told["disk_lasts"]) == ("off", True)
    assert owner.post("/owner/hub/wake", json={}).status_code == 200
    assert owner.post("/owner/hub/squash", json={"dataset": ""}).status_code == 409


def test_the_page_tells_how_sending_is_doing(serve, collection, sending):
    owner = signed_in(serve(collection, sync=sending.sync, disk_lasts=False))
    collection.accept(fill(collection), "owner")
    sending.run()
    told = owner.get("/owner/hub").json()
    assert (told["dataset"], told["disk_lasts"]) == (DATASET, False)
    assert (told["backlog"], told["to_remove"]) == (0, 0)
    assert len(list(collection.published())) == 6


def test_the_history_is_squashed_only_by_its_name(serve, collection, sending):
    owner = signed_in(serve(collection, sync=sending.sync))
    collection.accept(fill(collection), "owner")
    sending.run()
    before = {record.revision for record in collection.published()}
    for wrong in ("", "yes", DATASET.upper(), "another/one"):
        answer = owner.post("/owner/hub/squash", json={"dataset": wrong})
        assert answer.status_code == 409
        assert "not the dataset's name" in answer.json()["error"]
    assert {record.revision for record in collection.published()} == before
    answer = owner.post("/owner/hub/squash", json={"dataset": f" {DATASET} "})
    assert answer.status_code == 200
    assert {record.revision for record in collection.published()} == {answer.json()["revision"]}
    assert answer.json()["revision"] not in before


def test_a_hub_that_is_down_is_said(serve, collection, sync, hub):
    owner = signed_in(serve(collection, sync=sync))
    hub.close()
    answer = owner.post("/owner/hub/squash", json={"dataset": DATASET})
    assert answer.status_code == 409
    assert "does not answer" in answer.json()["error"]


def test_a_job_is_started_once_for_one_press(serve, collection, jobs):
    collection.accept(fill(collection, donations=4), "owner")
    owner = signed_in(serve(collection, jobs=jobs))
    assert owner.get("/owner/train").json()["offered"]
    wanted = {"effort": "quick", "key": "one press"}
    first, again = (owner.post("/owner/train", json=wanted).json() for _ in range(2))
    assert first == again
    assert first["photos"] == 8
    told = owner.get("/owner/train").json()["jobs"]
    assert [(one["job"], one["photos"], one["effort"]) for one in told] == [
        (first["job"], 8, "quick")
    ]


def test_what_no_job_can_be_made_of_is_said(serve, collection, jobs):
    collection.accept(fill(collection, donations=1), "owner")
    owner = signed_in(serve(collection, jobs=jobs))
    answer = owner.post("/owner/train", json={"effort": "quick", "key": "12345678"})
    assert answer.status_code == 409
    assert "accepted photos" in answer.json()["error"]
    fill(collection, donations=4)
    collection.accept([one.identity for one in collection.photos()], "owner")
    answer = owner.post("/owner/train", json={"effort": "endless", "key": "12345678"})
    assert answer.status_code == 409
    assert "effort" in answer.json()["error"]
    assert owner.get("/owner/train").json()["jobs"] == []
