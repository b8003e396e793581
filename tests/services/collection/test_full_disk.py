"""A disk that is full, or nearly, refuses cleanly, keeps what it has, and works again later."""

import os
import resource
import subprocess
from contextlib import contextmanager

import numpy as np
import pytest
from PIL import Image

from ssidkd.core.durable import is_disk_full
from ssidkd.services.collection.errors import QuotaError
from ssidkd.services.collection.photo_file import identity_of
from ssidkd.services.collection.records import Tombstone
from tests.core.intake.builders.pictures import noise
from tests.services.collection.store_parts import offer, open_collection

PAGE = 4096
SIZE = 400 * PAGE
KEPT = ("received", "alike")


@pytest.fixture
def disk(tmp_path, request):
    """A disk of 1.6 MB, with other options where a test asks for them."""
    folder = tmp_path / "disk"
    folder.mkdir()
    options = getattr(request, "param", f"size={SIZE}")
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@contextmanager
def only_free(disk, pages):
    """Leave so many pages of the disk free."""
    filler = disk / "filler"
    free = os.statvfs(disk).f_bavail
    filler.write_bytes(bytes(max(0, free - pages) * PAGE))
    yield
    filler.unlink()


def picture(seed):
    """About 12 kB as a file: noise cannot be made smaller."""
    return noise(64, 64, seed=seed)


def check(collection, acknowledged):
    """Everything acknowledged is there, and no file of anything else."""
    for identity in acknowledged:
        with Image.open(collection.picture(identity)) as image:
            assert identity_of(np.asarray(image)) == identity
    root = collection._archive.layout.root
    names = {path.stem for kind in ("photos", "records") for path in (root / kind).glob("*/*")}
    assert names == set(acknowledged)


def test_whatever_is_left_of_the_disk_a_donation_is_kept_whole_or_refused(disk):
    collection = open_collection(disk / "c")
    kept = [collection.donate(offer(picture(0))).photos[0].identity]
    outcomes = set()
    for pages in range(24):
        with only_free(disk, pages):
            answer = collection.donate(offer(picture(pages + 1)))
        (photo,) = answer.photos
        outcomes.add(photo.outcome)
        if photo.outcome in KEPT:
            kept.append(photo.identity)
            assert collection.receipt(answer.code).donation.photos == (photo.identity,)
        else:
            assert (photo.outcome, answer.code) == ("no_room", "")
            assert "disk" in photo.sentence
        check(collection, kept)
    assert outcomes >= {"no_room", "received"}
    collection.close()
    again = open_collection(disk / "c")
    assert again.boot.sentences == ()
    check(again, kept)
    assert again.donate(offer(picture(99))).code
    again.close()


def test_on_a_full_disk_photos_can_still_be_taken_back(disk):
    collection = open_collection(disk / "c")
    answer = collection.donate(offer(picture(0), picture(1)))
    with only_free(disk, 0):
        receipt = collection.withdraw(answer.code)
    assert all(isinstance(photo, Tombstone) for photo in receipt.photos)
    check(collection, [])
    collection.close()


def test_a_decision_that_cannot_be_written_is_refused_and_can_be_made_later(disk):
    collection = open_collection(disk / "c")
    identity = collection.donate(offer(picture(0))).photos[0].identity
    with only_free(disk, 0), pytest.raises(OSError) as caught:  # noqa: PT011 - checked below
        collection.accept([identity], "ada")
    assert is_disk_full(caught.value)
    assert collection.record(identity).state == "stored"
    assert collection.accept([identity], "ada")[0].state == "reviewed"
    collection.close()


@pytest.mark.parametrize("disk", ["size=8m,nr_inodes=60"], indirect=True)
def test_without_room_for_another_name_photos_are_refused_and_none_is_lost(disk):
    collection = open_collection(disk / "c")
    answers = [collection.donate(offer(picture(seed))) for seed in range(12)]
    outcomes = [answer.photos[0].outcome for answer in answers]
    assert outcomes[0] == "received"
    assert outcomes[-1] == "no_room"
    check(collection, [a.photos[0].identity for a in answers if a.code])
    collection.withdraw(answers[0].code)
    check(collection, [a.photos[0].identity for a in answers[1:] if a.code])
    collection.close()


def test_on_a_disk_that_cannot_be_written_the_collection_does_not_open(disk):
    collection = open_collection(disk / "c")
    kept = collection.donate(offer(picture(0))).photos[0].identity
    collection.close()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with pytest.raises(OSError, match="Read-only"):
        open_collection(disk / "c")
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    again = open_collection(disk / "c")
    check(again, [kept])
    again.close()


def test_below_the_free_bytes_that_are_asked_for_nothing_is_taken(tmp_path):
    collection = open_collection(tmp_path / "c", free=(2 << 30) - 1)
    with pytest.raises(QuotaError) as caught:
        collection.donate(offer(1))
    assert caught.value.quota == "disk"
    assert collection.photos() == []
    collection.close()


def test_a_file_that_is_cut_short_by_a_limit_is_not_kept(tmp_path):
    """Python gets a short write first, and the error with the next one."""
    collection = open_collection(tmp_path / "c")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8000, hard))
    try:
        answer = collection.donate(offer(picture(0)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [photo.outcome for photo in answer.photos] == ["no_room"]
    check(collection, [])
    assert collection.donate(offer(picture(0))).code
    collection.close()
