import stat
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from ssidkd.core.intake import read_picture
from ssidkd.learning.finetune.config import JobConfigError
from ssidkd.learning.finetune.events import JobLog
from ssidkd.services.jobs.ids import JobNotFoundError, find_job, is_job_id, new_job_id
from ssidkd.services.jobs.limits import JobLimits, JobRefusedError
from ssidkd.services.jobs.service import JobService
from ssidkd.services.jobs.states import JobState
from ssidkd.services.jobs.submission import JobRequest, prepare_job
from tests.job_folders import photo


@pytest.fixture
def service(tmp_path, runner):
    made = JobService(tmp_path / "jobs", runner, JobLimits(waiting=2, per_visitor=2))
    yield made
    made.close()


@pytest.fixture
def request_for(weights):
    def make(**changes):
        return JobRequest(**{"photos": [photo(0, 40, 48)], **weights, **changes})

    return make


def test_a_job_s_folder_holds_the_photos_and_says_nothing_of_who_asked(service, request_for):
    photos = [photo(seed, 40, 48) for seed in range(3)]
    job_id = service.submit(request_for(photos=photos, probe=2, visitor="Ada", key="first"))
    folder = find_job(service._root, job_id)
    config = folder.read_config()
    assert config.probe == "photo-002.png"
    for name, pixels in zip(config.photos, photos, strict=True):
        assert np.array_equal(read_picture(folder.photos / name).pixels, pixels)
    assert not any(b"Ada" in path.read_bytes() for path in folder.root.glob("*.json"))
    assert stat.S_IMODE(folder.root.stat().st_mode) == 0o700


def test_a_photo_that_was_sent_twice_counts_once(service, request_for):
    photos = [photo(0, 40, 48), photo(1, 40, 48), photo(0, 40, 48)]
    job_id = service.submit(request_for(photos=photos, probe=2))
    config = find_job(service._root, job_id).read_config()
    assert config.photos == ("photo-000.png", "photo-001.png")
    assert config.probe == "photo-000.png"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"photos": []}, "photos"),
        ({"probe": 1}, "probe"),
        ({"probe": -1}, "probe"),
        ({"probe": "0"}, "probe"),
        ({"options": {"steps": 10**9}}, "steps"),
        ({"options": {"learning_rate": float("nan")}}, "learning_rate"),
        ({"options": {"weights": "../../x"}}, "weights"),
        ({"options": {"start_sha256": "0" * 64}}, "start_sha256"),
        ({"options": {"photos": ["../../x.png"]}}, "photos"),
    ],
)
def test_a_bad_field_is_named_and_nothing_is_left(service, request_for, changes, field):
    with pytest.raises(JobConfigError) as refusal:
        service.submit(request_for(**changes))
    assert refusal.value.field == field
    assert [path.name for path in service._root.iterdir()] == ["server.lock"]


def test_a_weights_file_that_is_not_there_is_named(service, request_for, tmp_path):
    with pytest.raises(JobConfigError, match="start takes a weights file"):
        service.submit(request_for(start=tmp_path / "none"))


def test_a_disk_that_is_full_leaves_nothing_behind(tmp_path, request_for, monkeypatch):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ssidkd.learning.finetune.making.write_whole", full)
    with pytest.raises(OSError, match="No space"):
        prepare_job(tmp_path, request_for())
    assert not list(tmp_path.iterdir())


def test_a_disk_that_is_nearly_full_takes_no_job(tmp_path, runner, request_for):
    service = JobService(tmp_path, runner, JobLimits(least_free_bytes=1 << 60))
    with pytest.raises(JobRefusedError, match="nearly full"):
        service.submit(request_for())
    assert [path.name for path in tmp_path.iterdir()] == ["server.lock"]
    service.close()


def test_while_photos_are_written_others_learn_of_their_jobs(service, request_for, monkeypatch):
    first = service.submit(request_for())
    seen = []

    def look_meanwhile(root, request):
        thread = threading.Thread(target=lambda: seen.append(service.status(first).state))
        thread.start()
        thread.join(10)
        service.expire()  # what is being made is no rubbish
        prepared = prepare_job(root, request)
        service.expire()
        return prepared

    monkeypatch.setattr("ssidkd.services.jobs.service.prepare_job", look_meanwhile)
    second = service.submit(request_for())
    assert seen == [JobState.RUNNING]
    assert service.status(second).state is JobState.QUEUED


def test_the_same_request_twice_at_once_makes_one_job(service, request_for, monkeypatch):
    both = threading.Barrier(2, timeout=30)

    def together(root, request):
        both.wait()
        return prepare_job(root, request)

    monkeypatch.setattr("ssidkd.services.jobs.service.prepare_job", together)
    request = request_for(visitor="Ada", key="press")
    with ThreadPoolExecutor(2) as pool:
        ids = set(pool.map(service.submit, [request] * 2))
    assert ids == {path.name for path in service._root.iterdir() if path.is_dir()}
    assert len(ids) == 1


def test_a_double_click_makes_one_job(service, request_for):
    first = service.submit(request_for(visitor="Ada", key="press"))
    assert service.submit(request_for(visitor="Ada", key="press")) == first
    assert service.submit(request_for(visitor="Bob", key="press")) != first


def test_jobs_run_one_after_the_other_in_their_order(service, runner, request_for):
    ids = [service.submit(request_for(visitor=name)) for name in "abc"]
    assert [service.status(one).state.value for one in ids] == ["running", "queued", "queued"]
    assert [service.status(one).place for one in ids] == [None, 0, 1]
    runner.alive[0].end("done")
    assert [service.status(one).place for one in ids] == [None, None, 0]
    assert [worker.folder.root.name for worker in runner.started] == ids[:2]


def test_a_full_queue_and_a_busy_visitor_are_refused(service, request_for):
    ids = [service.submit(request_for(visitor="a")) for _ in range(2)]
    with pytest.raises(JobRefusedError, match="You have 2 jobs"):
        service.submit(request_for(visitor="a"))
    service.submit(request_for(visitor="b"))
    with pytest.raises(JobRefusedError, match="2 jobs are waiting"):
        service.submit(request_for(visitor="c"))
    service.stop(ids[1])
    service.submit(request_for(visitor="c"))


def test_a_job_that_is_stopped_in_the_queue_never_starts(service, runner, request_for):
    first, second = (service.submit(request_for(visitor=name)) for name in "ab")
    service.stop(second)
    service.stop(second)
    assert service.status(second).state is JobState.STOPPED
    runner.alive[0].end("done")
    assert service.status(first).state is JobState.DONE
    assert len(runner.started) == 1


def test_stopping_after_the_end_changes_nothing(service, runner, request_for):
    job_id = service.submit(request_for())
    runner.alive[0].end("done")
    service.stop(job_id)
    assert service.status(job_id).state is JobState.DONE


def test_a_status_tells_the_step_and_the_time_left(service, runner, request_for):
    job_id = service.submit(request_for())
    folder = find_job(service._root, job_id)
    JobLog(folder.events).append("step", step=7, remaining_seconds=12.5)
    status = service.status(job_id)
    assert (status.step, status.steps, status.seconds_left) == (7, folder.read_config().steps, 12.5)
    runner.alive[0].die()
    status = service.status(job_id)
    # Without a checkpoint it would begin again.
    assert (status.state, status.step, status.seconds_left) == (JobState.INTERRUPTED, 0, None)
    told = service.events(job_id).events
    assert [event["event"] for event in told][-2:] == ["step", "interrupted"]
    assert told[-2]["step"] == 7


def test_a_job_that_cannot_be_started_does_not_hold_up_the_others(service, runner, request_for):
    first, second, third = (service.submit(request_for(visitor=name)) for name in "abc")
    find_job(service._root, second).lock.mkdir()  # cannot be opened for writing
    runner.alive[0].end("done")
    assert service.status(third).state is JobState.RUNNING
    assert service.status(first).state is JobState.DONE


def test_a_second_server_on_the_same_folder_is_refused(service, runner):
    with pytest.raises(JobRefusedError, match="SSIDKD_DATA_DIR"):
        JobService(service._root, runner)


def test_ids_are_long_and_never_the_same():
    ids = {new_job_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(is_job_id(one) for one in ids)


@pytest.mark.parametrize(
    "wrong",
    ["", ".", "..", "../jobs", "a/b", "server.lock", "A" * 21, "A" * 23, "A" * 21 + "\n", None, 3],
)
def test_what_is_no_id_finds_nothing(service, wrong):
    for ask in (service.status, service.stop, service.resume, service.events):
        with pytest.raises(JobNotFoundError):
            ask(wrong)


def test_guesses_and_links_find_nothing(service, request_for, tmp_path):
    job_id = service.submit(request_for())
    assert not any(_finds(service._root, new_job_id()) for _ in range(10_000))
    linked = new_job_id()
    (service._root / linked).symlink_to(service._root / job_id)
    assert not _finds(service._root, linked)


def _finds(root, job_id):
    try:
        find_job(root, job_id)
    except JobNotFoundError:
        return False
    return True
