"""Files of photos that no row knows: of donations that a crash ended before they had happened."""

from collections.abc import Callable, Iterator
from pathlib import Path

from ssidkd.services.collection.archive import Archive

_KINDS = (("photos", ".png"), ("thumbnails", ".webp"), ("records", ".json"))


def orphans_of(archive: Archive) -> Iterator[Path]:
    """Yield the files of photos without a row; the caller holds the archive's lock."""
    kept = archive.rows.identities()
    for kind, suffix in _KINDS:
        for path in archive.layout.files(kind, suffix):
            if path.stem not in kept:
                yield path


def remove_orphans(archive: Archive, is_in_flight: Callable[[str], bool]) -> int:
    """Remove files of photos that have no row; return how many.

    Args:
        archive: of the collection; the caller holds its lock.
        is_in_flight: whether a photo is just being taken in.
    """
    removed = 0
    for path in orphans_of(archive):
        if path.stem not in archive.left_alone and not is_in_flight(path.stem):
            path.unlink(missing_ok=True)
            removed += 1
    return removed
