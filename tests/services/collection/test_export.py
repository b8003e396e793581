"""Exports: only accepted photos, whole, safe to open, brought up to date, and read by others."""

import csv
import errno
import io
import json
import zipfile
from dataclasses import replace

import pytest

from ssidkd.core.picture import encode_png
from ssidkd.services.collection import export_folder
from ssidkd.services.collection.errors import PhotoUnknownError
from ssidkd.services.collection.export import (
    EXPORTED,
    ExportError,
    NothingToExportError,
    plan_export,
    write_zip,
)
from ssidkd.services.collection.export_folder import earlier_sides, write_folder
from ssidkd.services.collection.export_texts import safe_cell
from tests.job_folders import photo
from tests.services.collection.photo_records import record

STATES = ("stored", "reviewed", "queued", "committed", "refused", "withdrawn")


@pytest.fixture
def kept(tmp_path):
    """What a collection says of where its photos lie, with the files."""
    folder = tmp_path / "kept"
    folder.mkdir()
    for number in range(12):
        path = folder / f"{number:064x}.png"
        path.write_bytes(encode_png(photo(number, 40, 50)))

    def picture(identity):
        path = folder / f"{identity}.png"
        if not path.exists():
            raise PhotoUnknownError
        return path

    picture.folder = folder
    return picture


def photos(count, **changes):
    return [record(number, donor=f"d{number // 2}", **changes) for number in range(count)]


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def pictures(folder):
    return {name for name in files(folder) if name.endswith(".png")}


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


def test_exporting_again_adds_and_removes_and_leaves_files_of_others(tmp_path, kept):
    folder = tmp_path / "out"
    everything = photos(10)
    write_folder(plan_export(everything[:8], share=0.5), kept, folder)
    sides = earlier_sides(folder)
    (folder / "notes.txt").write_text("mine")
    (folder / "train" / "my own.png").write_bytes(b"mine")
    gone = everything[0]
    left = [one for one in everything if one is not gone]
    report = write_folder(plan_export(left, share=0.5, earlier=sides), kept, folder)
    assert (report.added, report.removed) == (2, 1)
    assert (folder / "notes.txt").read_text() == "mine"
    assert (folder / "train" / "my own.png").read_bytes() == b"mine"
    named = {name.split("/")[1] for name in pictures(folder)} - {"my own.png"}
    assert named == {f"{one.identity}.png" for one in left}
    after = earlier_sides(folder)
    assert {identity: after[identity] for identity in sides if identity != gone.identity} == {
        identity: side for identity, side in sides.items() if identity != gone.identity
    }
    assert gone.identity not in "".join(
        path.read_text() for path in folder.rglob("*") if path.suffix in (".jsonl", ".csv")
    )


def test_when_all_photos_were_taken_back_the_folder_holds_none(tmp_path, kept):
    folder = tmp_path / "out"
    write_folder(plan_export(photos(4), share=0.5), kept, folder)
    report = write_folder([], kept, folder)
    assert report.removed == 4
    assert pictures(folder) == set()
    assert sorted(path.name for path in folder.iterdir()) == [
        "README.md",
        "credits.csv",
        "export.json",
    ]


def test_a_folder_with_other_things_is_refused_and_left_alone(tmp_path, kept):
    (tmp_path / "photo.png").write_bytes(b"mine")
    with pytest.raises(ExportError, match="holds files that no export wrote"):
        write_folder(plan_export(photos(3)), kept, tmp_path)
    with pytest.raises(ExportError, match="is a file"):
        write_folder(plan_export(photos(3)), kept, tmp_path / "photo.png")
    assert (tmp_path / "photo.png").read_bytes() == b"mine"


def test_nothing_is_made_of_nothing(tmp_path, kept):
    with pytest.raises(NothingToExportError):
        write_folder([], kept, tmp_path / "out")
    with pytest.raises(NothingToExportError):
        write_zip([], kept, "rain", io.BytesIO())
    assert not (tmp_path / "out").exists()
    assert list(tmp_path.glob(".*")) == []


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"files": 1}', '{"files": ["../photo.png"]}', '{"files": ["/etc/x"]}']
)
def test_a_damaged_list_of_files_removes_nothing(tmp_path, kept, text):
    folder = tmp_path / "out"
    write_folder(plan_export(photos(3)), kept, folder)
    (folder / "export.json").write_text(text)
    before = files(folder)
    with pytest.raises(ExportError, match="is damaged"):
        write_folder([], kept, folder)
    assert files(folder) == before


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


@pytest.mark.parametrize("is_new", [True, False])
def test_a_full_disk_leaves_everything_as_it_was(tmp_path, kept, is_new):
    folder = tmp_path / "out"
    if not is_new:
        write_folder(plan_export(photos(4), share=0.5), kept, folder)
    before = files(folder)
    reads = []

    class Full:
        def read_bytes(self):
            reads.append(self)
            if len(reads) > 5:
                raise OSError(errno.ENOSPC, "No space left on device")
            return b"a picture"

    with pytest.raises(OSError, match="No space"):
        write_folder(plan_export(photos(8)[2:], share=0.5), lambda _: Full(), folder)
    assert files(folder) == before
    assert folder.exists() is not is_new
    assert list(tmp_path.glob(".*")) == []


@pytest.mark.parametrize("moment", range(3))
def test_after_a_crash_at_the_end_the_next_export_completes_it(tmp_path, kept, monkeypatch, moment):
    """A crash, in which nothing is tidied up, after the list, while files move, before the end."""
    folder = tmp_path / "out"
    everything = photos(8)
    write_folder(plan_export(everything[:6], share=0.5), kept, folder)
    (folder / "train").mkdir(exist_ok=True)
    (folder / "train" / "mine.png").write_bytes(b"mine")
    left = everything[2:]
    plan = plan_export(left, share=0.5, earlier=earlier_sides(folder))

    class Crash(BaseException):
        pass

    def crash(*_):
        raise Crash

    with monkeypatch.context() as broken:
        broken.setattr(export_folder.shutil, "rmtree", lambda *_, **__: None)
        if moment == 0:
            broken.setattr(export_folder, "_move_all", crash)
        elif moment == 1:
            broken.setattr(
                export_folder, "_move_all", lambda staged, to: half(staged, to) or crash()
            )
        else:
            broken.setattr(export_folder, "suppress", crash)
        with pytest.raises(Crash):
            write_folder(plan, kept, folder)
    write_folder(plan_export(left, share=0.5, earlier=earlier_sides(folder)), kept, folder)
    named = {name.split("/")[1] for name in pictures(folder)}
    assert named == {f"{one.identity}.png" for one in left} | {"mine.png"}
    assert not [name for name in files(folder) if ".part" in name]


def half(staged, folder):
    """Move only the first file."""
    first = min(path for path in staged.rglob("*") if path.is_file())
    target = folder / first.relative_to(staged)
    target.parent.mkdir(exist_ok=True)
    first.replace(target)


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
