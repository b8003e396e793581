"""Exports: only accepted photos, whole, safe to open, brought up to date, and read by others."""

import csv
import io
import json
import zipfile
from dataclasses import replace

import pytest

from ssidkd.services.collection.export import (
    EXPORTED,
    ExportError,
    NothingToExportError,
    plan_export,
    write_zip,
)
from ssidkd.services.collection.export_folder import write_folder
from ssidkd.services.collection.export_texts import safe_cell
from tests.services.collection.export_parts import files, keep_photos, photos, pictures
from tests.services.collection.photo_records import record

STATES = ("stored", "reviewed", "queued", "committed", "refused", "withdrawn")


@pytest.fixture
def kept(tmp_path):
    return keep_photos(tmp_path / "kept")


def test_only_accepted_photos_are_exported():
    everything = [record(n, donor=str(n), state=state) for n, state in enumerate(STATES)]
    assert [one.record.state for one in plan_export(everything)] == list(EXPORTED)
    only = plan_export(everything, states=("committed",))
    assert [one.record.state for one in only] == ["committed"]
    chosen = plan_export(everything, chosen={everything[0].identity, everything[1].identity})
    assert [one.record.state for one in chosen] == ["reviewed"]


@pytest.mark.parametrize("state", ["stored", "refused", "withdrawn", "anything"])
def test_nothing_else_can_be_asked_for(state):
    with pytest.raises(ExportError, match=f"Photos that are {state} are never exported"):
        plan_export(photos(3), states=("reviewed", state))


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_a_share_is_from_0_to_1(share):
    with pytest.raises(ExportError, match="from 0 to 1"):
        plan_export(photos(3), share=share)


def test_a_refused_photo_still_ties_those_of_its_donor_and_look():
    bridge = record(2, donor="a", state="refused", credit="Ada")
    exported = plan_export(
        [record(0, donor="a"), record(1, donor="b", credit="Ada"), bridge], share=0.5
    )
    assert len(exported) == 2
    assert len({one.side for one in exported}) == 1


def test_a_folder_holds_the_pictures_their_metadata_and_credits(tmp_path, kept):
    everything = photos(8, licence="CC-BY-4.0", credit="")
    folder = tmp_path / "out" / "rain"
    report = write_folder(plan_export(everything, share=0.5), kept, folder)
    assert (report.added, report.removed) == (8, 0)
    assert (report.train + report.validation, min(report.train, report.validation) > 0) == (8, True)
    for side in ("train", "validation"):
        lines = (folder / side / "metadata.jsonl").read_text().splitlines()
        rows = [json.loads(line) for line in lines]
        named = {row["file_name"] for row in rows}
        assert named == {path.name for path in (folder / side).glob("*.png")}
        assert rows[0]["licence"] == "CC-BY-4.0"
        assert "donor" not in " ".join(rows[0])
    for name in pictures(folder):
        assert (folder / name).read_bytes() == kept(name.split("/")[1][:-4]).read_bytes()
    assert "python -m training.train" in (folder / "README.md").read_text()


def test_no_cell_of_the_credits_is_carried_out_by_a_spreadsheet(tmp_path, kept):
    names = [
        "=cmd|'/C calc'!A0",
        "+1",
        "-1",
        "@SUM(A1)",
        " =1",
        "\uff1d1",
        'a","b\r\n=2',
        "\t=1",
        "李",
    ]
    everything = [
        record(n, donor=str(n), licence="CC-BY-4.0", credit=name) for n, name in enumerate(names)
    ]
    write_folder(plan_export(everything, share=0), kept, tmp_path / "out")
    text = (tmp_path / "out" / "credits.csv").read_bytes().decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert head == ["file", "licence", "credit"]
    assert len(rows) == len(names)
    for row in rows:
        assert all(cell.lstrip()[:1] not in tuple("=+-@\uff1d") for cell in row)
        assert all(cell.isprintable() for cell in row)
    lines = (tmp_path / "out" / "train" / "metadata.jsonl").read_text().splitlines()
    assert [json.loads(line)["credit"] for line in lines] == names  # JSON carries nothing out


def test_a_cell_without_danger_stays_as_it_is():
    assert [safe_cell(text) for text in ("Ada", "a=b", "")] == ["Ada", "a=b", ""]


def test_nothing_is_made_of_nothing(tmp_path, kept):
    with pytest.raises(NothingToExportError):
        write_folder([], kept, tmp_path / "out")
    with pytest.raises(NothingToExportError):
        write_zip([], kept, "rain", io.BytesIO())
    assert not (tmp_path / "out").exists()
    assert list(tmp_path.glob(".*")) == []


def test_a_photo_taken_back_while_it_is_exported_is_left_out(tmp_path, kept):
    plan = plan_export(photos(4), share=0)
    kept(plan[1].record.identity).unlink()
    report = write_folder(plan, kept, tmp_path / "out")
    assert report.train == 3
    lines = (tmp_path / "out" / "train" / "metadata.jsonl").read_text().splitlines()
    assert len(lines) == len(pictures(tmp_path / "out")) == 3
    archive = io.BytesIO()
    assert len(write_zip(plan, kept, "rain", archive)) == 3
    assert len([n for n in zipfile.ZipFile(archive).namelist() if n.endswith(".png")]) == 3


def test_a_zip_holds_the_same_as_a_folder(tmp_path, kept):
    plan = plan_export(photos(6), share=0.5)
    write_folder(plan, kept, tmp_path / "rain")
    made = io.BytesIO()
    write_zip(plan, kept, "rain", made)
    archive = zipfile.ZipFile(made)
    assert archive.testzip() is None
    content = {name.removeprefix("rain/"): archive.read(name) for name in archive.namelist()}
    expected = files(tmp_path / "rain")
    del expected[
        "export.json"
    ]  # says what an export may remove, and a ZIP is not brought up to date
    assert content == expected
    again = io.BytesIO()
    write_zip(plan, kept, "rain", again)
    assert again.getvalue() == made.getvalue()


def test_the_library_datasets_reads_an_export(tmp_path, kept):
    datasets = pytest.importorskip("datasets")
    described = [
        replace(one, facts=replace(one.facts, niqe=None if n == 0 else 4.0))
        for n, one in enumerate(photos(8))
    ]
    report = write_folder(plan_export(described, share=0.5), kept, tmp_path / "rain")
    loaded = datasets.load_dataset(
        "imagefolder", data_dir=str(tmp_path / "rain"), cache_dir=str(tmp_path / "cache")
    )
    assert {side: len(rows) for side, rows in loaded.items()} == {
        "train": report.train, "validation": report.validation,
    }  # fmt: skip
    assert loaded["train"][0]["image"].size == (50, 40)
    assert loaded["train"][0]["licence"] == "CC0-1.0"
