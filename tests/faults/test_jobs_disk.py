"""A job on a disk with no room left: whatever write fails, its state is true and it can go on."""

import shutil
import sys
from contextlib import suppress

import pytest
import torch

from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.outcome import read_outcome
from ssidkd.learning.finetune.work import run_job
from ssidkd.services.jobs.limits import JobLimits
from ssidkd.services.jobs.photos import PhotoIntake, Tray
from ssidkd.services.jobs.runner import ChildRunner
from ssidkd.services.jobs.service import TRY_AGAIN_AFTER, JobService
from ssidkd.services.jobs.states import JobState, derive_state
from ssidkd.services.jobs.submission import JobRequest, admit_job, prepare_job
from ssidkd.services.jobs.take_away import KINDS, TakeAway
from ssidkd.services.shelf import PictureShelf
from ssidkd.ui.finetune.sentences import problem_of
from ssidkd.ui.words import LANGUAGES
from tests.faults.disks import PAGE, Disk
from tests.faults.test_failing_calls import check_result
from tests.job_folders import photo, write_job
from tests.services.jobs.ended_jobs import ended_job

CPU = torch.device("cpu")
FREE_PAGES = (0, 2, 6, 12, 20, 34, 60, 1000)
NOTHING = (sys.executable, "-c", "")


@pytest.fixture
def disk(tmp_path):
    made = Disk(tmp_path / "disk")
    yield made
    made.close()


def test_whichever_write_of_a_job_finds_no_room_its_state_is_true_and_it_comes_to_its_end(
    tmp_path, disk, job_assets
):
    """The free pages decide which write fails: of the log, a preview, a checkpoint, the result."""
    template = write_job(tmp_path / "job", photos=1, steps=2).root
    states = []
    for pages in FREE_PAGES:
        folder = JobFolder(shutil.copytree(template, disk.folder / f"job-{pages}"))
        with disk.only_free(pages * PAGE):
            with suppress(OSError):  # not even the outcome could be written
                run_job(folder, assets=job_assets, device=CPU)
            states.append(derive_state(folder))
        if states[-1] is JobState.FAILED:
            assert read_outcome(folder).reason == "disk"
        else:
            assert run_job(folder, assets=job_assets, device=CPU).state == "done"
        check_result(folder, read_outcome(folder))
        assert not list(folder.root.rglob("*.part"))
        shutil.rmtree(folder.root)
    assert (states[0], states[-1]) == (JobState.QUEUED, JobState.DONE)
    assert JobState.FAILED in states


def test_a_job_that_does_not_fit_is_refused_with_a_sentence_and_taken_later(disk, weights):
    root = disk.folder / "jobs"
    limits = JobLimits(least_free_bytes=0)  # else it would not even be tried
    service = JobService(root, ChildRunner(assets=root, command=NOTHING), limits)
    before = sorted(root.iterdir())
    request = JobRequest(photos=[photo(0)], visitor="a", **weights)
    for pages in (0, 1, 3):
        with disk.only_free(pages * PAGE), pytest.raises(OSError, match="No space") as caught:
            service.submit(request)
        assert sorted(root.iterdir()) == before
        for words in LANGUAGES.values():
            assert problem_of(caught.value, words) == words.finetune.watch.failed["disk"]
    assert service.submit(request)
    service.close()


def test_a_job_whose_turn_comes_on_a_full_disk_is_started_when_there_is_room(disk, weights):
    root, now = disk.folder / "jobs", [0.0]
    root.mkdir()
    job_id = admit_job(root, prepare_job(root, JobRequest(photos=[photo(0)], **weights)))
    runner = ChildRunner(assets=root, command=NOTHING)
    service = JobService(root, runner, now=lambda: now[0])
    with disk.only_free(0):
        service.advance()
        assert service.status(job_id).state is JobState.QUEUED
        service.advance()  # not tried every second
    assert service.status(job_id).launches == 0
    now[0] += TRY_AGAIN_AFTER
    assert service.status(job_id).launches == 1
    service.close()


def test_a_job_can_be_stopped_and_asked_to_pause_on_a_full_disk(disk, weights, runner):
    service = JobService(disk.folder / "jobs", runner)
    job_id = service.submit(JobRequest(photos=[photo(0)], **weights))
    with disk.no_more_names():
        service.pause()  # in vain, and no error
        assert service.status(job_id).state is JobState.RUNNING
    with disk.only_free(0):
        service.stop(job_id)
    assert service.status(job_id).state is JobState.STOPPING
    service.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_to_take_away_that_finds_no_room_is_whole_the_next_time(
    tmp_path, disk, weights, job_assets, runner, kind
):
    service = JobService(tmp_path / "jobs", runner)
    job_id = ended_job(tmp_path / "jobs", weights, job_assets, photos=1, steps=1, measure_every=1)
    take_away = TakeAway(service, PictureShelf(disk.folder))
    with disk.only_free(0), pytest.raises(OSError, match="No space"):
        take_away.file(job_id, kind)
    assert not [path for path in disk.folder.rglob("*") if path.is_file()]
    assert take_away.file(job_id, kind).stat().st_size > 0
    service.close()


def test_a_photo_that_finds_no_room_is_not_in_the_tray_and_can_be_added_again(disk):
    intake, tray = PhotoIntake(PictureShelf(disk.folder)), Tray()
    with disk.only_free(PAGE), pytest.raises(OSError, match="No space"):
        intake.add_pixels(tray, "rain.png", photo(0))
    assert (tray.photos, tray.left_out) == ((), ())
    intake.add_pixels(tray, "rain.png", photo(0))
    assert len(intake.pixels(tray)) == 1
