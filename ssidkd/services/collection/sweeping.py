"""Removes what is of no use: leftovers of crashes, and pixels of photos refused long ago."""

from collections.abc import Callable

from ssidkd.services.collection.archive import Archive
from ssidkd.services.collection.limits import CollectionLimits
from ssidkd.services.collection.orphans import remove_orphans
from ssidkd.services.collection.withdrawing import forget_credits

_DAY = 86_400.0


def sweep(archive: Archive, limits: CollectionLimits, is_in_flight: Callable[[str], bool]) -> int:
    """Remove files that no record needs; return how many photos or files went.

    Args:
        archive: of the collection.
        limits: say when a refused photo goes.
        is_in_flight: whether a photo is just being taken in.
    """
    before = archive.now() - limits.refused_days * _DAY
    with archive.lock:
        removed = remove_orphans(archive, is_in_flight)
        forget_credits(archive)
        for path in archive.layout.root.glob(f"{archive.layout.database.name}.aside-*"):
            if path.stat().st_mtime < before:  # it may hold what was taken back since
                path.unlink()
                removed += 1
        for record in archive.rows.photos("WHERE state='refused' AND bytes > 0"):
            if (record.reviewed or record.received) < before:
                archive.drop_pixels(record)
                removed += 1
    return removed
