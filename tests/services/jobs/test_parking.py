"""Jobs at the end of the app: they save, and nothing new begins."""

import pytest

from ssidkd.services.jobs.service import JobService
from ssidkd.services.jobs.states import JobState
from ssidkd.services.jobs.submission import JobRequest
from tests.job_folders import photo

PLENTY = 300.0


@pytest.fixture
def service(tmp_path, runner):
    made = JobService(tmp_path / "jobs", runner)
    yield made
    made.close()


def submitted(service, weights):
    return service.submit(JobRequest(photos=[photo(0, 40, 48)], **weights))


def test_a_running_job_is_interrupted_and_the_next_one_waits(service, runner, weights):
    running, waiting = submitted(service, weights), submitted(service, weights)
    service.park(PLENTY)
    assert service.status(running).state is JobState.INTERRUPTED
    service.advance()
    assert service.status(waiting).state is JobState.QUEUED
    assert len(runner.started) == 1


def test_a_job_that_does_not_end_is_not_waited_for_longer_than_said(service, runner, weights):
    submitted(service, weights)
    runner.started[0].terminate = lambda: None
    service.park(0.0)
    assert runner.alive


def test_without_jobs_there_is_nothing_to_wait_for(service):
    service.park(PLENTY)
