"""Finetuning on the collection, and photos that leave it, with real folders and real locks."""

import threading
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
from ssidkd.services.jobs.service import JobService
from ssidkd.services.jobs.start_weights import NoStartError, StartWeights
from ssidkd.services.jobs.starting import Finetuning
from ssidkd.services.jobs.states import JobState, derive_state
from ssidkd.services.jobs.submission import JobRequest
from tests.job_folders import photo as textured
from tests.job_folders import write_assets, write_tiny_weights
from tests.page_services import tiny_finetuning
from tests.services.collection.store_parts import offer, open_collection
from tests.services.jobs.fake_runner import FakeRunner


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    folder = tmp_path_factory.mktemp("weights")
    return StartWeights(
        write_tiny_weights(folder / "student.safetensors", seed=1),
        write_tiny_weights(folder / "teacher.safetensors", role="teacher", seed=2),
    )


@pytest.fixture
def runner():
    made = FakeRunner()
    yield made
    for worker in made.alive:
        worker.die()


@pytest.fixture
def finetuning(tmp_path, weights, runner):
    service = JobService(tmp_path / "jobs", runner)
    yield Finetuning(jobs=service, threads=1, starts={"tiny": weights})
    service.close()


@pytest.fixture
def given(collection):
    """Let four visitors give two photos each, which are accepted; returns codes by identity."""
    codes = {}
    for number in range(4):
        answer = collection.donate(offer(2 * number, 2 * number + 1, visitor=f"visitor {number}"))
        codes |= {photo.identity: answer.code for photo in answer.photos}
    collection.accept(codes, "owner")
    return codes


@pytest.fixture
def jobs(collection, given, finetuning):
    return CollectionJobs(collection, finetuning, share=0)


def folder_of(finetuning, job_id):
    return finetuning.jobs.folder(job_id)


def identities_in(folder):
    return set(read_members(folder).photos.values())


def take_back(collection, given, identity):
    collection.withdraw(given[identity], [identity])


@pytest.fixture
def busy(finetuning, runner, weights):
    """Keep the runner busy with another visitor's job, so that later ones wait."""
    request = JobRequest(
        photos=[textured(0, 40, 48)], start=weights.student, teacher=weights.teacher
    )
    finetuning.jobs.submit(request)
    return runner.started[0]


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


def test_a_photo_taken_back_leaves_a_job_that_waits(collection, jobs, given, finetuning, busy):
    folder = folder_of(finetuning, jobs.start("owner"))
    assert derive_state(folder) is JobState.QUEUED
    gone = read_members(folder).photos[folder.read_config().probe_name]
    take_back(collection, given, gone)
    config = folder.read_config()
    assert identities_in(folder) == set(given) - {gone}
    assert {path.name for path in folder.photos.iterdir()} == set(config.photos)
    assert len(config.photos) == 7
    assert config.probe_name in config.photos
    (job,) = jobs.jobs()
    assert (job.photos, job.removed, job.status.state) == (7, 1, JobState.QUEUED)
    busy.end("done")
    finetuning.jobs.advance()
    assert derive_state(folder) is JobState.RUNNING  # it can still start


def test_a_photo_whose_acceptance_is_undone_leaves_it_too(
    collection, jobs, given, finetuning, busy
):
    folder = folder_of(finetuning, jobs.start("owner"))
    gone = next(iter(given))
    collection.undo([gone], "owner")
    assert identities_in(folder) == set(given) - {gone}


def test_with_too_few_photos_left_a_waiting_job_ends_and_says_why(
    collection, jobs, given, finetuning, busy
):
    job_id = jobs.start("owner")
    folder = folder_of(finetuning, job_id)
    for identity in list(given)[:5]:
        take_back(collection, given, identity)
    assert derive_state(folder) is JobState.QUEUED
    take_back(collection, given, list(given)[5])
    outcome = finetuning.jobs.status(job_id).outcome
    assert derive_state(folder) is JobState.FAILED
    assert "taken back" in outcome.detail
    assert list(folder.photos.iterdir()) == []
    busy.end("done")
    finetuning.jobs.advance()
    assert derive_state(folder) is JobState.FAILED


def test_an_interrupted_job_begins_anew_without_it(collection, jobs, given, finetuning, runner):
    job_id = jobs.start("owner")
    folder = folder_of(finetuning, job_id)
    (folder.checkpoint / "step-000010").mkdir(parents=True)
    folder.previews.mkdir()
    folder.preview(10).write_bytes(b"shows the photo")
    runner.started[0].die()
    assert derive_state(folder) is JobState.INTERRUPTED
    gone = next(iter(given))
    take_back(collection, given, gone)
    assert derive_state(folder) is JobState.INTERRUPTED  # never rerun by itself
    assert not folder.checkpoint.exists()
    assert not folder.previews.exists()
    assert len(folder.read_config().photos) == len(list(folder.photos.iterdir())) == 7
    finetuning.jobs.resume(job_id)
    assert derive_state(folder) is JobState.RUNNING


def test_a_running_job_goes_on_and_its_copy_goes_at_its_end(
    collection, jobs, given, finetuning, runner, caplog
):
    folder = folder_of(finetuning, jobs.start("owner"))
    folder.previews.mkdir()
    folder.preview(10).write_bytes(b"shows the photo")
    config = folder.read_config()
    name = config.probe_name
    gone = read_members(folder).photos[name]
    take_back(collection, given, gone)
    jobs.look()
    assert derive_state(folder) is JobState.RUNNING
    assert (folder.photos / name).exists()
    assert caplog.text == ""
    assert gone not in jobs.choose()  # no later job has it
    runner.started[0].end("done")
    jobs.look()
    assert not (folder.photos / name).exists()
    assert not folder.previews.exists()
    assert folder.read_config() == config  # the result's evidence stays readable
    assert gone not in identities_in(folder)


def test_previews_of_another_photo_stay_with_a_job_that_has_ended(
    collection, jobs, given, finetuning, runner
):
    folder = folder_of(finetuning, jobs.start("owner"))
    folder.previews.mkdir()
    folder.preview(10).write_bytes(b"shows the first photo")
    runner.started[0].end("done")
    other = read_members(folder).photos[folder.read_config().photos[3]]
    take_back(collection, given, other)
    assert folder.preview(10).exists()
    assert not (folder.photos / "photo-003.png").exists()


def test_what_a_crash_left_undone_is_done_at_the_next_start(
    collection, jobs, given, finetuning, busy
):
    folder = folder_of(finetuning, jobs.start("owner"))
    collection._withdrawn._listeners = ()  # the process ends before anybody is told
    gone = next(iter(given))
    take_back(collection, given, gone)
    assert gone in identities_in(folder)
    CollectionJobs(collection, finetuning, share=0).look()
    assert gone not in identities_in(folder)


def test_a_photo_taken_back_while_a_job_is_made_is_not_in_it(
    collection, jobs, given, finetuning, busy, monkeypatch
):
    gone = next(iter(given))
    submit = finetuning.jobs.submit

    def slowly(request):
        take_back(collection, given, gone)
        return submit(request)

    monkeypatch.setattr(finetuning.jobs, "submit", slowly)
    folder = folder_of(finetuning, jobs.start("owner"))
    assert identities_in(folder) == set(given) - {gone}
    assert len(list(folder.photos.iterdir())) == 7


def test_jobs_of_visitors_are_left_alone(collection, jobs, given, busy):
    take_back(collection, given, next(iter(given)))
    assert len(list(busy.folder.photos.iterdir())) == 1
    assert jobs.jobs() == []


def test_a_disk_that_fails_is_tried_again(
    collection, jobs, given, finetuning, busy, monkeypatch, caplog
):
    folder = folder_of(finetuning, jobs.start("owner"))
    gone = next(iter(given))
    with monkeypatch.context() as broken:
        broken.setattr(collection_jobs, "take_out", _fail)
        take_back(collection, given, gone)  # the donor is not told of it
    assert gone in identities_in(folder)
    assert folder.root.name not in caplog.text  # the id is a secret
    jobs.look()
    assert gone not in identities_in(folder)


def _fail(folder, *_):
    raise OSError(28, "No space left on device", str(folder.root))


def test_withdrawals_and_starting_jobs_at_the_same_time(collection, jobs, given, finetuning):
    """Whatever the order, at rest no job that is not over has a photo that was taken back."""
    gone = list(given)[:3]

    def withdraw():
        for identity in gone:
            take_back(collection, given, identity)

    thread = threading.Thread(target=withdraw)
    thread.start()
    started = [jobs.start("owner") for _ in range(2)]
    thread.join()
    jobs.look()
    for job_id in started:
        folder = folder_of(finetuning, job_id)
        if derive_state(folder) is JobState.QUEUED:
            assert not identities_in(folder) & set(gone)


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
    assert len(bundled) == 2
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
