"""The pixels of donated photos on their way in: written, and pointed to by nothing yet."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from ssidkd.core.metrics.niqe import NiqeResult
from ssidkd.core.picture import Pixels
from ssidkd.services.collection.archive import Archive
from ssidkd.services.collection.facts import measure
from ssidkd.services.collection.likeness import look_of
from ssidkd.services.collection.photo_file import (
    KeptPhoto,
    kept_photo,
    photo_bytes,
    thumbnail_bytes,
)
from ssidkd.services.collection.quota import Room
from ssidkd.services.collection.records import Facts


@dataclass(frozen=True, kw_only=True)
class PreparedPhoto:
    """A photo whose pixels are written."""

    identity: str
    size: int
    """Of its file [bytes]."""
    looks: bytes
    """Perceptual hashes, see `likeness`."""
    facts: Facts


class HaveItError(Exception):
    """A photo is in the collection already.

    Args:
        identity: of the photo.
    """

    def __init__(self, identity: str) -> None:
        self.identity = identity
        super().__init__("This very photo is in the collection already.")


class Preparing:
    """Writes the pixels of photos, several at the same time, and removes those not needed.

    Args:
        archive: where they go.
        score: gives the NIQE of pixels (H, W, 3) uint8.
    """

    def __init__(self, archive: Archive, score: Callable[[Pixels], NiqeResult]) -> None:
        self._archive = archive
        self._score = score
        self._in_flight: Counter[str] = Counter()

    def prepare(self, pixels: Pixels, room: Room) -> PreparedPhoto:
        """Measure a photo (H, W, 3) uint8 and write its pixels; `release` it in the end.

        Raises:
            HaveItError: it is in the collection.
            QuotaError: there is no room for it.
            OSError: it cannot be written; nothing is left of it.
            ValueError: the pixels are no picture.
        """
        photo = kept_photo(pixels)
        self._refuse_known(photo.identity)
        content = photo_bytes(photo)
        room.check(len(content))
        prepared = PreparedPhoto(
            identity=photo.identity,
            size=len(content),
            looks=look_of(photo.thumbnail),
            facts=measure(photo, self._score),
        )
        self._write(photo, content)
        room.take(len(content))
        return prepared

    def release(self, identity: str) -> None:
        """Remove a photo's files unless it has become part of the collection, or is about to."""
        with self._archive.lock:
            self._in_flight[identity] -= 1
            if self._in_flight[identity] > 0:
                return
            del self._in_flight[identity]
            if self._archive.rows.photo(identity) is None:
                self._archive.forget(identity)

    def is_in_flight(self, identity: str) -> bool:
        """Return whether a photo's files are no leftovers; the caller holds the lock."""
        return self._in_flight[identity] > 0

    def _refuse_known(self, identity: str) -> None:
        with self._archive.lock:
            if self._archive.rows.photo(identity) is not None:
                raise HaveItError(identity)

    def _write(self, photo: KeptPhoto, content: bytes) -> None:
        with self._archive.lock:  # before anything of it is on the disk: the sweeper asks for it
            self._in_flight[photo.identity] += 1
        layout = self._archive.layout
        try:
            layout.write(layout.photo(photo.identity), content)
            layout.write(layout.thumbnail(photo.identity), thumbnail_bytes(photo.thumbnail))
        except BaseException:
            self.release(photo.identity)
            raise
