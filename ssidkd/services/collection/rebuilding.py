"""What follows from a photo's pixels, made again from its file."""

import logging
from pathlib import Path

import numpy as np
from PIL import Image

from ssidkd.core.picture import Pixels
from ssidkd.services.collection.layout import Layout
from ssidkd.services.collection.likeness import LOOKS, look_of
from ssidkd.services.collection.photo_file import thumbnail_bytes, thumbnail_of
from ssidkd.services.collection.records import PhotoRecord

_LOGGER = logging.getLogger(__name__)


def looks_of_file(layout: Layout, record: PhotoRecord) -> bytes:
    """Return the perceptual hashes of a photo; of the whole alone where its file is gone."""
    try:
        return look_of(small_pixels(layout, record.identity))
    except OSError:
        return bytes.fromhex(record.look) * LOOKS


def small_pixels(layout: Layout, identity: str) -> Pixels:
    """Return a photo as small as its thumbnail, (h, w, 3) uint8.

    Raises:
        OSError: neither file can be read.
    """
    try:
        return _read(layout.thumbnail(identity))
    except OSError:
        return thumbnail_of(_read(layout.photo(identity)))


def make_thumbnail(layout: Layout, identity: str) -> None:
    """Write a photo's thumbnail again.

    Raises:
        OSError: the photo cannot be read, or the thumbnail not be written.
    """
    content = thumbnail_bytes(thumbnail_of(_read(layout.photo(identity))))
    layout.write(layout.thumbnail(identity), content)
    _LOGGER.info("made a thumbnail again")


def _read(path: Path) -> Pixels:
    """Read a file that this package wrote; those of visitors pass the intake."""
    with Image.open(path, formats=("PNG", "WEBP")) as image:
        return np.asarray(image.convert("RGB"), np.uint8)
