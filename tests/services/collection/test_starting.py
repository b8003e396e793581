"""The collection starts with the app: what each setting and each obstacle makes of it."""

import logging
from dataclasses import replace

import pytest

from ssidkd.core.metrics import niqe
from ssidkd.services.collection import starting
from ssidkd.services.collection.starting import start_collecting
from ssidkd.services.jobs.service import JobService
from ssidkd.services.jobs.starting import Finetuning
from ssidkd.services.settings import Settings, SettingsError
from tests.services.collection.store_parts import offer
from tests.services.jobs.fake_runner import FakeRunner

LOCAL = "/dev/sda1 / ext4 rw 0 0\n"


@pytest.fixture(autouse=True)
def _every_word(caplog):
    caplog.set_level(logging.INFO)


@pytest.fixture
def settings(tmp_path):
    return Settings.from_environment({"SSIDKD_DATA_DIR": str(tmp_path / "data")})


@pytest.fixture
def start():
    """Start collections, which are closed after the test."""
    started = []

    def make(settings, finetuning=None, mounts=LOCAL):
        collecting = start_collecting(settings, niqe, finetuning, mounts)
        if collecting is not None:
            started.append(collecting)
        return collecting

    yield make
    for collecting in started:
        collecting.close()


def test_nothing_needs_to_be_set(settings, start, caplog):
    collecting = start(settings)
    assert (settings.data_dir / "collection" / "collection.sqlite").is_file()
    assert (collecting.sync, collecting.jobs, collecting.disk_lasts) == (None, None, True)
    assert [one for one in caplog.records if one.levelno >= logging.WARNING] == []


def test_a_collection_that_is_switched_off_leaves_no_trace(settings, start):
    assert start(replace(settings, collection=False)) is None
    assert not settings.data_dir.exists()


def test_on_a_network_disk_there_is_none_and_the_log_says_what_to_do(settings, start, caplog):
    table = f"{LOCAL}server:/x {settings.data_dir.parent} nfs4 rw 0 0\n"
    assert start(settings, mounts=table) is None
    assert "a mount of kind nfs4" in caplog.text
    assert "Set SSIDKD_DATA_DIR" in caplog.text
    assert not settings.data_dir.exists()


def test_a_disk_that_passes_is_told_with_what_helps(settings, start, caplog):
    collecting = start(replace(settings, disk="passing"))
    assert not collecting.disk_lasts
    assert "Donated photos are lost when this machine starts again" in caplog.text
    assert "Set SSIDKD_COLLECTION_DATASET and HF_TOKEN" in caplog.text


def test_memory_does_not_last_whatever_the_settings_say(settings, start, caplog):
    collecting = start(settings, mounts=f"{LOCAL}tmpfs {settings.data_dir.parent} tmpfs rw 0 0\n")
    assert not collecting.disk_lasts
    assert "Donated photos are lost" in caplog.text


def test_a_folder_that_cannot_be_written_is_told_and_spares_the_other_services(
    settings, start, caplog
):
    settings.data_dir.parent.mkdir(exist_ok=True)
    settings.data_dir.write_text("a file in its place")
    assert start(settings) is None
    assert "Photos cannot be donated: the data folder cannot be used" in caplog.text


def test_a_second_copy_of_the_app_is_refused(settings, start):
    start(settings)
    with pytest.raises(SettingsError, match="Another copy of this program has the collection"):
        start(settings)


def test_a_newer_collection_is_refused_and_left_as_it_is(settings, start):
    import sqlite3

    start(settings).close()
    file = settings.data_dir / "collection" / "collection.sqlite"
    with sqlite3.connect(file) as database:
        database.execute("PRAGMA user_version = 1000")
    database.close()
    before = file.read_bytes()
    with pytest.raises(SettingsError, match="newer"):
        start(settings)
    assert file.read_bytes() == before


def test_without_a_token_the_sync_is_off_and_the_app_starts(settings, start, caplog):
    collecting = start(replace(settings, collection_dataset="me/rain"))
    assert collecting.sync.status().state == "off"
    assert "set HF_TOKEN to a token that may write to me/rain" in caplog.text


def test_closed_it_leaves_one_file_that_the_next_start_opens(settings, start):
    first = start(settings)
    first.collection.remember("something", {"a": 1})
    first.close()
    folder = settings.data_dir / "collection"
    assert not list(folder.glob("*.sqlite-wal"))
    assert start(settings).collection.remembered("something") == {"a": 1}


def test_a_sync_that_does_not_stop_is_waited_for_no_longer_than_was_said(settings, start, caplog):
    waited = {}

    class Stubborn:
        def flush(self, seconds):
            waited["to send"] = seconds
            return False

        def stop(self, seconds):
            waited["to end"] = seconds
            return False

    collecting = replace(start(settings), sync=Stubborn())
    collecting.close()
    assert waited["to send"] == starting.PATIENCE
    assert waited["to end"] <= starting.PATIENCE  # of the same seconds what is left
    assert "is sent after the next start" in caplog.text
    assert "is sent again after the next start" in caplog.text
    start(settings)  # it can be opened again all the same


def test_a_decision_and_a_withdrawal_wake_the_sync(settings, start):
    collecting = start(replace(settings, collection_dataset="me/rain"))
    collection, woken = collecting.collection, collecting.sync._woken
    answer = collection.donate(offer(1))
    assert not woken.is_set()
    collection.accept([answer.photos[0].identity], "owner")
    assert woken.is_set()
    woken.clear()
    collection.withdraw(answer.code)
    assert woken.is_set()


def test_where_there_is_finetuning_the_owner_can_start_it(settings, start, tmp_path):
    jobs = JobService(tmp_path / "jobs", FakeRunner())
    finetuning = Finetuning(jobs=jobs, threads=1, starts={"tiny": tmp_path / "student"})
    assert start(settings, finetuning).jobs.starts == ("tiny",)
    jobs.close()
