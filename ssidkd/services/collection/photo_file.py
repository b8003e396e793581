"""A photo as it is kept: its size, its name, its files, which hold pixels and nothing else."""

import hashlib
import io
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image

from ssidkd.core.picture import Pixels, encode_png

LONGEST_SIDE = 2048
"""Of a photo as it is kept [px]."""
THUMBNAIL_SIDE = 320
"""Longest side of a thumbnail [px]."""
_THUMBNAIL_QUALITY = 85


@dataclass(frozen=True, kw_only=True, eq=False)
class KeptPhoto:
    """Pixels as they are kept, and what follows from them."""

    identity: str
    pixels: Pixels
    """(H, W, 3) uint8, at most `LONGEST_SIDE` a side."""
    thumbnail: Pixels
    """(h, w, 3) uint8, at most `THUMBNAIL_SIDE` a side."""


def kept_photo(pixels: Pixels) -> KeptPhoto:
    """Return a photo (H, W, 3) uint8 as it is kept.

    Raises:
        ValueError: it is not such an array, or holds nothing.
    """
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] != 3 or not pixels.size:
        raise ValueError(f"expected (H, W, 3) uint8, not {pixels.shape} {pixels.dtype}")
    kept = _at_most(pixels, LONGEST_SIDE)
    return KeptPhoto(
        identity=identity_of(kept), pixels=kept, thumbnail=_at_most(kept, THUMBNAIL_SIDE)
    )


def identity_of(pixels: Pixels) -> str:
    """Return SHA-256 over shape and pixels of a kept photo, 64 hex digits."""
    content = hashlib.sha256("{}x{}x{}:".format(*pixels.shape).encode())
    content.update(np.ascontiguousarray(pixels).data)
    return content.hexdigest()


def photo_bytes(photo: KeptPhoto) -> bytes:
    """Return the PNG file of a photo; it loses nothing and holds nothing but the pixels."""
    return encode_png(photo.pixels)


def thumbnail_bytes(thumbnail: Pixels) -> bytes:
    """Return the WebP file of a thumbnail (h, w, 3) uint8."""
    buffer = io.BytesIO()
    Image.fromarray(thumbnail).save(buffer, "WEBP", quality=_THUMBNAIL_QUALITY, method=2)
    return buffer.getvalue()


def thumbnail_of(pixels: Pixels) -> Pixels:
    """Return a kept photo as small as its thumbnail."""
    return _at_most(pixels, THUMBNAIL_SIDE)


def _at_most(pixels: Pixels, side: int) -> Pixels:
    """Return a picture whose longer side has at most `side` pixels."""
    height, width = pixels.shape[:2]
    factor = side / max(height, width)
    if factor >= 1:
        return np.ascontiguousarray(pixels)
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
