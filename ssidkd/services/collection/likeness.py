"""Finds photos that show nearly the same: saved again, another size, cropped, brighter.

A perceptual hash of 64 bits changes little with all of that but a crop. So the hashes of 81 crops
of every photo are kept, up to 8 % off each side, and a crop is found by the whole of one photo
looking like a crop of the other. What was measured is in docs/collection.md, "Duplicates".
"""

import itertools

import cv2
import numpy as np
from numpy.typing import NDArray

from ssidkd.core.picture import Pixels

MOST_DIFFERENT_BITS = 8
"""Of 64, for two photos that are nearly the same."""
LOOKS = 81
"""Hashes of a photo, that of the whole first."""
LOOKS_BYTES = LOOKS * 8
_CUTS = (0.0, 0.04, 0.08)
"""Shares of a side that are cut off."""
_WORKING_SIDE = 128
_CELLS = 32
_WAVES = 8

Looks = NDArray[np.uint64]
"""(81,) hashes of a photo."""


def look_of(thumbnail: Pixels) -> bytes:
    """Return the perceptual hashes of a thumbnail (h, w, 3) uint8, that of the whole first.

    Each is what imagehash calls phash: of the luminance at 32 x 32, which of the 64 lowest waves of
    a cosine transform are stronger than their median. All 81 are made at once here.
    """
    grey = _small_grey(thumbnail)
    cells = np.stack([_cells(grey, cuts) for cuts in itertools.product(_CUTS, repeat=4)])
    waves = _cosines()  # (8, 32)
    strengths = (waves @ cells @ waves.T).reshape(LOOKS, _WAVES * _WAVES)
    bits = strengths > np.median(strengths, axis=1, keepdims=True)
    return np.packbits(bits, axis=1).tobytes()


class LookIndex:
    """The hashes of all photos, compared with a new one's at once."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._identities: list[str] = []
        self._looks: NDArray[np.uint64] = np.zeros((64, LOOKS), np.uint64)

    def add(self, identity: str, looks: bytes) -> None:
        """Take a photo in; nothing happens if it is there.

        Raises:
            ValueError: these are not the hashes of a photo.
        """
        if identity in self._places:
            return
        place = len(self._identities)
        if place == len(self._looks):
            self._looks = np.concatenate([self._looks, np.zeros_like(self._looks)])
        self._looks[place] = _numbers(looks)
        self._places[identity] = place
        self._identities.append(identity)

    def remove(self, identity: str) -> None:
        """Take a photo out; nothing happens if it is not there."""
        place = self._places.pop(identity, None)
        if place is None:
            return
        last = self._identities.pop()
        if last != identity:
            self._identities[place] = last
            self._looks[place] = self._looks[len(self._identities)]
            self._places[last] = place

    def similar(self, looks: bytes) -> list[str]:
        """Return the photos that show nearly the same, the most similar first."""
        mine = _numbers(looks)
        all_looks = self._looks[: len(self._identities)]
        their_crops = np.bitwise_count(all_looks ^ mine[0]).min(axis=1, initial=64)
        my_crops = np.bitwise_count(all_looks[:, :1] ^ mine).min(axis=1, initial=64)
        bits = np.minimum(their_crops, my_crops)
        near = np.flatnonzero(bits <= MOST_DIFFERENT_BITS)
        return [self._identities[place] for place in near[np.argsort(bits[near], kind="stable")]]


def _numbers(looks: bytes) -> Looks:
    if len(looks) != LOOKS_BYTES:
        raise ValueError(f"expected {LOOKS_BYTES} bytes of hashes, not {len(looks)}")
    return np.frombuffer(looks, ">u8").astype(np.uint64)


def _small_grey(thumbnail: Pixels) -> Pixels:
    """Return the luminance (h, w), small enough for 81 crops to cost little."""
    grey = cv2.cvtColor(thumbnail, cv2.COLOR_RGB2GRAY)
    height, width = grey.shape
    factor = min(1.0, _WORKING_SIDE / max(height, width))
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)


def _cells(grey: Pixels, cuts: tuple[float, ...]) -> NDArray[np.float32]:
    """Return a crop as (32, 32); `cuts` are shares off the left, right, top and bottom."""
    height, width = grey.shape
    left, right, top, bottom = cuts
    rows = slice(round(top * height), max(1, height - round(bottom * height)))
    columns = slice(round(left * width), max(1, width - round(right * width)))
    cells = cv2.resize(grey[rows, columns], (_CELLS, _CELLS), interpolation=cv2.INTER_AREA)
    return np.asarray(cells, np.float32)


def _cosines() -> NDArray[np.float32]:
    """Return (8, 32): the lowest waves of a cosine transform along 32 cells."""
    places = 2 * np.arange(_CELLS) + 1
    waves = np.arange(_WAVES)[:, None]
    return np.cos(np.pi * waves * places / (2 * _CELLS)).astype(np.float32)
