"""Results that find no room: whatever is offered is whole, and what failed leaves nothing."""

import threading
import zipfile

import pytest

from ssidkd.core.metrics import niqe
from ssidkd.core.picture import save_png
from ssidkd.services.batch.rows import BatchOptions, Incoming
from ssidkd.services.batch.running import BatchService
from ssidkd.services.shelf import PictureShelf
from ssidkd.services.video.output import Output
from ssidkd.services.video.running import VideoService
from ssidkd.services.video.writing import VideoWriteError
from tests.faults.disks import Disk
from tests.page_services import textured, tiny_deraining
from tests.services.video.clips import frames_of, gif_bytes, read_video, write_video

STUDENT = BatchOptions(roles=("student",), full_size=True)
KILOBYTE = 1 << 10


@pytest.fixture
def disk(tmp_path):
    made = Disk(tmp_path / "disk")
    yield made
    made.close()


def files_on(disk):
    return [path for path in disk.folder.rglob("*") if path.is_file()]


def test_a_batch_that_finds_no_room_says_so_and_what_it_offers_is_whole(tmp_path, disk):
    deraining, sent = tiny_deraining(), []
    for number in range(2):
        path = tmp_path / f"{number}.png"
        save_png(textured(64, 96, seed=number), path)
        sent.append(Incoming(path=path, name=path.name))
    outcomes = set()
    for free in (4, 24, 48, 56, 64, 72, 80, 1024):
        service = BatchService(deraining, niqe, PictureShelf(disk.folder / str(free)))
        with disk.only_free(free * KILOBYTE):
            try:
                last = list(service.run(sent, STUDENT, threading.Event()))[-1]
            except OSError:
                outcomes.add("error")
                assert not list(disk.folder.rglob("*.zip"))
                continue
        refused = [row.refusal for row in last.rows if row.refusal is not None]
        assert all(one.code == "disk" for one in refused)
        outcomes.add(f"{len(refused)} refused")
        if last.archive is None:
            assert not list(disk.folder.rglob("*.zip"))
        else:
            with zipfile.ZipFile(last.archive) as archive:
                assert archive.testzip() is None
                assert "settings.json" in archive.namelist()
    assert outcomes >= {"2 refused", "0 refused"}


@pytest.mark.parametrize("kind", ["video", "animation"])
def test_a_video_that_finds_no_room_fails_and_is_never_offered_in_part(tmp_path, disk, kind):
    path = tmp_path / "rain.mp4"
    if kind == "video":
        write_video(path, frames_of(9))
    else:
        path.write_bytes(gif_bytes(frames_of(4), [40, 70, 100, 200]))
    service = VideoService(tiny_deraining(), PictureShelf(disk.folder), output=Output(ffmpeg=None))

    def last():
        return list(service.run(path, "student", threading.Event()))[-1]

    whole = last()
    size = sum(one.stat().st_size for one in files_on(disk))
    for share in (0.1, 0.4, 0.7):
        for one in files_on(disk):
            one.unlink()
        with disk.only_free(int(size * share)), pytest.raises((VideoWriteError, OSError)):
            last()
        # What the visitor sent may be there as a video, what the network made of it is not.
        assert len([one for one in files_on(disk) if one.suffix == whole.after.suffix]) <= 1
        assert not list(disk.folder.rglob("derained*.web*"))
    again = last()
    assert (again.done, again.is_over) == (again.total, True)
    if kind == "video":
        assert len(read_video(again.after)[0]) == 9
