"""Brings rows and files together at start: the files say what is true."""

import logging

from ssidkd.services.collection.archive import Archive
from ssidkd.services.collection.boot_report import BootReport
from ssidkd.services.collection.database import transaction
from ssidkd.services.collection.found_files import FoundFiles, read_files
from ssidkd.services.collection.layout import size_of
from ssidkd.services.collection.orphans import orphans_of, remove_orphans
from ssidkd.services.collection.rebuilding import looks_of_file
from ssidkd.services.collection.records import PhotoRecord
from ssidkd.services.collection.rows import LOST, Row
from ssidkd.services.collection.withdrawing import bury

_LOGGER = logging.getLogger(__name__)


def reconcile(archive: Archive, report: BootReport) -> None:
    """Make the rows say what the files say, and remove what a crash left.

    Nothing else uses the collection yet.

    Args:
        archive: of the collection.
        report: counts what is done.
    """
    archive.layout.sweep()
    found = read_files(archive.layout)
    with transaction(archive.rows.connection):
        _tombstones(archive, found, report)
        _donations(archive, found, report)
        _records(archive, found, report)
    _finish_withdrawals(archive, report)
    _leave_alone(archive, found, report)
    report.orphans_removed = remove_orphans(archive, lambda _: False)
    for identity, looks in archive.rows.looks():
        archive.looks.add(identity, looks)
    for sentence in report.sentences:
        _LOGGER.warning("collection: %s", sentence)


def _tombstones(archive: Archive, found: FoundFiles, report: BootReport) -> None:
    known = {(stone.identity, stone.donation): stone for stone in archive.rows.tombstones()}
    for name, stone in found.tombstones.items():
        if known.get(name) != stone:
            archive.rows.put_tombstone(stone)
            report.rows_rebuilt += 1
    for name, stone in {**found.guessed, **known}.items():
        if name not in found.tombstones:
            archive.rows.put_tombstone(stone)
            archive.write_tombstone(stone)
            found.tombstones[name] = stone
            report.files_rebuilt += 1


def _donations(archive: Archive, found: FoundFiles, report: BootReport) -> None:
    known = {donation.identity: donation for donation in archive.rows.donations()}
    for identity, donation in found.donations.items():
        if known.get(identity) != donation:
            archive.rows.put_donation(donation)
            report.rows_rebuilt += 1
    for identity in set(known) - set(found.donations):
        archive.write_donation(known[identity])
        found.donations[identity] = known[identity]
        found.damaged_donations.discard(identity)
        report.files_rebuilt += 1


def _records(archive: Archive, found: FoundFiles, report: BootReport) -> None:
    rows = {row.record.identity: row for row in archive.rows.everything()}
    for identity, row in rows.items():
        there = found.records.get(identity)
        is_withdrawn = (identity, row.record.donation) in found.tombstones
        if not is_withdrawn and (there is None or there.change < row.record.change):
            archive.write_record(row.record)
            found.records[identity] = row.record
            found.damaged_records.discard(identity)
            report.files_rebuilt += 1
    for identity, record in found.records.items():
        if _has_happened(record, found):
            _put_row(archive, record, rows.get(identity), report)
        else:
            archive.rows.remove(identity)  # its files are orphans now


def _has_happened(record: PhotoRecord, found: FoundFiles) -> bool:
    """Return whether the donation that a record belongs to came to its end."""
    if record.donation in found.damaged_donations:
        return True
    donation = found.donations.get(record.donation)
    return donation is not None and record.identity in donation.photos


def _put_row(archive: Archive, record: PhotoRecord, row: Row | None, report: BootReport) -> None:
    """Make a photo's row say what its files say."""
    size = size_of(archive.layout.photo(record.identity))
    if size == LOST and record.state != "refused":
        report.photos_without_file += 1
    if row is None or row.record != record:
        looks = row.looks if row is not None else looks_of_file(archive.layout, record)
        archive.rows.put(Row(record=record, size=size, looks=looks))
        report.rows_rebuilt += 1
    elif row.size != size:
        archive.rows.set_size(record.identity, size)


def _finish_withdrawals(archive: Archive, report: BootReport) -> None:
    """Remove photos whose tombstone was written before the process ended."""
    for stone in archive.rows.tombstones():
        record = archive.rows.photo(stone.identity)
        if record is not None and record.donation == stone.donation:
            bury(archive, stone)
            report.withdrawals_finished += 1


def _leave_alone(archive: Archive, found: FoundFiles, report: BootReport) -> None:
    """Note files that look like those of a donation that never happened, and are not.

    Those whose record was damaged after it had been acknowledged wait for an owner's backup.
    """
    report.damaged_files = len(found.damaged_donations) + len(found.damaged_records)
    listed = {
        identity
        for donation in found.donations.values()
        for identity in donation.photos
        if (identity, donation.identity) not in found.tombstones
    }
    for path in orphans_of(archive):
        if path.stem in listed or found.damaged_donations:
            archive.left_alone.add(path.stem)
