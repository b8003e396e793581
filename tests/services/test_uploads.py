import os
import threading
import time

import numpy as np
import pytest

from ssidkd.services.shelf import PictureShelf
from ssidkd.services.tidying import tidy_in_background
from ssidkd.services.uploads import UploadLimits, UploadSweeper, came

HOUR = 3600
LIMITS = UploadLimits(most_bytes=10_000)


@pytest.fixture
def uploads(tmp_path):
    folder = tmp_path / "uploads"
    folder.mkdir()
    return folder


def put(path, age, size=1000):
    """Write a file that was written so many seconds ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bytes(size))
    date(path, age)
    date(path.parent, age)
    return path


def date(path, age):
    then = time.time() - age
    os.utime(path, (then, then), follow_symlinks=False)


def names(folder):
    return sorted(path.name for path in folder.rglob("*") if not path.is_dir())


def sweep(folder, limits=LIMITS, **options):
    options = {"dated": lambda state: state.st_mtime, **options}  # what a test can set
    return UploadSweeper(folder, limits=limits, **options).sweep()


def test_what_is_old_goes_and_what_is_young_stays(uploads):
    put(uploads / "aa" / "old.jpg", 1801)
    put(uploads / "bb" / "young.jpg", 1790)
    swept = sweep(uploads)
    assert names(uploads) == ["young.jpg"]
    assert (swept.files, swept.left, swept.left_bytes) == (1, 1, 1000)


def test_uploads_that_were_broken_off_go_sooner_and_those_on_their_way_stay(uploads):
    put(uploads / "tmpabcd", 601)
    put(uploads / "tmpefgh", 590)
    put(uploads / "aa" / "tmpphoto.jpg", 700)  # a visitor's name for a photo
    sweep(uploads)
    assert names(uploads) == ["tmpefgh", "tmpphoto.jpg"]


def test_of_too_much_the_oldest_goes_first_but_never_what_was_just_sent(uploads):
    for age in (1500, 1000, 900, 400):
        put(uploads / f"{age}" / f"{age}.jpg", age, size=4000)
    put(uploads / "now" / "now.jpg", 10, size=4000)
    sweep(uploads)
    assert names(uploads) == ["400.jpg", "now.jpg"]
    for n in range(5):
        put(uploads / f"{n}" / f"{n}.jpg", 20, size=4000)
    swept = sweep(uploads)
    assert "now.jpg" in names(uploads)
    assert swept.left == 6


def test_a_file_in_use_stays_though_it_is_old_and_there_is_too_much(uploads):
    used = put(uploads / "aa" / "used.jpg", 5 * HOUR, size=50_000)
    put(uploads / "bb" / "other.jpg", 1000)
    shelf = PictureShelf(uploads)
    with shelf.in_use([used]), shelf.in_use([used]):
        sweep(uploads, keeps=shelf.keeps)
        assert names(uploads) == ["used.jpg"]
    sweep(uploads, keeps=shelf.keeps)
    assert names(uploads) == []


def test_a_file_is_in_use_whatever_its_folder_is_also_called(uploads, tmp_path):
    (tmp_path / "also").symlink_to(uploads)
    put(uploads / "aa" / "used.jpg", 5 * HOUR)
    shelf = PictureShelf(uploads)
    with shelf.in_use([tmp_path / "also" / "aa" / "used.jpg"]):
        assert sweep(uploads, keeps=shelf.keeps).files == 0


def test_the_shelf_says_itself_when_its_pictures_go(uploads):
    shelf = PictureShelf(uploads)
    path = shelf.put(np.zeros((4, 4, 3), np.uint8), "picture")
    date(path, 5 * HOUR)
    assert sweep(uploads, keeps=shelf.keeps).files == 0
    assert sweep(uploads, keeps=PictureShelf(uploads).keeps).files == 1  # a new process knows none


def test_links_are_not_followed(uploads, tmp_path):
    secret = put(tmp_path / "elsewhere" / "secret.txt", 5 * HOUR)
    (uploads / "aa").mkdir()
    for link, target in (("file", secret), ("folder", secret.parent)):
        (uploads / "aa" / link).symlink_to(target)
        date(uploads / "aa" / link, 5 * HOUR)
    assert sweep(uploads).files == 2
    assert secret.exists()
    assert names(uploads) == []


def test_folders_go_when_nothing_is_left_in_them_but_not_at_once(uploads):
    put(uploads / "aa" / "old.jpg", 5 * HOUR)
    (uploads / "new").mkdir()
    sweep(uploads)
    assert (uploads / "aa").exists()  # its file has gone just now
    date(uploads / "aa", 61)
    assert sweep(uploads).folders == 1
    assert [path.name for path in uploads.iterdir()] == ["new"]


def test_a_date_to_come_does_not_keep_a_file_for_ever(uploads):
    put(uploads / "aa" / "future.jpg", -10 * HOUR)
    sweep(uploads)
    assert names(uploads) == []


def test_a_copy_with_an_old_date_has_come_just_now(uploads):
    put(uploads / "aa" / "copy.jpg", 5 * HOUR)
    assert sweep(uploads, dated=came).files == 0
    assert sweep(uploads, dated=came, now=lambda: time.time() + HOUR).files == 1


def test_what_the_page_shows_stays_for_ever(uploads):
    shown = put(uploads / "aa" / "shown.jpg", 5 * HOUR)
    shelf = PictureShelf(uploads)
    shelf.stay([shown])
    with shelf.in_use([shown]):
        pass
    assert sweep(uploads, keeps=shelf.keeps).files == 0


def test_a_folder_that_is_not_there_is_swept_too(tmp_path):
    assert sweep(tmp_path / "none").left == 0


def test_sweeping_begins_with_the_server_and_goes_on_after_a_failure(uploads, monkeypatch, caplog):
    failures = []

    def fail(_self):
        if not failures:
            failures.append(1)
            raise OSError("the disk is gone")
        return swept(_self)

    swept = UploadSweeper.sweep
    monkeypatch.setattr(UploadSweeper, "sweep", fail)
    put(uploads / "aa" / "old.jpg", 0)
    limits = UploadLimits(keep_seconds=0.1)
    ended = threading.Event()
    thread = tidy_in_background(PictureShelf(uploads), limits, every=0.05, ended=ended)
    until = time.monotonic() + 60
    while names(uploads) and time.monotonic() < until:
        time.sleep(0.02)
    ended.set()
    thread.join(60)
    assert names(uploads) == []
    assert "could not be tidied" in caplog.text
