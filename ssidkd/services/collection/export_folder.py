"""An exported folder: written whole, brought up to date, and never robbed of others' files."""

import json
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ssidkd.core.durable import UNFINISHED, sweep, sync_folder, unfinished_path, write_whole
from ssidkd.services.collection.export import (
    ExportedPhoto,
    ExportError,
    NothingToExportError,
    content_of,
    texts_of,
)
from ssidkd.services.collection.splitting import SIDES, Side

MANIFEST = "export.json"
"""Names the files that an export wrote, and may remove again."""


@dataclass(frozen=True, kw_only=True)
class ExportReport:
    """What an export has changed in its folder."""

    train: int
    """Photos that are there now."""
    validation: int
    added: int
    removed: int
    """Photos taken back, or no longer accepted, since the export before."""


def earlier_sides(folder: Path) -> dict[str, Side]:
    """Return the side of every photo that is in an exported folder, by its identity.

    Raises:
        ExportError: the folder's list of files is damaged.
    """
    sides: dict[str, Side] = {}
    for name in _written_before(folder):
        for side in SIDES:
            if name.startswith(f"{side}/") and name.endswith(".png"):
                sides[Path(name).stem] = side
    return sides


def write_folder(
    photos: Sequence[ExportedPhoto], picture: Callable[[str], Path], folder: Path
) -> ExportReport:
    """Write an export into a new or empty folder, or bring that of an earlier export up to date.

    What stops the writing leaves the folder as it was; after a crash at the very end the next
    export completes it. Files that no export wrote stay.

    Args:
        photos: of the export.
        picture: where the photo of an identity lies.
        folder: to write to.

    Raises:
        NothingToExportError: there is no photo, and no earlier export.
        ExportError: the folder holds something else.
        OSError: such as for a full disk.
    """
    before = _written_before(folder)
    _refuse_foreign(folder, before)
    if folder.exists():
        sweep(folder)
        return _bring_up_to_date(photos, picture, folder, before)
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = unfinished_path(folder)
    unfinished.mkdir()
    try:
        report = _bring_up_to_date(photos, picture, unfinished, frozenset(), folder.name)
        unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    sync_folder(folder.parent)
    return report


def _bring_up_to_date(
    photos: Sequence[ExportedPhoto],
    picture: Callable[[str], Path],
    folder: Path,
    before: frozenset[str],
    name: str = "",
) -> ExportReport:
    staged = unfinished_path(folder / "export")
    for side in SIDES:
        (staged / side).mkdir(parents=True)
    try:
        present = _stage_photos(photos, picture, folder, staged)
        if not present and not before:
            raise NothingToExportError
        for place, text in texts_of(present, name or folder.name).items():
            if place not in before and (folder / place).exists():
                raise ExportError(f"{str(folder / place)!r} is in the way; rename that file.")
            (staged / place).write_text(text, encoding="utf-8", newline="")
        after = _own_files(present, staged, before)
        added = sum(path.suffix == ".png" for path in staged.rglob("*"))
        # Named before they are there: a crash from here on leaves no file that nobody owns.
        _write_manifest(folder, before | after)
        _move_all(staged, folder)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    for place in before - after:
        (folder / place).unlink(missing_ok=True)
    for side in SIDES:
        with suppress(OSError):  # where something is left in it
            (folder / side).rmdir()
    _write_manifest(folder, after)
    gone = {Path(place).stem for place in before - after if place.endswith(".png")}
    sides = [one.side for one in present]
    return ExportReport(
        train=sides.count("train"),
        validation=sides.count("validation"),
        added=added,
        removed=len(gone - {one.record.identity for one in present}),
    )


def _stage_photos(
    photos: Sequence[ExportedPhoto], picture: Callable[[str], Path], folder: Path, staged: Path
) -> list[ExportedPhoto]:
    """Copy the photos that the folder does not hold; returns all that were not taken back."""
    present = []
    for photo in photos:
        content = content_of(photo, picture)
        if content is None:
            continue
        present.append(photo)
        if not (folder / photo.place).exists():
            (staged / photo.place).write_bytes(content)
    return present


def _own_files(
    present: Sequence[ExportedPhoto], staged: Path, before: frozenset[str]
) -> frozenset[str]:
    """Return the names of files that are the export's: written now, or before and still wanted."""
    new = {path.relative_to(staged).as_posix() for path in staged.rglob("*") if path.is_file()}
    return frozenset(new | ({photo.place for photo in present} & before))


def _move_all(staged: Path, folder: Path) -> None:
    for side in SIDES:
        (folder / side).mkdir(exist_ok=True)
    for path in sorted(staged.rglob("*")):
        if path.is_file():
            path.replace(folder / path.relative_to(staged))


def _refuse_foreign(folder: Path, before: frozenset[str]) -> None:
    """Raise `ExportError` for a folder that is not empty and has no list of an earlier export."""
    if folder.exists() and not folder.is_dir():
        raise ExportError(f"{str(folder)!r} is a file; an export needs a folder.")
    if before or not folder.exists():
        return
    if any(not path.name.endswith(UNFINISHED) for path in folder.iterdir()):
        raise ExportError(
            f"{str(folder)!r} holds files that no export wrote. Name a new or empty folder, or one "
            "of an earlier export."
        )


def _written_before(folder: Path) -> frozenset[str]:
    """Return the names of the files that earlier exports wrote, nothing if there were none."""
    try:
        files = json.loads((folder / MANIFEST).read_bytes())["files"]
    except (FileNotFoundError, NotADirectoryError):
        return frozenset()
    except (ValueError, LookupError, TypeError):
        files = None
    if not isinstance(files, list) or not all(_is_inside(name) for name in files):
        raise ExportError(
            f"{str(folder / MANIFEST)!r} is damaged, so that nobody knows which files are an "
            "export's. Export into a new folder."
        )
    return frozenset(files)


def _is_inside(name: object) -> bool:
    """Return whether a name is one that an export gives: nothing else is ever removed."""
    if not isinstance(name, str):
        return False
    parts = name.split("/")
    return len(parts) <= 2 and ".." not in parts and (len(parts) == 1 or parts[0] in SIDES)


def _write_manifest(folder: Path, files: frozenset[str]) -> None:
    content = {"program": "ssidkd", "files": sorted(files)}
    write_whole(folder / MANIFEST, (json.dumps(content, indent=1) + "\n").encode())
