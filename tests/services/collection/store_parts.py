"""Photos, offers and collections for the tests of the store."""

import time
from pathlib import Path

import numpy as np

from ssidkd.core.metrics.niqe import NiqeResult
from ssidkd.services.collection.limits import CollectionLimits
from ssidkd.services.collection.offer import Offer, OfferedPhoto
from ssidkd.services.collection.store import Collection
from ssidkd.services.collection.terms import TERMS_VERSION

PLENTY = 1 << 50


def no_score(pixels):
    """A NIQE that costs nothing."""
    return NiqeResult(value=5.0, reason=None, block_features=np.zeros((0, 0, 36)))


def photo(seed, side=48):
    """Return noise of few large cells (side, side, 3) uint8: no two seeds look alike."""
    cells = np.random.default_rng(seed).integers(0, 256, (6, 6, 3), np.uint8)
    return np.kron(cells, np.ones((side // 6, side // 6, 1), np.uint8))


def offer(*photos, **changed):
    """Return a valid offer of photos (pixels or seeds), with some fields changed."""
    pixels = [photo(p) if isinstance(p, int) else p for p in photos]
    offered = [OfferedPhoto(name=f"{n}.jpg", pixels=p) for n, p in enumerate(pixels)]
    fields = {
        "photos": offered,
        "consent": True,
        "terms": TERMS_VERSION,
        "licence": "CC0-1.0",
        "visitor": "a browser's word",
    }
    return Offer(**{**fields, **changed})


def open_collection(root, free=PLENTY, now=time.time, **limits):
    """Open a collection on a disk with so many free bytes."""
    return Collection(
        Path(root), no_score, CollectionLimits(**limits), now=now, free_bytes=lambda: free
    )


def only(answer):
    """Return the identity of the one photo of a donation."""
    (photo_answer,) = answer.photos
    return photo_answer.identity


def all_files(root):
    """Return every file of a folder with its bytes."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(Path(root).rglob("*"))
        if path.is_file()
    }
