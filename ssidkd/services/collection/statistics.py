"""The collection in numbers."""

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ssidkd.services.collection.archive import Archive
from ssidkd.services.collection.records import PhotoRecord

_ACCEPTED = ("reviewed", "queued", "committed")


@dataclass(frozen=True, kw_only=True)
class Statistics:
    """Counts of photos; what was withdrawn counts in `withdrawn` alone."""

    photos: int
    """All that are here, refused ones included."""
    by_state: dict[str, int]
    per_day: dict[str, int]
    """Photos received by day, "2026-11-28" in UTC, the earliest first."""
    per_amount: dict[str, int]
    """By the word of the description; "" where nothing was said."""
    per_time: dict[str, int]
    per_place: dict[str, int]
    per_licence: dict[str, int]
    acceptance: float | None
    """Share of the photos decided about that were accepted, 0 to 1; None before the first."""
    bytes: int
    """Of the photos' files."""
    donors: int
    donations: int
    alike: int
    """Photos that show nearly the same as an earlier one."""
    withdrawn: int
    without_file: int
    """Photos whose file is lost; not those refused, whose files are deleted after a time."""


def statistics_of(archive: Archive) -> Statistics:
    """Count everything."""
    with archive.lock:
        records = archive.rows.photos("ORDER BY received, identity")
        size = archive.rows.number("SUM(bytes) FROM photos")
        donations = archive.rows.number("COUNT(*) FROM donations")
        withdrawn = archive.rows.number("COUNT(*) FROM tombstones")
        lost = archive.rows.number("COUNT(*) FROM photos WHERE bytes = 0 AND state != 'refused'")
    states: Counter[str] = Counter(record.state for record in records)
    accepted = sum(states[state] for state in _ACCEPTED)
    decided = accepted + states["refused"]
    return Statistics(
        photos=len(records),
        by_state=dict(states),
        per_day=_counted(_day(record) for record in records),
        per_amount=_counted(record.description.amount for record in records),
        per_time=_counted(record.description.time for record in records),
        per_place=_counted(record.description.place for record in records),
        per_licence=_counted(record.licence for record in records),
        acceptance=accepted / decided if decided else None,
        bytes=size,
        donors=len({record.donor for record in records}),
        donations=donations,
        alike=sum(record.alike != "" for record in records),
        withdrawn=withdrawn,
        without_file=lost,
    )


def _day(record: PhotoRecord) -> str:
    return time.strftime("%Y-%m-%d", time.gmtime(record.received))


def _counted(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items()))
