"""Photos that are taken back leave the jobs, whatever the jobs are doing."""

import threading

from ssidkd.services.collection import jobs as collection_jobs
from ssidkd.services.collection.job_members import read_members
from ssidkd.services.collection.jobs import CollectionJobs
from ssidkd.services.jobs.states import JobState, derive_state
from tests.services.collection.jobs.job_parts import folder_of, identities_in, take_back


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
