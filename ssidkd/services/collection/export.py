"""Accepted photos for training: which they are, on which side each is, and all of them in a ZIP."""

import zipfile
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ssidkd.services.collection.errors import CollectionError
from ssidkd.services.collection.export_texts import (
    CREDITS,
    METADATA,
    README,
    credits_table,
    metadata,
    readme,
)
from ssidkd.services.collection.records import PhotoRecord, State
from ssidkd.services.collection.splitting import SIDES, Side, split

EXPORTED: tuple[State, ...] = ("reviewed", "queued", "committed")
"""States of photos that an owner has accepted; no other one is ever exported."""
SHARE = 0.1
"""Of the donors whose photos are kept for validation."""
_DATE = (1980, 1, 1, 0, 0, 0)


class ExportError(CollectionError):
    """This cannot be exported, or not there; the sentence says what to change."""


class NothingToExportError(ExportError):
    """No photo was accepted, or all were taken back since."""

    def __init__(self) -> None:
        super().__init__("There is no accepted photo to export. Review some first.")


@dataclass(frozen=True, kw_only=True)
class ExportedPhoto:
    """One photo of an export."""

    record: PhotoRecord
    side: Side

    @property
    def place(self) -> str:
        """Name of its file in the export."""
        return f"{self.side}/{self.record.identity}.png"


def plan_export(
    photos: Iterable[PhotoRecord],
    *,
    share: float = SHARE,
    states: Collection[str] = EXPORTED,
    chosen: Collection[str] | None = None,
    earlier: Mapping[str, Side] | None = None,
) -> list[ExportedPhoto]:
    """Return the photos of an export, the oldest first; none where nothing was accepted yet.

    Args:
        photos: all of the collection: those that are not exported still tell who belongs together.
        share: of the donors that go to validation, 0 to 1.
        states: of the photos to export, some of `EXPORTED`.
        chosen: identities to export; None for all that are accepted.
        earlier: sides that an earlier export into the same place has given.

    Raises:
        ExportError: a state that is not accepted is asked for, or the share is none.
    """
    if not 0 <= share <= 1:
        raise ExportError("The share for validation is a number from 0 to 1.")
    if unfit := sorted(set(states) - set(EXPORTED)):
        raise ExportError(
            f"Photos that are {unfit[0]} are never exported, only those that are "
            f"{', '.join(EXPORTED)}."
        )
    photos = list(photos)
    wanted = None if chosen is None else set(chosen)
    sides = split(photos, share, earlier)
    return [
        ExportedPhoto(record=photo, side=sides[photo.identity])
        for photo in sorted(photos, key=lambda one: (one.received, one.identity))
        if photo.state in states and (wanted is None or photo.identity in wanted)
    ]


def texts_of(photos: Sequence[ExportedPhoto], folder: str) -> dict[str, str]:
    """Return the texts of an export by the names of their files.

    Args:
        photos: of the export.
        folder: its name, for the command lines in the README.
    """
    texts = {
        f"{side}/{METADATA}": metadata(one.record for one in photos if one.side == side)
        for side in SIDES
        if any(one.side == side for one in photos)
    }
    texts[CREDITS] = credits_table((one.record, one.side) for one in photos)
    texts[README] = readme(folder, [one.side for one in photos])
    return texts


def write_zip(
    photos: Sequence[ExportedPhoto], picture: Callable[[str], Path], folder: str, file: BinaryIO
) -> list[ExportedPhoto]:
    """Write an export as a ZIP with one folder in it.

    Args:
        photos: of the export.
        picture: where the photo of an identity lies.
        folder: name of the folder in the ZIP.
        file: to write to.

    Returns:
        the photos that are in it: all but those taken back meanwhile.

    Raises:
        NothingToExportError: there is none.
        OSError: such as for a full disk.
    """
    written = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:  # PNG cannot be made smaller
        for photo in photos:
            content = content_of(photo, picture)
            if content is not None:
                archive.writestr(_entry(f"{folder}/{photo.place}"), content)
                written.append(photo)
        for name, text in texts_of(written, folder).items():
            archive.writestr(_entry(f"{folder}/{name}"), text)
    if not written:
        raise NothingToExportError
    return written


def content_of(photo: ExportedPhoto, picture: Callable[[str], Path]) -> bytes | None:
    """Return the file of a photo, None if it was taken back since it was listed."""
    try:
        return picture(photo.record.identity).read_bytes()
    except (CollectionError, FileNotFoundError):
        return None


def _entry(name: str) -> zipfile.ZipInfo:
    """Return an entry without the time it has here, so that equal photos make equal archives."""
    entry = zipfile.ZipInfo(name, _DATE)
    entry.external_attr = 0o644 << 16
    return entry
