"""The collection in a few numbers, from its files alone: for a look beside the running server."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from ssidkd.learning.finetune.lock import is_held
from ssidkd.services.collection.layout import size_of
from ssidkd.services.collection.reader import CollectionReader
from ssidkd.services.collection.records import Tombstone
from ssidkd.services.collection.sidecar import RecordDamagedError, tombstone_from

_TO_SEND = ("reviewed", "queued")


@dataclass(frozen=True, kw_only=True)
class Overview:
    """Counts of a collection at one moment."""

    photos: int
    """All that are here."""
    by_state: dict[str, int]
    bytes: int
    """Of the photos' files."""
    donations: int
    donors: int
    withdrawn: int
    """Photos that were taken back."""
    to_send: int
    """Accepted photos that no dataset has yet."""
    to_remove: int
    """Photos that were taken back and may still be in the dataset."""
    is_served: bool
    """Whether a process has the collection open."""


def overview_of(reader: CollectionReader) -> Overview:
    """Count what a collection holds.

    Raises:
        OSError: the folder cannot be read.
    """
    photos = list(reader.photos())
    states: Counter[str] = Counter(photo.state for photo in photos)
    stones = list(_tombstones(reader))
    return Overview(
        photos=len(photos),
        by_state={state: states[state] for state in sorted(states)},
        bytes=sum(size_of(reader.layout.photo(photo.identity)) for photo in photos),
        donations=sum(1 for _ in reader.donations()),
        donors=len({photo.donor for photo in photos}),
        withdrawn=len(stones),
        to_send=sum(states[state] for state in _TO_SEND),
        to_remove=len([stone for stone in stones if stone.published and not stone.revision]),
        is_served=is_held(reader.layout.lock),
    )


def _tombstones(reader: CollectionReader) -> Iterator[Tombstone]:
    for path in reader.layout.flat_files("withdrawn"):
        with suppress(FileNotFoundError, RecordDamagedError):
            yield tombstone_from(path.read_bytes())
