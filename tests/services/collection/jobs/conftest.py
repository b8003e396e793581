"""Accepted photos, and a service of jobs whose workers end when a test says so."""

import pytest

from ssidkd.services.collection.jobs import CollectionJobs
from ssidkd.services.jobs.service import JobService
from ssidkd.services.jobs.starting import Finetuning
from ssidkd.services.jobs.submission import JobRequest
from tests.job_folders import photo as textured
from tests.job_folders import write_tiny_weights
from tests.services.collection.store_parts import offer
from tests.services.jobs.fake_runner import FakeRunner


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    folder = tmp_path_factory.mktemp("weights")
    return write_tiny_weights(folder / "student.safetensors", seed=1)


@pytest.fixture
def runner():
    made = FakeRunner()
    yield made
    for worker in made.alive:
        worker.die()


@pytest.fixture
def finetuning(tmp_path, weights, runner):
    service = JobService(tmp_path / "jobs", runner)
    yield Finetuning(jobs=service, threads=1, starts={"tiny": weights})
    service.close()


@pytest.fixture
def given(collection):
    """Let four visitors give two photos each, which are accepted; returns codes by identity."""
    codes = {}
    for number in range(4):
        answer = collection.donate(offer(2 * number, 2 * number + 1, visitor=f"visitor {number}"))
        codes |= {photo.identity: answer.code for photo in answer.photos}
    collection.accept(codes, "owner")
    return codes


@pytest.fixture
def jobs(collection, given, finetuning):
    return CollectionJobs(collection, finetuning, share=0)


@pytest.fixture
def busy(finetuning, runner, weights):
    """Keep the runner busy with another visitor's job, so that later ones wait."""
    request = JobRequest(photos=[textured(0, 40, 48)], start=weights)
    finetuning.jobs.submit(request)
    return runner.started[0]
