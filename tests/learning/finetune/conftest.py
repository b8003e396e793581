"""What tests of a job's work share."""

import pytest
import torch

from ssidkd.learning.finetune.events import read_all_events
from ssidkd.learning.finetune.work import run_job
from tests.job_folders import write_assets, write_job


@pytest.fixture(scope="session")
def job_assets(tmp_path_factory):
    return write_assets(tmp_path_factory.mktemp("assets"))


@pytest.fixture
def make_job(tmp_path):
    """Return a function that makes the folder of a job."""

    def make(name="job", **options):
        return write_job(tmp_path / name, **options)

    return make


@pytest.fixture
def work(job_assets):
    """Return a function that does a job's work; `stop_at` interrupts it after that step."""

    def run(folder, interrupted_at=None, then=lambda: True):
        def interrupted():
            if interrupted_at is None:
                return False
            steps = [e["step"] for e in read_all_events(folder.events) if e["event"] == "step"]
            return bool(steps) and steps[-1] >= interrupted_at and then()

        return run_job(
            folder, assets=job_assets, device=torch.device("cpu"), interrupted=interrupted
        )

    return run
