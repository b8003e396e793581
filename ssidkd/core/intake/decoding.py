"""From the bytes of a known format to a decoded picture of Pillow.

The plugin of the one format is called by name instead of `Image.open`: no other decoder is within
reach, and Pillow's global limit, its warnings and its registry play no part.
"""

import importlib
import io
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image, ImageFile
from PIL.AvifImagePlugin import AvifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from ssidkd.core.intake.av1 import check_av1
from ssidkd.core.intake.containers import check_boxes, clean_webp, webp_size
from ssidkd.core.intake.jpeg import clean_jpeg, jpeg_size
from ssidkd.core.intake.kinds import Kind
from ssidkd.core.intake.limits import IntakeLimits, check_size
from ssidkd.core.intake.png import check_png, png_size, transparent_levels
from ssidkd.core.intake.refusal import PictureRefused, RefusalCode, truncated

_PADDING = 4096
"""Zeros, enough for dozens of blocks."""
_STRIP = 256


@dataclass(frozen=True)
class Decoded:
    """A picture with its own mode and colours."""

    image: Image.Image
    exif: bytes | None
    frames: int
    """How many pictures the file holds; `image` is the first or the main one."""


def decode(kind: Kind, data: bytes, limits: IntakeLimits) -> Decoded:
    """Decode a file, after its header and its structure have been checked."""
    decoders = {
        Kind.JPEG: _decode_jpeg,
        Kind.PNG: _decode_png,
        Kind.WEBP: _decode_webp,
        Kind.AVIF: _decode_avif,
        Kind.HEIC: _decode_heic,
    }
    return decoders[kind](data, limits)


def _decode_jpeg(data: bytes, limits: IntakeLimits) -> Decoded:
    """Decode the first picture of a JPEG or multi-picture (MPO) file."""
    check_size(*jpeg_size(data), limits)
    picture, exif = clean_jpeg(data)
    image = JpegImageFile(io.BytesIO(picture))
    _load(image, limits)
    if _ends_in_grey(image):
        _check_lost_blocks(image, picture)
    return Decoded(image, exif, frames=1)


def _decode_png(data: bytes, limits: IntakeLimits) -> Decoded:
    """Decode a PNG file, or the default picture of an animated one."""
    check_size(*png_size(data), limits)
    check_png(data)
    image = PngImageFile(io.BytesIO(data))
    _load(image, limits)
    if image.mode in ("L", "RGB") and "transparency" in image.info:
        image.info["transparency"] = transparent_levels(data, image.info["transparency"])
    return Decoded(image, image.info.get("exif"), image.n_frames)


def _decode_webp(data: bytes, limits: IntakeLimits) -> Decoded:
    """Decode a WebP file, or the first frame of an animated one."""
    check_size(*webp_size(data), limits)
    image = WebPImageFile(io.BytesIO(clean_webp(data)))
    _load(image, limits)
    return Decoded(image, image.info.get("exif"), image.n_frames)


def _decode_avif(data: bytes, limits: IntakeLimits) -> Decoded:
    """Decode an AVIF file, or the first frame of an animated one.

    The one format whose cost the header does not bound: libavif decodes what the stream holds and
    then scales it to what the header says, so the streams are asked, too.
    """
    check_boxes(data)
    check_av1(data, limits)
    image = AvifImageFile(io.BytesIO(data))
    _load(image, limits)
    return Decoded(image, image.info.get("exif"), image.n_frames)


def _decode_heic(data: bytes, limits: IntakeLimits) -> Decoded:
    """Decode the main picture of a HEIC file, upright; the others cost nothing."""
    check_boxes(data)
    try:
        heif: Any = importlib.import_module("pillow_heif")
        container = heif.open_heif(io.BytesIO(data))
    except ImportError as error:
        raise PictureRefused(
            RefusalCode.FORMAT,
            "HEIC pictures cannot be opened here; please save the picture as JPEG.",
        ) from error
    width, height = container.size
    check_size(width, height, limits)
    image: Image.Image = container.to_pillow()
    check_size(*image.size, limits)  # a crop that lies partly outside leaves less than it says
    return Decoded(image, exif=None, frames=len(container))


def _load(image: ImageFile.ImageFile, limits: IntakeLimits) -> None:
    """Decode the pixels, after checking what the decoder itself makes of the header."""
    check_size(*image.size, limits, frames=getattr(image, "n_frames", 1))
    image.load()


def _ends_in_grey(image: Image.Image) -> bool:
    """Tell whether the last pixel has the middle grey that libjpeg puts in place of lost data."""
    width, height = image.size
    last = np.asarray(image.crop((width - 1, height - 1, width, height)))
    return bool(((last == 127) | (last == 128)).all())  # 127: inks are stored inverted


def _check_lost_blocks(image: Image.Image, picture: bytes) -> None:
    """Refuse a JPEG file that ends early although its end marker is there.

    Zeros before the end marker change nothing in a whole picture, because the decoder has all it
    needs before it comes to them. In one that lacks data they are decoded, into the first blocks
    behind the last sound one, wherever in the picture that is.
    """
    padded = JpegImageFile(io.BytesIO(picture[:-2] + bytes(_PADDING) + picture[-2:]))
    padded.load()
    width, height = image.size
    for top in range(0, height, _STRIP):
        rows = (0, top, width, min(top + _STRIP, height))
        if not np.array_equal(np.asarray(image.crop(rows)), np.asarray(padded.crop(rows))):
            raise truncated()
