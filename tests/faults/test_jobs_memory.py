"""A job that the system kills for want of memory: it is told, nobody else suffers, and more run."""

import os
import sys

from ssidkd.services.jobs.runner import ChildRunner
from ssidkd.services.jobs.service import JobService
from ssidkd.services.jobs.states import JobState
from ssidkd.services.jobs.submission import JobRequest
from ssidkd.ui.finetune.sentences import state_of
from ssidkd.ui.words import ENGLISH
from tests.faults.faults import memory_group
from tests.faults.test_app_jobs import wait_for
from tests.job_folders import photo

MOST = 60 << 20
"""Bytes: less than an interpreter with torch in it takes."""
OPTIONS = {"batch_size": 1, "crop": 32, "steps": 1, "measure_every": 1, "preview_every": 1}
WORK = (sys.executable, "-m", "ssidkd.learning.finetune")


def test_a_job_that_the_system_kills_for_memory_says_so_and_the_next_one_runs(
    tmp_path, job_assets, weights
):
    request = JobRequest(photos=[photo(0)], options=OPTIONS, **weights)
    with memory_group(f"faults-{os.getpid()}", MOST) as group:
        join = f'echo $$ > {group}/cgroup.procs; exec "$@"'
        small = ChildRunner(
            assets=job_assets, device="cpu", command=("bash", "-c", join, "-", *WORK)
        )
        service = JobService(tmp_path / "jobs", small)
        job_id = service.submit(request)
        wait_for(lambda: service.status(job_id).state is JobState.INTERRUPTED)
        status = service.status(job_id)
        assert (status.interruption, status.launches) == ("killed", 1)
        assert "memory was short" in state_of(status, ENGLISH)
        service.close()
    service = JobService(tmp_path / "jobs", ChildRunner(assets=job_assets, device="cpu"))
    following = service.submit(request)
    wait_for(lambda: service.status(following).state.is_final)
    assert service.status(following).state is JobState.DONE
    assert service.status(job_id).launches == 1  # not begun again by itself
    service.close()
