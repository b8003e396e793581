"""Finds photos that show nearly the same as another."""

import imagehash
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ssidkd.core.picture import Pixels

MOST_DIFFERENT_BITS = 6
"""Of 64."""
Looks = NDArray[np.uint64]


def look_of(thumbnail: Pixels) -> bytes:
    """Return perceptual hashes of a thumbnail (h, w, 3) uint8."""
    look = imagehash.phash(Image.fromarray(thumbnail))
    return bytes.fromhex(str(look))


class LookIndex:
    """The hashes of all photos."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._identities: list[str] = []
        self._looks = np.zeros(64, np.uint64)

    def add(self, identity: str, looks: bytes) -> None:
        """Take a photo in; nothing happens if it is there."""
        if identity in self._places:
            return
        place = len(self._identities)
        if place == len(self._looks):
            self._looks = np.concatenate([self._looks, np.zeros_like(self._looks)])
        self._looks[place] = int.from_bytes(looks[:8], "big")
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

    def candidates(self, looks: bytes) -> list[str]:
        """Return the photos that may show nearly the same, the most similar first."""
        mine = np.uint64(int.from_bytes(looks[:8], "big"))
        bits = np.bitwise_count(self._looks[: len(self._identities)] ^ mine)
        near = np.flatnonzero(bits <= MOST_DIFFERENT_BITS)
        return [self._identities[place] for place in near[np.argsort(bits[near], kind="stable")]]
