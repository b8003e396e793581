import os

import pytest

from ssidkd.services.jobs.expiry import HOUR, Expiry
from ssidkd.services.jobs.ids import JobNotFoundError, find_job
from ssidkd.services.jobs.service import JobService
from ssidkd.services.jobs.submission import JobRequest
from tests.job_folders import photo


class Clocks:
    """A wall clock that may jump and a steady one that may not."""

    def __init__(self, start):
        self.wall = start
        self.steady = 0.0

    def wait(self, hours):
        self.wall += hours * HOUR
        self.steady += hours * HOUR


@pytest.fixture
def service(tmp_path, runner):
    made = JobService(tmp_path / "jobs", runner)
    yield made
    made.close()


@pytest.fixture
def job(service, weights):
    return service.submit(JobRequest(photos=[photo(0, 40, 48)], **weights))


@pytest.fixture
def root(service):
    return service._root


@pytest.fixture
def ended(job, root, runner):
    runner.alive[0].end("done")
    return find_job(root, job)


@pytest.fixture
def clocks(ended):
    return Clocks(ended.outcome.stat().st_mtime)


@pytest.fixture
def expiry(clocks):
    return Expiry(hours=24, grace=1, wall=lambda: clocks.wall, steady=lambda: clocks.steady)


def test_a_job_goes_with_its_photos_when_its_time_is_over(expiry, clocks, ended, root):
    clocks.wait(23)
    assert expiry.remaining_hours(ended) == pytest.approx(1)
    assert expiry.sweep(root) == []
    clocks.wait(2)
    assert expiry.sweep(root) == []  # the first time it is seen overdue
    clocks.wait(1)
    assert expiry.sweep(root) == [ended.root.name]
    assert [path.name for path in root.iterdir()] == ["server.lock"]


@pytest.mark.parametrize("days", [-400, -1, 1, 400])
def test_a_clock_that_jumps_and_comes_back_deletes_nothing(expiry, clocks, root, days):
    clocks.wall += 24 * HOUR * days
    assert expiry.sweep(root) == []
    clocks.wait(0.5)
    assert expiry.sweep(root) == []
    clocks.wall -= 24 * HOUR * days
    clocks.wait(2)
    assert expiry.sweep(root) == []


def test_a_job_that_runs_or_waits_stays(runner, service, job, root, weights):
    second = service.submit(JobRequest(photos=[photo(1, 40, 48)], **weights))
    always = Expiry(hours=0, grace=0)
    for one in (job, second):
        for path in find_job(root, one).root.glob("*.json*"):
            os.utime(path, (0, 0))
    assert always.sweep(root) == []
    runner.alive[0].die()
    assert always.remaining_hours(find_job(root, second)) is None
    assert always.sweep(root) == [job]


def test_the_service_forgets_a_job_that_is_deleted(service, ended):
    service.expiry = Expiry(hours=0, grace=0)
    service.expire()
    with pytest.raises(JobNotFoundError):
        service.status(ended.root.name)


def test_what_a_crash_left_of_a_new_job_goes(root):
    (root / ".0123.part" / "photos").mkdir(parents=True)
    assert Expiry().sweep(root) == []
    assert [path.name for path in root.iterdir()] == ["server.lock"]
