"""A job as a value, and what comes back of it: complete, safe, and true at every moment."""

import pytest
import torch

from ssidkd.core.durable import write_whole
from ssidkd.learning.finetune import news as news_module
from ssidkd.learning.finetune import parcel
from ssidkd.learning.finetune.events import JobLog, read_all_events
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.news import News, NewsGatherer, merge
from ssidkd.learning.finetune.outcome import Outcome, read_outcome
from ssidkd.learning.finetune.parcel import ParcelError, from_zip, pack, to_zip, unpack
from ssidkd.learning.finetune.telling import work_and_tell
from ssidkd.learning.finetune.work import run_job
from tests.job_folders import digest, write_assets, write_job

CHECKPOINT = {
    f"checkpoint/step-000004/{name}": name.encode()
    for name in ("state.pt", "best.safetensors", "measured.json")
}
BAD_NAMES = ["../x.png", "photos/../../x.png", "/etc/passwd", "stop", "lock", "submission.json"]


@pytest.fixture
def folder(tmp_path):
    made = JobFolder(tmp_path / "job")
    made.root.mkdir()
    return made


@pytest.fixture
def log(folder):
    made = JobLog(folder.events)
    yield made
    made.close()


def contents(folder):
    files = (path for path in folder.root.rglob("*") if path.is_file())
    return {str(path.relative_to(folder.root)): path.read_bytes() for path in files}


def test_a_parcel_holds_the_job_and_nothing_of_its_visitor(tmp_path):
    job, copy = write_job(tmp_path / "job"), JobFolder(tmp_path / "copy")
    before = contents(job)
    (job.root / "submission.json").write_text("who asked")
    job.stop.touch()
    job.previews.mkdir()
    job.preview(0).write_bytes(b"a preview")
    unpack(from_zip(to_zip(pack(job))), copy)
    assert contents(copy) == before


def test_a_parcel_holds_the_newest_checkpoint_alone(tmp_path):
    job = write_job(tmp_path / "job")
    for step in ("step-000003", "step-000004"):
        (job.checkpoint / step).mkdir(parents=True)
        (job.checkpoint / step / "state.pt").write_bytes(step.encode())
    held = {name for name in pack(job) if name.startswith("checkpoint")}
    assert held == {"checkpoint/step-000004/state.pt"}


@pytest.mark.parametrize("name", BAD_NAMES)
def test_names_that_do_not_belong_into_a_job_are_refused(folder, log, name):
    with pytest.raises(ParcelError):
        unpack({name: b"x"}, folder)
    with pytest.raises(ParcelError):
        merge(News(files={name: b"x"}), folder, log)
    with pytest.raises(ParcelError):
        News.from_bytes(to_zip({name: b"x"}))
    assert list(contents(folder)) == ["events.jsonl"]


def test_what_is_too_large_is_refused(tmp_path, monkeypatch):
    job = write_job(tmp_path / "job")
    archive = to_zip(pack(job))
    monkeypatch.setattr(parcel, "LARGEST_PARCEL", 1000)
    with pytest.raises(ParcelError, match="fewer photos"):
        pack(job)
    with pytest.raises(ParcelError, match="too large"):
        from_zip(archive)


@pytest.mark.parametrize(
    "content",
    [
        b"no archive",
        to_zip({"events.jsonl": b"[1]\n"}),
        to_zip({"events.jsonl": b'{"no": "event"}\n'}),
        to_zip({"events.jsonl": b'{"event": "step", "step": "x"}\n'}),
        to_zip({"events.jsonl": b"{"}),
    ],
)
def test_news_that_are_none_are_refused(content):
    with pytest.raises(ParcelError):
        News.from_bytes(content)


@pytest.mark.parametrize(
    "files",
    [
        {"outcome.json": b"{}"},
        {"outcome.json": b"[]"},
        {"outcome.json": b'{"state": "won", "reason": "", "step": 1, "has_result": true}'},
        {"checkpoint/step-000004/state.pt": b"alone"},
        CHECKPOINT | {"checkpoint/step-000005/state.pt": b"of another"},
    ],
)
def test_half_a_checkpoint_or_a_false_outcome_changes_nothing(folder, log, files):
    before = contents(folder)
    with pytest.raises(ParcelError):
        merge(News(files=files), folder, log)
    assert contents(folder) == before


class Killed(BaseException):
    pass


class Dying:
    """Lets some writes through, then dies, as a killed process does."""

    def __init__(self, writes):
        self.left = writes

    def wrap(self, function):
        def write(*args, **facts):
            if not self.left:
                raise Killed
            self.left -= 1
            function(*args, **facts)

        return write


def arrived(folder):
    return [event["event"] for event in read_all_events(folder.events)]


@pytest.mark.parametrize("writes", range(8))
def test_a_process_that_dies_while_it_merges_leaves_nothing_untrue(
    folder, log, monkeypatch, writes
):
    for name in ("state.pt", "best.safetensors", "measured.json"):
        earlier = folder.checkpoint / "step-000002" / name
        earlier.parent.mkdir(parents=True, exist_ok=True)
        earlier.write_bytes(b"earlier")
    ended = Outcome(state="done", reason="complete", step=4, has_result=True)
    other = JobFolder(folder.root.parent)
    ended.save(other)
    files = CHECKPOINT | {"result.safetensors": b"r", "outcome.json": other.outcome.read_bytes()}
    told = ({"event": "checkpoint", "step": 4}, {"event": "ended", "step": 4})
    dying = Dying(writes)
    monkeypatch.setattr(news_module, "write_whole", dying.wrap(write_whole))
    monkeypatch.setattr(log, "append", dying.wrap(log.append))
    died = False
    try:
        merge(News(events=told, files=files), folder, log)
    except Killed:
        died = True
    assert died is (writes < 7)  # three files of the checkpoint, two events, result and outcome
    kept = parcel.newest_checkpoint(folder)
    assert [path.name for path in kept] == ["best.safetensors", "measured.json", "state.pt"]
    if "checkpoint" in arrived(folder):
        assert kept[0].parent.name == "step-000004"
    if "ended" in arrived(folder):
        assert folder.result.read_bytes() == b"r"
    if folder.outcome.exists():
        assert (read_outcome(folder), arrived(folder)) == (ended, ["checkpoint", "ended"])


@pytest.fixture
def one_thread():
    """As many as the jobs ask for, so that the same work rounds alike in this thread."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.mark.usefixtures("one_thread")
def test_work_that_tells_tells_everything(tmp_path):
    assets = write_assets(tmp_path / "assets")
    known, worker, told = (write_job(tmp_path / name, steps=3) for name in ("a", "b", "c"))
    cpu = torch.device("cpu")
    run_job(known, assets=assets, device=cpu)
    log = JobLog(told.events)
    work = work_and_tell(worker, assets=assets, device=cpu, interrupted=lambda: False, every=0.01)
    for news in work:
        merge(News.from_bytes(news.to_bytes()), told, log)
    log.close()
    assert digest(told.result) == digest(known.result)
    assert read_outcome(told) == read_outcome(known)
    assert contents(told).keys() == contents(known).keys()
    assert told.events.read_bytes() == worker.events.read_bytes()


def test_only_what_is_new_is_told(tmp_path):
    job = write_job(tmp_path / "job")
    gatherer = NewsGatherer(job)
    assert not gatherer.gather()
    job.previews.mkdir()
    job.preview(0).write_bytes(b"first")
    assert gatherer.gather().files == {"previews/step-000000.png": b"first"}
    assert not gatherer.gather()
