"""A job may run on another machine, besides the queue of this one."""

from ssidkd.services.jobs.service import JobService
from ssidkd.services.jobs.states import JobState
from ssidkd.services.jobs.submission import JobRequest
from tests.job_folders import photo
from tests.services.jobs.fake_runner import FakeRunner


def test_a_job_elsewhere_runs_besides_the_queue(tmp_path, runner, weights):
    service, other = JobService(tmp_path / "jobs", runner), FakeRunner()
    first = service.submit(JobRequest(photos=[photo(0)], visitor="a", **weights), other)
    second = service.submit(JobRequest(photos=[photo(1)], visitor="b", **weights))
    assert [len(one.started) for one in (other, runner)] == [1, 1]
    assert {service.status(one).state for one in (first, second)} == {JobState.RUNNING}
    other.started[0].die()
    assert service.status(first).state is JobState.INTERRUPTED
    service.resume(first, other)
    assert [len(one.started) for one in (other, runner)] == [2, 1]
    assert service.status(first).state is JobState.RUNNING
    other.started[1].die()
    service.close()
