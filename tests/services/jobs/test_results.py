from statistics import fmean

import pytest

from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.services.jobs.ids import JobNotFoundError
from ssidkd.services.jobs.limits import JobRefusedError
from ssidkd.services.jobs.results import DamagedResultError, NoResultError, read_result
from ssidkd.services.jobs.service import JobService
from ssidkd.services.jobs.states import JobState
from ssidkd.services.jobs.submission import JobRequest
from tests.job_folders import photo
from tests.services.jobs.ended_jobs import ended_job, judged, without_verdict


@pytest.fixture
def jobs(tmp_path, runner):
    made = JobService(tmp_path / "jobs", runner)
    yield made
    made.close()


@pytest.fixture
def job(jobs, weights, job_assets):
    return ended_job(jobs._root, weights, job_assets, photos=6)


def test_a_result_says_what_the_verdict_and_the_weights_say(jobs, job):
    judged(jobs._root, job, recommended=True, reasons=())
    result = read_result(jobs, job)
    assert result.is_recommended
    assert (result.card.role, result.card.variant) == ("student", "tiny")
    assert result.card.steps == result.verdict.best_step


def test_photos_that_were_kept_out_add_up_to_the_verdict(jobs, job):
    result = read_result(jobs, job)
    assert len(result.held_out) == result.verdict.held_out == 2
    changes = [one.niqe_after - one.niqe_before for one in result.held_out]
    assert fmean(changes) == pytest.approx(result.verdict.held_niqe_change)
    dark = [one.dark_after - one.dark_before for one in result.held_out]
    assert fmean(dark) == pytest.approx(result.verdict.held_dark_change)
    assert 1 not in [one.number for one in result.held_out]  # the probe is learnt from


def test_a_job_that_was_never_measured_has_a_result_without_a_verdict(jobs, job):
    without_verdict(jobs._root, job)
    result = read_result(jobs, job)
    assert result.verdict is None
    assert not result.is_recommended
    assert result.held_out == ()


def test_a_result_says_whether_what_was_learnt_was_measured(jobs, job):
    assert read_result(jobs, job).is_learning_measured
    events = JobFolder(jobs._root / job).events
    kept = [line for line in events.read_text().splitlines() if '"measured", "step": 0' in line]
    assert len(kept) == 1
    events.write_text(kept[0] + "\n")
    assert not read_result(jobs, job).is_learning_measured


@pytest.mark.parametrize("job_id", ["", "../..", "x" * 22, None, 7, ["x"]])
def test_ids_that_nobody_made_have_no_result(jobs, job_id):
    with pytest.raises(JobNotFoundError):
        read_result(jobs, job_id)


def test_a_job_that_has_not_ended_has_no_result(jobs, weights):
    job_id = jobs.submit(JobRequest(photos=[photo(0)], **weights))
    with pytest.raises(NoResultError):
        read_result(jobs, job_id)


@pytest.mark.parametrize("content", [b"", b"\x80\x04pickle", None], ids=["empty", "other", "gone"])
def test_a_damaged_result_is_said_to_be_damaged(jobs, job, content):
    path = JobFolder(jobs._root / job).result
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DamagedResultError):
        read_result(jobs, job)


def test_a_result_that_ends_too_early_is_said_to_be_damaged(jobs, job):
    path = JobFolder(jobs._root / job).result
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(DamagedResultError):
        read_result(jobs, job)


def test_a_job_is_deleted_at_once_with_its_photos(jobs, job):
    jobs.delete(job)
    assert not any(jobs._root.rglob("*.png"))
    with pytest.raises(JobNotFoundError):
        read_result(jobs, job)
    with pytest.raises(JobNotFoundError):
        jobs.delete(job)


def test_jobs_that_run_or_wait_are_not_deleted(jobs, weights):
    ids = [jobs.submit(JobRequest(photos=[photo(n)], key=str(n), **weights)) for n in range(2)]
    assert [jobs.status(job_id).state for job_id in ids] == [JobState.RUNNING, JobState.QUEUED]
    for job_id in ids:
        with pytest.raises(JobRefusedError, match="Stop it first"):
            jobs.delete(job_id)
    assert len(list(jobs._root.rglob("photo-*.png"))) == 2
