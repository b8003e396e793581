"""Every state and every end of a job has its sentence, in both languages."""

import errno

import pytest

from ssidkd.learning.finetune.config import JobConfigError
from ssidkd.learning.finetune.outcome import Outcome
from ssidkd.learning.finetune.work import _REASONS as REASONS_OF_ERRORS
from ssidkd.services.jobs.ids import JobNotFoundError
from ssidkd.services.jobs.limits import JobLimits, JobRefusedError
from ssidkd.services.jobs.photos import PhotosGoneError
from ssidkd.services.jobs.service import JobService
from ssidkd.services.jobs.start_weights import NoStartError
from ssidkd.services.jobs.states import JobState
from ssidkd.services.jobs.status import JobStatus
from ssidkd.services.jobs.submission import JobRequest
from ssidkd.services.jobs.watching import JobWatch
from ssidkd.ui.finetune.job_view import job_now
from ssidkd.ui.finetune.sentences import problem_of, state_of
from ssidkd.ui.words import CHINESE, ENGLISH
from tests.job_folders import photo, write_tiny_weights
from tests.services.jobs.fake_runner import FakeRunner

LANGUAGES = pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["en", "zh"])


def status(state, *, reason="complete", has_result=True, step=7, place=None, steps=20):
    outcome = None
    if state.is_final:
        outcome = Outcome(state=state.value, reason=reason, step=step, has_result=has_result)
    return JobStatus(
        state=state,
        step=step,
        steps=steps,
        place=place,
        seconds_left=None,
        launches=1,
        outcome=outcome,
    )


@LANGUAGES
@pytest.mark.parametrize("state", JobState)
def test_every_state_has_a_sentence_without_open_places(state, words):
    said = state_of(status(state), words)
    assert said
    assert "{" not in said


def test_the_place_in_the_queue_is_said():
    said = [state_of(status(JobState.QUEUED, place=place), ENGLISH) for place in (0, 1, 4)]
    assert "next" in said[0]
    assert "One job" in said[1]
    assert "4 jobs" in said[2]


@LANGUAGES
def test_every_way_to_end_has_a_sentence_of_its_own(words):
    ends = [status(JobState.DONE, reason=reason) for reason in ("complete", "guard", "time_limit")]
    said = [state_of(end, words) for end in ends]
    said.append(state_of(status(JobState.STOPPED, reason="stop"), words))
    said.append(state_of(status(JobState.STOPPED, reason="stop", has_result=False), words))
    assert len(set(said)) == 5


@LANGUAGES
def test_every_reason_to_fail_has_words(words):
    reasons = {reason for _, reason in REASONS_OF_ERRORS} | {"memory", "disk", "error"}
    assert reasons <= words.finetune.watch.failed.keys()
    failed = status(JobState.FAILED, reason="diverged", has_result=True)
    assert words.finetune.watch.failed_kept in state_of(failed, words)
    unheard = status(JobState.FAILED, reason="of another version", has_result=False)
    assert state_of(unheard, words) == words.finetune.watch.failed["error"]


def test_an_interrupted_job_says_from_where_it_goes_on():
    said = state_of(status(JobState.INTERRUPTED, step=7), ENGLISH)
    assert "step 7 of 20" in said


def refusals(tmp_path):
    """Raise what the service refuses, as it does."""
    jobs = JobService(tmp_path / "jobs", FakeRunner(), JobLimits(waiting=1, per_visitor=1))
    weights = write_tiny_weights(tmp_path / "one.safetensors")

    def submit(**changes):
        request = {"photos": [photo(1)], "start": weights, **changes}
        return jobs.submit(JobRequest(**request))

    first = submit(visitor="one")
    for ask in (
        lambda: submit(visitor="one", photos=[photo(2)]),
        lambda: [submit(visitor=f"{n}", photos=[photo(n)]) for n in range(3, 9)],
        lambda: jobs.resume(first),
        lambda: jobs.delete(first),
    ):
        with pytest.raises(JobRefusedError) as caught:
            ask()
        yield caught.value
    jobs.close()
    yield from (JobNotFoundError(), PhotosGoneError(), NoStartError())
    takes = ("a whole number from 1 to 5000", "a number from 0.01 to 720", "1 to 200 photos")
    for part in takes:
        yield JobConfigError("steps", part)
    yield JobConfigError("start", "a weights file that can be read")


def test_refusals_are_said_in_both_languages(tmp_path):
    for error in refusals(tmp_path):
        english, chinese = problem_of(error, ENGLISH), problem_of(error, CHINESE)
        assert english == str(error)
        assert chinese != english
        assert chinese.isascii() is False


def test_what_nobody_foresaw_names_neither_path_nor_id(caplog):
    secret = "/data/jobs/AAAAAAAAAAAAAAAAAAAAAA/config.json"
    try:
        raise PermissionError(errno.EACCES, "no", secret)
    except PermissionError as error:
        said = problem_of(error, ENGLISH)
    assert said == ENGLISH.common.unexpected
    assert "PermissionError" in caplog.text
    assert "AAAA" not in caplog.text


def test_a_full_disk_is_said():
    error = OSError(errno.ENOSPC, "full")
    assert problem_of(error, ENGLISH) == ENGLISH.finetune.watch.failed["disk"]


@pytest.mark.parametrize(
    ("state", "can"),
    [
        (JobState.QUEUED, {"stop", "another"}),
        (JobState.RUNNING, {"stop", "another"}),
        (JobState.STOPPING, {"another"}),
        (JobState.INTERRUPTED, {"resume", "another"}),
        (JobState.DONE, {"another"}),
        (JobState.FAILED, {"another"}),
    ],
)
def test_only_what_can_be_done_is_offered(state, can):
    html = job_now(status(state), JobWatch("A" * 22), ENGLISH)
    offered = html.partition('data-can="')[2].partition('"')[0]
    assert set(offered.split()) == can


def test_times_are_said():
    html = job_now(status(JobState.QUEUED, place=1), JobWatch("A" * 22), ENGLISH, wait=300.0)
    assert "5 min" in html
    html = job_now(status(JobState.DONE), JobWatch("A" * 22), ENGLISH, hours_left=23.97)
    assert "24 more hours" in html
