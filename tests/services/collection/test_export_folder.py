"""An exported folder is brought up to date, whole or not at all, and spares files of others."""

import errno

import pytest

from ssidkd.services.collection import export_folder
from ssidkd.services.collection.export import ExportError, plan_export
from ssidkd.services.collection.export_folder import earlier_sides, write_folder
from tests.services.collection.export_parts import files, keep_photos, photos, pictures


@pytest.fixture
def kept(tmp_path):
    return keep_photos(tmp_path / "kept")


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
    # What the crash left behind is the export's own: it goes when its photo is taken back.
    write_folder(plan_export(left[:2], share=0.5, earlier=earlier_sides(folder)), kept, folder)
    named = {name.split("/")[1] for name in pictures(folder)}
    assert named == {f"{one.identity}.png" for one in left[:2]} | {"mine.png"}


def half(staged, folder):
    """Move only the first file."""
    first = min(path for path in staged.rglob("*") if path.is_file())
    target = folder / first.relative_to(staged)
    target.parent.mkdir(exist_ok=True)
    first.replace(target)
