"""Whatever bytes arrive, pixels or a refusal comes out, and soon."""

import os
import random
import time

import numpy as np
import pytest

from ssidkd.core.intake import IntakeLimits, PictureRefused, read_picture
from tests.core.intake.builders import icc, jpeg, others, png
from tests.core.intake.builders.pictures import noise, photo

EXECUTIONS = int(os.environ.get("SSIDKD_FUZZ_EXECUTIONS", "1500"))
"""Damaged files of one run over all seeds; a long run sets the variable to a million."""
SLOWEST = 2.0
LIMITS = IntakeLimits(max_pixels=1_000_000)
PIXELS = photo(40, 48)
SEEDS = {
    "JPEG": jpeg.jpeg(noise(40, 48), restart_marker_blocks=6),
    "JPEG with metadata": jpeg.with_segments(
        jpeg.multi_picture(PIXELS, PIXELS), jpeg.exif_segment(jpeg.orientation_tiff(6))
    ),
    "progressive JPEG": jpeg.jpeg(noise(40, 48), progressive=True),
    "YCCK JPEG": jpeg.cmyk(PIXELS, transform=2),
    "arithmetic JPEG": jpeg.ARITHMETIC,
    "PNG": png.rgb(PIXELS, png.text(b"iTXt", 1), png.chunk(b"eXIf", jpeg.orientation_tiff(8))),
    "16-bit PNG": png.file_of([bytes(96)] * 40, 16, 0, png.chunk(b"tRNS", b"\0\0")),
    "PNG with profile": others.saved(PIXELS, "PNG", icc_profile=icc.rgb_profile(icc.DISPLAY_P3)),
    "interlaced PNG": png.interlaced(PIXELS),
    "animated PNG": others.animated([PIXELS, noise(40, 48)], "PNG"),
    "WebP": others.saved(PIXELS, "WEBP", exif=b"Exif\0\0" + jpeg.orientation_tiff(3)),
    "lossless WebP": others.saved(np.dstack([PIXELS, PIXELS[..., 0]]), "WEBP", lossless=True),
    "animated WebP": others.animated([PIXELS, noise(40, 48)], "WEBP"),
    "AVIF": others.saved(PIXELS, "AVIF", icc_profile=icc.rgb_profile(icc.DISPLAY_P3)),
    "animated AVIF": others.animated([PIXELS, noise(40, 48)], "AVIF"),
    "HEIC": others.heic(PIXELS, exif=b"Exif\0\0" + jpeg.orientation_tiff(6)),
}


def damaged(data, chance):
    """Return data with a few bytes changed, cut out, doubled, or replaced by telling numbers."""
    mutable = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        if not mutable:
            break
        at = chance.randrange(len(mutable))
        length = min(chance.choice((1, 1, 2, 4, 16, 200)), len(mutable) - at)
        kind = chance.randrange(5)
        if kind == 0:
            mutable[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            mutable[at : at + length] = chance.randbytes(length)
        elif kind == 2:
            del mutable[at : at + length]
        elif kind == 3:
            mutable[at:at] = mutable[at : at + length]
        else:
            mutable[at : at + length] = chance.choice((b"\0", b"\xff", b"\x7f")) * length
    if data.startswith(png.SIGNATURE) and chance.random() < 0.9:
        return with_checksums(bytes(mutable))
    return bytes(mutable)


def with_checksums(data):
    """Return a damaged PNG with right checksums, so that the damage gets past them."""
    parts, position = [data[:8]], 8
    while position + 12 <= len(data):
        length = int.from_bytes(data[position : position + 4], "big")
        name = data[position + 4 : position + 8]
        parts.append(png.chunk(name, data[position + 8 : position + 8 + length]))
        position += 12 + length
    return b"".join(parts)


def shape_or_refusal(data):
    """Return the shape of the pixels, or that there are none."""
    try:
        return read_picture(data, LIMITS).pixels.shape
    except PictureRefused:
        return "refused"


@pytest.mark.parametrize("name", SEEDS)
def test_only_refusals_leave_and_none_takes_long(name):
    chance = random.Random(name)
    for _ in range(EXECUTIONS // len(SEEDS)):
        data = damaged(SEEDS[name], chance)
        started = time.perf_counter()
        shape = shape_or_refusal(data)
        assert shape == "refused" or (shape[2:] == (3,) and np.prod(shape) <= 3_000_000)
        assert time.perf_counter() - started < SLOWEST


@pytest.mark.parametrize("name", SEEDS)
def test_seeds_themselves_are_taken(name):
    assert min(read_picture(SEEDS[name], LIMITS).pixels.shape[:2]) == 40


@pytest.mark.parametrize("name", SEEDS)
def test_every_beginning_of_a_file_is_refused(name):
    data = SEEDS[name]
    end = data.index(b"\xff\xd9") + 2 if name == "JPEG with metadata" else len(data)
    for length in range(0, end - 1, max(1, end // 40)):
        with pytest.raises(PictureRefused):
            read_picture(data[:length], LIMITS)
