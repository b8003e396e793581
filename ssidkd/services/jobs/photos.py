"""Photos that wait for a finetuning: read, made smaller, compared with each other, kept on disk."""

import hashlib
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import imagehash
import numpy as np
from PIL import Image

from ssidkd.core.intake import PictureRefused, read_picture
from ssidkd.core.picture import Pixels
from ssidkd.learning.finetune.config import MOST_PHOTOS
from ssidkd.learning.finetune.pictures import LEARNT_SIDE, at_most
from ssidkd.services.batch.names import plain_name
from ssidkd.services.batch.rows import Incoming
from ssidkd.services.shelf import PictureShelf

MOST_DIFFERENT_BITS = 6
"""Of the 64 of a perceptual hash, for two photos that are nearly the same: another size, another
compression, a little brighter. Two photos of different things differ in about half of them."""
_THUMBNAIL_SIDE = 240

Reason = Literal["refused", "same", "alike", "too_many", "no_room"]


@dataclass(frozen=True, kw_only=True)
class PhotoLimits:
    """How much is kept."""

    photos: int = MOST_PHOTOS
    """Of one visitor."""
    waiting_bytes: int = 2 << 30
    """Of all visitors' photos that wait."""
    side: int = LEARNT_SIDE
    """Longest side; larger photos are made smaller [px]."""


@dataclass(frozen=True, kw_only=True)
class WaitingPhoto:
    """A photo of a visitor who has not started yet."""

    identity: str
    """Follows from the pixels."""
    name: str
    """As the visitor called it, made safe."""
    path: Path
    """PNG of at most `PhotoLimits.side` px a side."""
    thumbnail: Path
    width: int
    """[px], as it is kept."""
    height: int
    notices: tuple[str, ...]
    """English sentences about what was changed when it was read."""
    look: imagehash.ImageHash
    """Nearly the same for photos that look nearly the same."""


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A file that was not taken, and why."""

    name: str
    reason: Reason
    sentence: str = ""
    """Of the intake, in English; empty if it did not refuse it."""
    like: str = ""
    """Name of the photo that is the same, or nearly."""


@dataclass
class Tray:
    """The photos of one visitor, in the order they came."""

    photos: tuple[WaitingPhoto, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    """Files that were not taken since the last time the list was emptied."""
    chosen: str = ""
    """Identity of the photo the visitor cares about; the first one if it is not there."""
    key: str = ""
    """Of the request to learn from these photos, see `JobRequest.key`."""
    readings: int = 0
    """How many lots of files are being read into it right now."""

    @property
    def probe(self) -> int:
        """Number of the photo that is shown while the student learns, from 0."""
        identities = [photo.identity for photo in self.photos]
        return identities.index(self.chosen) if self.chosen in identities else 0

    def remove(self, identity: str) -> None:
        """Take a photo out; nothing happens if there is none."""
        self.photos = tuple(photo for photo in self.photos if photo.identity != identity)

    def clear(self) -> None:
        """Take everything out."""
        self.photos, self.left_out, self.chosen, self.key = (), (), "", ""


class PhotosGoneError(LookupError):
    """Photos waited so long that they were deleted."""

    def __init__(self) -> None:
        super().__init__("Some photos waited too long and were deleted. Please add them again.")


@dataclass
class PhotoIntake:
    """Takes photos in; the trays of all visitors may share it.

    Args:
        shelf: keeps the files, for as long as they are looked at.
        limits: how much is kept.
    """

    shelf: PictureShelf
    limits: PhotoLimits = field(default_factory=PhotoLimits)
    _sizes: dict[Path, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, tray: Tray, files: Sequence[Incoming]) -> Iterator[int]:
        """Read files into a tray; yields how many have been read, after each.

        What is refused, or is there already, ends up in `tray.left_out`.
        """
        tray.readings += 1
        try:
            for number, file in enumerate(files, start=1):
                self._read(tray, file)
                yield number
        finally:
            tray.readings -= 1

    def add_pixels(
        self, tray: Tray, name: str, pixels: Pixels, notices: tuple[str, ...] = ()
    ) -> None:
        """Put a picture (H, W, 3) uint8 into a tray, unless it is there or there is no room."""
        small = np.ascontiguousarray(at_most(pixels, self.limits.side))
        identity = _identity(small)
        look = imagehash.phash(Image.fromarray(small))
        reason, like = self._objection(tray, identity, look)
        if reason is None and not self._has_room():
            reason = "no_room"
        if reason is not None:
            tray.left_out += (LeftOut(name=name, reason=reason, like=like),)
            return
        height, width = small.shape[:2]
        photo = WaitingPhoto(
            identity=identity,
            name=name,
            path=self._keep(small),
            thumbnail=self.shelf.put(at_most(small, _THUMBNAIL_SIDE), "photo-small"),
            width=width,
            height=height,
            notices=notices,
            look=look,
        )
        tray.photos += (photo,)

    def touch(self, tray: Tray) -> None:
        """Keep a tray's photos for a while longer."""
        for photo in tray.photos:
            self.shelf.touch(photo.path)
            self.shelf.touch(photo.thumbnail)

    def pixels(self, tray: Tray) -> list[Pixels]:
        """Return the photos of a tray, each (H, W, 3) uint8.

        Raises:
            PhotosGoneError: some have waited too long; they are no longer in the tray.
        """
        self.touch(tray)
        kept = tuple(photo for photo in tray.photos if photo.path.exists())
        if len(kept) < len(tray.photos):
            tray.photos = kept
            raise PhotosGoneError
        return [read_picture(photo.path).pixels for photo in kept]

    def _read(self, tray: Tray, file: Incoming) -> None:
        name = plain_name(file.name)
        try:
            received = read_picture(file.path)
        except PictureRefused as refusal:
            out = LeftOut(name=name, reason="refused", sentence=refusal.sentence)
            tray.left_out += (out,)
        else:
            self.add_pixels(tray, name, received.pixels, received.notices)

    def _objection(
        self, tray: Tray, identity: str, look: imagehash.ImageHash
    ) -> tuple[Reason | None, str]:
        """Return why a picture is not taken into a tray, and the name of the one it is like."""
        for photo in tray.photos:
            if photo.identity == identity:
                return "same", photo.name
        for photo in tray.photos:
            if photo.look - look <= MOST_DIFFERENT_BITS:
                return "alike", photo.name
        if len(tray.photos) >= self.limits.photos:
            return "too_many", ""
        return None, ""

    def _keep(self, pixels: Pixels) -> Path:
        path = self.shelf.put(pixels, "photo")
        with self._lock:
            self._sizes[path] = path.stat().st_size
        return path

    def _has_room(self) -> bool:
        """Return whether one more may wait; photos that were cleared away count no more."""
        with self._lock:
            self._sizes = {path: size for path, size in self._sizes.items() if path.exists()}
            return sum(self._sizes.values()) < self.limits.waiting_bytes


def _identity(pixels: Pixels) -> str:
    content = hashlib.sha256(str(pixels.shape).encode())
    content.update(pixels.data)
    return content.hexdigest()[:24]


def smaller_than(photos: Sequence[WaitingPhoto], side: int) -> int:
    """Return how many photos are smaller than a crop of `side` px, and are enlarged for it."""
    return sum(min(photo.width, photo.height) < side for photo in photos)
