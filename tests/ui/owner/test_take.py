"""Accepted photos go along as a ZIP, and into a finetuning."""

import csv
import io
import json
import zipfile
from contextlib import suppress
from pathlib import Path
from threading import Event

import pytest

from ssidkd.core.intake import read_picture
from ssidkd.services.collection.errors import DonationFieldError
from ssidkd.services.collection.export import plan_export, write_zip
from ssidkd.ui.owner.streaming import BrokenStreamError, streamed
from ssidkd.ui.owner.tickets import MOST, Tickets
from tests.ui.owner.owner_parts import CALL, fill, give, rainy


def unpacked(answer):
    """Return the files of a downloaded ZIP without its one folder."""
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        return {str(Path(*Path(name).parts[1:])): archive.read(name) for name in archive.namelist()}


def pictures(files):
    return {Path(name).stem for name in files if name.endswith(".png")}


def test_all_accepted_photos_go_and_no_others(owner, collection):
    identities = fill(collection)
    collection.accept(identities[:4], "owner")
    collection.refuse(identities[4:5], "owner", "It is blurred")
    answer = owner.get("/owner/export/photos.zip")
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    files = unpacked(answer)
    assert pictures(files) == set(identities[:4])
    rows = [
        json.loads(line)
        for name, content in files.items()
        if name.endswith("metadata.jsonl")
        for line in content.decode().splitlines()
    ]
    assert len(rows) == 4
    png = next(content for name, content in files.items() if name.endswith(".png"))
    assert read_picture(png).pixels.shape == (120, 180, 3)


def test_a_selection_goes_by_a_ticket(owner, collection):
    identities = fill(collection)
    collection.accept(identities[:4], "owner")
    answer = owner.post("/owner/export/tickets", json={"identities": identities[3:]})
    files = unpacked(owner.get(f"/owner/export/photos.zip?ticket={answer.json()['ticket']}"))
    assert pictures(files) == {identities[3]}


def test_what_cannot_be_exported_says_why(owner, collection):
    identities = fill(collection)
    assert owner.get("/owner/export/photos.zip").status_code == 409
    answer = owner.post("/owner/export/tickets", json={"identities": identities})
    assert answer.status_code == 409
    assert "Review some first" in answer.json()["error"]
    answer = owner.get("/owner/export/photos.zip?ticket=unknown")
    assert answer.status_code == 409
    assert "export it again" in answer.json()["error"]


def test_no_cell_of_a_table_is_a_formula(owner, collection):
    for credit in ("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1"):
        with suppress(DonationFieldError):  # refused at the door is as good
            give(collection, rainy(1), licence="CC-BY-4.0", credit=credit)
    give(collection, rainy(2), licence="CC-BY-4.0", credit="Bob, the = Builder")
    collection.accept([one.identity for one in collection.photos()], "owner")
    files = unpacked(owner.get("/owner/export/photos.zip"))
    tables = [content.decode() for name, content in files.items() if name.endswith(".csv")]
    cells = [cell for table in tables for row in csv.reader(io.StringIO(table)) for cell in row]
    assert any("Bob" in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(tuple("=+-@\t\r"))] == []


def test_a_photo_that_is_taken_back_during_the_download_is_not_in_it(collection):
    first = give(collection, rainy(1))
    second = give(collection, rainy(2))
    both = [answer.photos[0].identity for answer in (first, second)]
    collection.accept(both, "owner")
    planned = plan_export(collection.photos())
    collection.withdraw(first.code)
    content = b"".join(
        streamed(lambda file: write_zip(planned, collection.picture, "photos", file))
    )
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert pictures(archive.namelist()) == {both[1]}


def test_a_stream_is_what_was_written():
    parts = [bytes([n]) * 100_000 for n in range(20)]
    assert b"".join(streamed(lambda file: [file.write(part) for part in parts])) == b"".join(parts)


def test_a_stream_that_breaks_does_not_end_well():
    def write(file):
        file.write(b"half")
        raise OSError("the disk is gone")

    stream = streamed(write)
    with pytest.raises(BrokenStreamError):
        list(stream)


def test_who_stops_asking_stops_the_writer():
    ended = Event()

    def write(file):
        try:
            while True:
                file.write(b"x" * 100_000)
        finally:
            ended.set()

    stream = streamed(write)
    next(stream)
    stream.close()
    assert ended.wait(30)


def test_tickets_of_long_ago_are_forgotten():
    tickets = Tickets()
    given = [tickets.give([str(n)]) for n in range(MOST + 1)]
    assert tickets.take(given[0]) is None
    assert tickets.take(given[-1]) == {str(MOST)}


def test_without_finetuning_nothing_is_started(owner):
    assert owner.get("/owner/train").json() == {"offered": False, "efforts": [], "jobs": []}
    answer = owner.post("/owner/train", json={"effort": "quick", "key": "12345678"})
    assert answer.status_code == 409
    chinese = {**CALL, "X-Owner-Call": "zh"}
    answer = owner.post(
        "/owner/train", json={"effort": "quick", "key": "12345678"}, headers=chinese
    )
    assert "不做微调" in answer.json()["error"]
