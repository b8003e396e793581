"""Finetuning on the collection: which photos a job has, and what is refused."""

import time
from dataclasses import replace
from hashlib import sha256

import pytest

from ssidkd.core.intake import read_picture
from ssidkd.learning.finetune.config import MOST_PHOTOS, JobConfigError
from ssidkd.learning.finetune.efforts import EFFORTS
from ssidkd.services.collection import jobs as collection_jobs
from ssidkd.services.collection.job_members import read_members
from ssidkd.services.collection.jobs import CollectionJobs, TooFewPhotosError
from ssidkd.services.collection.splitting import split
from ssidkd.services.jobs.limits import JobRefusedError
from ssidkd.services.jobs.start_weights import NoStartError
from ssidkd.services.jobs.states import JobState
from tests.job_folders import photo as textured
from tests.job_folders import write_assets
from tests.page_services import tiny_finetuning
from tests.services.collection.jobs.job_parts import folder_of
from tests.services.collection.store_parts import offer, open_collection


def test_a_job_has_the_accepted_photos_and_remembers_which(collection, jobs, given, finetuning):
    pending = collection.donate(offer(50, visitor="late")).photos[0].identity
    folder = folder_of(finetuning, jobs.start("owner", effort="quick"))
    members = read_members(folder)
    assert set(members.photos.values()) == set(given)
    assert pending not in members.photos.values()
    assert tuple(members.photos) == folder.read_config().photos
    for name, identity in members.photos.items():
        ours = read_picture(folder.photos / name).pixels
        assert (ours == read_picture(collection.picture(identity)).pixels).all()
    (job,) = jobs.jobs()
    assert (job.photos, job.removed, job.effort, job.status.state) == (
        8, 0, "quick", JobState.RUNNING,
    )  # fmt: skip


def test_photos_of_validation_are_not_learnt_from(collection, given, finetuning):
    sides = split(collection.photos(), 0.5)
    jobs = CollectionJobs(collection, finetuning, share=0.5)
    assert set(jobs.choose()) == {one for one, side in sides.items() if side == "train"}
    assert 0 < len(jobs.choose()) < 8


def test_of_many_photos_a_seed_chooses_as_many_as_a_job_takes(jobs, given, monkeypatch):
    assert MOST_PHOTOS == collection_jobs.MOST_PHOTOS == 200
    monkeypatch.setattr(collection_jobs, "MOST_PHOTOS", 5)
    chosen = {tuple(jobs.choose(seed)) for seed in range(5)}
    assert all(len(set(one)) == 5 and set(one) <= set(given) for one in chosen)
    assert len(chosen) > 1
    assert jobs.choose(3) == jobs.choose(3)


def test_the_same_press_of_the_button_makes_one_job(jobs):
    assert jobs.start("owner", key="press") == jobs.start("owner", key="press")
    assert len(jobs.jobs()) == 1


def test_what_is_not_there_is_refused_before_anything_is_made(collection, jobs, given, finetuning):
    for asked, error in (
        ({"start": "large"}, NoStartError),
        ({"effort": "endless"}, JobConfigError),
        ({"seed": -1}, JobConfigError),
        ({"seed": True}, JobConfigError),
    ):
        with pytest.raises(error):
            jobs.start("owner", **asked)
    collection.undo(list(given)[2:], "owner")
    with pytest.raises(TooFewPhotosError, match=r"at least 3 accepted photos.*there are 2"):
        jobs.start("owner")
    assert finetuning.jobs.folders() == []


def test_an_owner_has_no_more_jobs_at_once_than_anybody(jobs):
    jobs.start("owner")
    jobs.start("owner")
    with pytest.raises(JobRefusedError, match="You have 2 jobs"):
        jobs.start("owner")


def hashes(folder):
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*.safe*")}


def test_a_real_job_learns_and_the_weights_it_began_with_stay_as_they_are(tmp_path, monkeypatch):
    short = replace(EFFORTS["quick"], steps=4, crop=32, measure_every=4)
    monkeypatch.setattr(collection_jobs, "EFFORTS", {"quick": short})
    collection = open_collection(tmp_path / "real")
    answer = collection.donate(offer(*(textured(n, 64, 80) for n in range(4))))
    collection.accept([one.identity for one in answer.photos], "owner")
    finetuning = tiny_finetuning(write_assets(tmp_path / "assets"), tmp_path / "data")
    bundled = hashes(tmp_path / "data" / "weights")
    assert len(bundled) == 1
    jobs = CollectionJobs(collection, finetuning, share=0)
    job_id = jobs.start("owner", effort="quick")
    until = time.monotonic() + 120
    while not finetuning.jobs.status(job_id).state.is_final and time.monotonic() < until:
        time.sleep(0.1)
    status = finetuning.jobs.status(job_id)
    assert (status.state, status.outcome.has_result) == (JobState.DONE, True)
    folder = folder_of(finetuning, job_id)
    assert hashes(tmp_path / "data" / "weights") == bundled
    assert sha256(folder.result.read_bytes()).hexdigest() not in bundled.values()
    collection.withdraw(answer.code)
    assert list(folder.photos.iterdir()) == []
    assert folder.result.is_file()
    finetuning.jobs.close()
    collection.close()
