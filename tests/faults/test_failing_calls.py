"""Every single flush and rename of a donation, a job's making and its work fails once."""

import errno
import os
from pathlib import Path

import pytest
import torch

from ssidkd.core.weights import load_weights
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.work import run_job
from ssidkd.services.jobs.states import JobState, derive_state
from ssidkd.services.jobs.submission import JobRequest, admit_job, prepare_job
from tests.job_folders import photo, write_job
from tests.services.collection.store_parts import offer, open_collection
from tests.services.collection.test_full_disk import check, picture

CALLS = ("fsync", "replace", "rename")


class Failing:
    """Counts calls of a function of the disk, and lets one of them fail."""

    def __init__(self, monkeypatch, call):
        self.count, self.fail_at = 0, 0
        place = os if call == "fsync" else Path
        real = getattr(place, call)

        def counted(*arguments):
            self.count += 1
            if self.count == self.fail_at:
                raise OSError(errno.EIO, "Input/output error")
            return real(*arguments)

        monkeypatch.setattr(place, call, counted)

    def at(self, number):
        self.count, self.fail_at = 0, number


@pytest.fixture(params=CALLS)
def failing(request, monkeypatch):
    return Failing(monkeypatch, request.param)


def test_whichever_call_of_a_donation_fails_it_is_kept_whole_or_refused(tmp_path, failing):
    collection = open_collection(tmp_path / "c")
    failing.at(0)
    kept = [collection.donate(offer(picture(0))).photos[0].identity]
    calls = failing.count
    for number in range(1, calls + 1):
        failing.at(number)
        answer = collection.donate(offer(picture(number)))
        assert failing.count >= number
        if answer.code:
            kept.append(answer.photos[0].identity)
        else:
            assert answer.photos[0].sentence
        failing.at(0)
        check(collection, kept)
    answer = collection.donate(offer(picture(calls + 1)))
    assert answer.code
    collection.close()
    again = open_collection(tmp_path / "c")
    assert again.boot.sentences == ()
    check(again, [*kept, answer.photos[0].identity])
    again.close()


def test_whichever_call_of_making_a_job_fails_there_is_a_whole_job_or_none(
    tmp_path, weights, failing
):
    request = JobRequest(photos=[photo(0)], **weights)
    failing.at(0)
    admit_job(tmp_path, prepare_job(tmp_path, request))
    calls = failing.count
    for number in range(1, calls + 1):
        failing.at(number)
        with pytest.raises(OSError, match="Input/output"):
            admit_job(tmp_path, prepare_job(tmp_path, request))
        for path in tmp_path.iterdir():
            JobFolder(path).read_config()
            assert derive_state(JobFolder(path)) is JobState.QUEUED
    assert calls


def check_result(folder, outcome):
    """What a job says of its result is so: it is whole, or there is none."""
    assert folder.result.exists() == outcome.has_result
    if outcome.has_result:
        load_weights(folder.result)
    else:  # it failed before it had begun to learn
        assert (outcome.state, outcome.step) == ("failed", 0)


def test_whichever_call_of_a_jobs_work_fails_nothing_half_is_left(tmp_path, job_assets, failing):
    made = write_job(tmp_path / "counted", photos=1, steps=1, measure_every=1)
    failing.at(0)
    run_job(made, assets=job_assets, device=torch.device("cpu"))
    calls = failing.count
    for number in range(1, calls + 1):
        folder = write_job(tmp_path / f"job-{number}", photos=1, steps=1, measure_every=1)
        failing.at(number)
        try:
            run_job(folder, assets=job_assets, device=torch.device("cpu"))
        except OSError:  # of the outcome, which may be there and not be known to last
            state = derive_state(folder)
            assert state is JobState.INTERRUPTED or state.is_final
        failing.at(0)
        outcome = run_job(folder, assets=job_assets, device=torch.device("cpu"))
        check_result(folder, outcome)
        assert not list(folder.root.rglob("*.part"))
    assert calls
