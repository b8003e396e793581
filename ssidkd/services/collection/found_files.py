"""Reads all records that lie in the folder of a collection, whatever happened to some of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from ssidkd.services.collection.layout import Layout
from ssidkd.services.collection.records import Donation, PhotoRecord, Tombstone
from ssidkd.services.collection.sidecar import (
    RecordDamagedError,
    donation_from,
    is_name,
    photo_from,
    tombstone_from,
)

_Read = TypeVar("_Read", PhotoRecord, Donation, Tombstone)


@dataclass(kw_only=True)
class FoundFiles:
    """Every record that can be read, and the names of those that cannot."""

    donations: dict[str, Donation] = field(default_factory=dict)
    records: dict[str, PhotoRecord] = field(default_factory=dict)
    tombstones: dict[tuple[str, str], Tombstone] = field(default_factory=dict)
    """By identity and donation."""
    guessed: dict[tuple[str, str], Tombstone] = field(default_factory=dict)
    """What the names of damaged tombstones say: a photo that was taken back stays away."""
    damaged_donations: set[str] = field(default_factory=set)
    damaged_records: set[str] = field(default_factory=set)


def read_files(layout: Layout) -> FoundFiles:
    """Read everything; a record counts only under its own name."""
    found = FoundFiles()
    for path, donation in _each(layout.flat_files("donations"), donation_from):
        if donation is None or donation.identity != path.stem:
            found.damaged_donations.add(path.stem)
        else:
            found.donations[path.stem] = donation
    for path, record in _each(layout.files("records", ".json"), photo_from):
        if record is None or record.identity != path.stem:
            found.damaged_records.add(path.stem)
        else:
            found.records[path.stem] = record
    for path, stone in _each(layout.flat_files("withdrawn"), tombstone_from):
        if stone is not None:
            found.tombstones[stone.identity, stone.donation] = stone
        elif (guess := _from_name(path)) is not None:
            found.guessed[guess.identity, guess.donation] = guess
    return found


def _each(
    paths: Iterator[Path], read: Callable[[bytes], _Read]
) -> Iterator[tuple[Path, _Read | None]]:
    for path in paths:
        yield path, _read(path, read)


def _read(path: Path, read: Callable[[bytes], _Read]) -> _Read | None:
    try:
        return read(path.read_bytes())
    except (OSError, RecordDamagedError):
        return None


def _from_name(path: Path) -> Tombstone | None:
    """Return what the name of a damaged tombstone says, supposing that the photo was sent."""
    identity, _, donation = path.stem.partition(".")
    if not is_name("identity", identity) or not is_name("donation", donation):
        return None
    withdrawn = path.stat().st_mtime
    return Tombstone(identity=identity, donation=donation, withdrawn=withdrawn, published=True)
