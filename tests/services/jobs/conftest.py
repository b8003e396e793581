"""What tests of jobs share."""

import pytest

from tests.job_folders import write_assets, write_tiny_weights
from tests.services.jobs.fake_runner import FakeRunner


@pytest.fixture(scope="session")
def job_assets(tmp_path_factory):
    return write_assets(tmp_path_factory.mktemp("assets"))


@pytest.fixture(scope="session")
def weights(tmp_path_factory):
    """Weights file of a tiny student to start from, as `JobRequest` names it."""
    folder = tmp_path_factory.mktemp("weights")
    return {"start": write_tiny_weights(folder / "student.safetensors", seed=1)}


@pytest.fixture
def runner():
    made = FakeRunner()
    yield made
    for worker in made.alive:
        worker.die()
