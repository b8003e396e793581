"""Brings rows and files together at start: the files say what is true."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TypeVar

from ssidkd.services.collection.archive import Archive
from ssidkd.services.collection.database import transaction
from ssidkd.services.collection.layout import size_of
from ssidkd.services.collection.rebuilding import looks_of_file
from ssidkd.services.collection.records import Donation, PhotoRecord, Tombstone
from ssidkd.services.collection.rows import LOST, Row
from ssidkd.services.collection.sidecar import (
    RecordDamagedError,
    donation_from,
    photo_from,
    tombstone_from,
)
from ssidkd.services.collection.withdrawing import bury

_LOGGER = logging.getLogger(__name__)
_Read = TypeVar("_Read")
_SENTENCES = {
    "rows_rebuilt": "{} rows were rebuilt from the files",
    "files_rebuilt": "{} records were written again from the rows",
    "orphans_removed": "{} files of donations that were never finished were removed",
    "withdrawals_finished": "{} withdrawals were carried through",
    "photos_without_file": "{} photos have lost their file",
    "damaged_files": "{} records cannot be read and lie where they were",
}


@dataclass(kw_only=True)
class BootReport:
    """What a start found, in counts."""

    rows_rebuilt: int = 0
    """Rows that were missing or older than their file."""
    files_rebuilt: int = 0
    """Files of records that were missing, older than their row, or damaged."""
    orphans_removed: int = 0
    """Files that no donation knows: of donations that were never acknowledged."""
    withdrawals_finished: int = 0
    photos_without_file: int = 0
    damaged_files: int = 0
    moved_aside: Path | None = None
    """A database that could not be used."""
    because: str = ""
    """Why it could not be used."""
    journal: str = "wal"

    @property
    def sentences(self) -> tuple[str, ...]:
        """What an owner should know, in English; empty after an ordinary start."""
        found = [
            _SENTENCES[place.name].format(getattr(self, place.name))
            for place in fields(self)
            if place.name in _SENTENCES and getattr(self, place.name)
        ]
        if self.moved_aside is not None:
            found.append(f"the database was moved to {self.moved_aside.name}: {self.because}")
        if self.journal != "wal":
            found.append("this disk allows no write-ahead log, so the collection is slower")
        return tuple(f"{sentence[0].upper()}{sentence[1:]}." for sentence in found)


@dataclass(kw_only=True)
class _Found:
    """Everything that lies in the folder and can be read."""

    donations: dict[str, Donation] = field(default_factory=dict)
    records: dict[str, PhotoRecord] = field(default_factory=dict)
    tombstones: dict[tuple[str, str], Tombstone] = field(default_factory=dict)


def reconcile(archive: Archive, report: BootReport) -> None:
    """Make the rows say what the files say, and remove what a crash left.

    Nothing else uses the collection yet.

    Args:
        archive: of the collection.
        report: counts what is done.
    """
    archive.layout.sweep()
    found = _read_files(archive, report)
    with transaction(archive.rows.connection):
        _tombstones(archive, found, report)
        _donations(archive, found, report)
        rows = {row.record.identity: row for row in archive.rows.everything()}
        _restore_records(archive, found, rows, report)
        _photos(archive, found, rows, report)
    _finish_withdrawals(archive, report)
    report.orphans_removed += remove_orphans(archive, lambda _: False)
    for row in archive.rows.everything():
        archive.looks.add(row.record.identity, row.looks)
    for sentence in report.sentences:
        _LOGGER.warning("collection: %s", sentence)


def remove_orphans(archive: Archive, is_in_flight: Callable[[str], bool]) -> int:
    """Remove files of photos that have no row; return how many.

    Args:
        archive: of the collection; the caller holds its lock.
        is_in_flight: whether a photo is just being taken in.
    """
    kept = {row.record.identity for row in archive.rows.everything()}
    removed = 0
    for kind, suffix in (("photos", ".png"), ("thumbnails", ".webp"), ("records", ".json")):
        for path in archive.layout.files(kind, suffix):
            if path.stem not in kept and not is_in_flight(path.stem):
                path.unlink(missing_ok=True)
                removed += 1
    return removed


def _read_files(archive: Archive, report: BootReport) -> _Found:
    layout = archive.layout
    found = _Found()
    for donation in _readable(layout.flat_files("donations"), donation_from, report):
        found.donations[donation.identity] = donation
    for stone in _readable(layout.flat_files("withdrawn"), tombstone_from, report):
        found.tombstones[stone.identity, stone.donation] = stone
    for record in _readable(layout.files("records", ".json"), photo_from, report):
        found.records[record.identity] = record
    return found


def _readable(
    paths: Iterator[Path], read: Callable[[bytes], _Read], report: BootReport
) -> Iterator[_Read]:
    for path in paths:
        record = _record_in(path, read)
        if record is None:
            report.damaged_files += 1
        else:
            yield record


def _record_in(path: Path, read: Callable[[bytes], _Read]) -> _Read | None:
    try:
        return read(path.read_bytes())
    except (OSError, RecordDamagedError):
        return None


def _tombstones(archive: Archive, found: _Found, report: BootReport) -> None:
    known = {(stone.identity, stone.donation): stone for stone in archive.rows.tombstones()}
    for name, stone in found.tombstones.items():
        if known.get(name) != stone:
            archive.rows.put_tombstone(stone)
            report.rows_rebuilt += 1
    for name in set(known) - set(found.tombstones):
        archive.write_tombstone(known[name])
        report.files_rebuilt += 1


def _donations(archive: Archive, found: _Found, report: BootReport) -> None:
    known = {donation.identity: donation for donation in archive.rows.donations()}
    for identity, donation in found.donations.items():
        if known.get(identity) != donation:
            archive.rows.put_donation(donation)
            report.rows_rebuilt += 1
    for identity in set(known) - set(found.donations):
        archive.write_donation(known[identity])
        found.donations[identity] = known[identity]
        report.files_rebuilt += 1


def _restore_records(
    archive: Archive, found: _Found, rows: dict[str, Row], report: BootReport
) -> None:
    """Write again what rows know and files do not, or do no longer."""
    for identity, row in rows.items():
        there = found.records.get(identity)
        if there is None or there.change < row.record.change:
            archive.write_record(row.record)
            found.records[identity] = row.record
            report.files_rebuilt += 1


def _photos(archive: Archive, found: _Found, rows: dict[str, Row], report: BootReport) -> None:
    """Write the rows of all photos whose donation has happened."""
    for identity, record in found.records.items():
        donation = found.donations.get(record.donation)
        row = rows.get(identity)
        if donation is None or identity not in donation.photos:
            archive.rows.remove(identity)  # its files are orphans now
            continue
        size = size_of(archive.layout.photo(identity))
        if size == LOST and record.state != "refused":
            report.photos_without_file += 1
        if row is None or row.record != record:
            looks = row.looks if row is not None else looks_of_file(archive.layout, record)
            archive.rows.put(Row(record=record, size=size, looks=looks))
            report.rows_rebuilt += 1
        elif row.size != size:
            archive.rows.set_size(identity, size)


def _finish_withdrawals(archive: Archive, report: BootReport) -> None:
    """Remove photos whose tombstone was written before the process ended."""
    for stone in archive.rows.tombstones():
        record = archive.rows.photo(stone.identity)
        if record is not None and record.donation == stone.donation:
            bury(archive, stone, is_there=True)
            report.withdrawals_finished += 1
