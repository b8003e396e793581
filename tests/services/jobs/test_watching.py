"""What a job tells, read piece by piece, equals what it tells read at once."""

import pytest

from ssidkd.learning.finetune.events import JobLog
from ssidkd.services.jobs.ids import JobNotFoundError
from ssidkd.services.jobs.queue_time import expected_wait
from ssidkd.services.jobs.service import JobService
from ssidkd.services.jobs.submission import JobRequest
from ssidkd.services.jobs.watching import JobWatch, Preview
from tests.job_folders import photo


@pytest.fixture
def jobs(tmp_path, runner):
    service = JobService(tmp_path / "jobs", runner)
    yield service
    service.close()


def submit(jobs, weights, seed=0, **options):
    return jobs.submit(
        JobRequest(photos=[photo(seed)], options=options, visitor=f"{seed}", **weights)
    )


@pytest.fixture
def job(jobs, weights):
    return submit(jobs, weights)


@pytest.fixture
def tell(jobs, job):
    log = JobLog(jobs.folder(job).events)
    yield log.append
    log.close()


def step(tell, number, **terms):
    tell("step", step=number, terms=terms, loss=sum(terms.values()), crops_per_second=4.0)


def test_only_what_is_new_is_read(jobs, job, tell):
    watch = JobWatch(job)
    assert watch.read(jobs)  # that it was launched
    assert not watch.read(jobs)
    step(tell, 1, l1=0.5, kl=0.25)
    assert watch.read(jobs)
    step(tell, 2, l1=0.25, kl=0.5)
    assert watch.read(jobs)
    assert not watch.read(jobs)
    assert watch.losses() == {
        "loss": ((1, 0.75), (2, 0.75)),
        "l1": ((1, 0.5), (2, 0.25)),
        "kl": ((1, 0.25), (2, 0.5)),
    }


def test_steps_that_were_taken_again_count_once(jobs, job, tell):
    for number in (1, 2, 3):
        step(tell, number, l1=float(number))
    tell("preview", step=3, preview="step-000003.png", niqe=9.0)
    tell("started", step=1, learnt=["photo-000.png"], skipped={})
    step(tell, 2, l1=20.0)
    watch = JobWatch(job)
    watch.read(jobs)
    assert watch.losses()["l1"] == ((1, 1.0), (2, 20.0))
    assert watch.previews() == ()
    assert watch.probe_name() == "photo-000.png"
    assert watch.last_step()["step"] == 2


def test_a_picture_at_a_step_is_there_once_and_in_order(jobs, job, tell):
    tell("preview", step=4, niqe=None)
    tell("preview", step=0, niqe=5.0)
    tell("preview", step=4, niqe=4.0)
    watch = JobWatch(job)
    watch.read(jobs)
    assert watch.previews() == (Preview(step=0, niqe=5.0), Preview(step=4, niqe=4.0))
    assert watch.scores().probe == ((0, 5.0), (4, 4.0))


def test_scores_are_means_over_the_photos_that_have_one(jobs, job, tell):
    facts = {"watched_niqe": [4.0, None], "held_niqe": [3.0, 5.0], "guard_psnr": 30.0}
    tell("measured", step=0, **facts)
    tell("measured", step=5, watched_niqe=[None], held_niqe=[], guard_psnr=29.9)
    watch = JobWatch(job)
    watch.read(jobs)
    scores = watch.scores()
    assert scores.watched == ((0, 4.0),)
    assert scores.held_out == ((0, 4.0),)
    assert scores.guard == ((0, 30.0), (5, 29.9))


def test_events_that_make_no_sense_show_nothing(jobs, job, tell):
    tell("step", step="one", terms=[1], loss="x", crops_per_second=True)
    tell("preview", step=-3, niqe="low")
    tell("measured", step=None, watched_niqe="x", held_niqe=[[]], guard_psnr={})
    tell("started", skipped=[1], learnt=0)
    watch = JobWatch(job)
    watch.read(jobs)
    assert watch.losses() == {}
    assert watch.crops_per_second() is None
    assert watch.skipped_photos() == {}
    assert watch.probe_name() is None
    assert watch.scores().guard == ()


def test_speed_is_that_of_the_last_steps(jobs, job, tell):
    watch = JobWatch(job)
    for number, rate in enumerate([100.0, 1.0, 2.0], start=1):
        tell("step", step=number, terms={}, crops_per_second=rate)
    watch.read(jobs)
    assert watch.crops_per_second(steps=2) == pytest.approx(2 / (1 / 1 + 1 / 2))


def test_a_job_that_is_gone_says_so(jobs):
    with pytest.raises(JobNotFoundError):
        JobWatch("A" * 22).read(jobs)


def test_a_queued_job_waits_for_those_before_it(jobs, job, weights):
    second = submit(jobs, weights, seed=1, effort="normal")
    third = submit(jobs, weights, seed=2)
    times = {"quick": 100.0, "normal": 1000.0}

    def expected(config):
        return times[config.effort]

    assert expected_wait(jobs.folder(second), expected) == 100
    assert expected_wait(jobs.folder(third), expected) == 1100
    assert expected_wait(jobs.folder(third), lambda config: None) is None


def test_of_the_running_job_only_the_rest_counts(jobs, job, tell, weights):
    tell("step", step=1, terms={}, remaining_seconds=30.0)
    second = submit(jobs, weights, seed=1)
    assert expected_wait(jobs.folder(second), lambda config: 100.0) == 30
