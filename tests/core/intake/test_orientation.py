"""Pictures come out the way the camera was held (I-22 to I-30)."""

import numpy as np
import pytest
from PIL import Image, ImageOps

from ssidkd.core.intake import read_picture
from ssidkd.core.intake.exif import orientation, upright
from tests.core.intake.builders import jpeg, others, png
from tests.core.intake.builders.pictures import corners, photo

UPRIGHT = corners()
# What undoes each stored orientation, from the table of the EXIF standard (JEITA CP-3451, 4.6.4).
STORED_AS = {
    1: lambda p: p,
    2: lambda p: p[:, ::-1],
    3: lambda p: p[::-1, ::-1],
    4: lambda p: p[::-1],
    5: lambda p: p.swapaxes(0, 1),
    6: lambda p: p.swapaxes(0, 1)[::-1],
    7: lambda p: p[::-1, ::-1].swapaxes(0, 1),
    8: lambda p: p.swapaxes(0, 1)[:, ::-1],
}


def same_picture(pixels, reference):
    return pixels.shape == reference.shape and np.abs(pixels.astype(int) - reference).mean() < 2


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("value", STORED_AS)
def test_jpeg_is_turned_upright(value, order):
    stored = np.ascontiguousarray(STORED_AS[value](UPRIGHT))
    exif = jpeg.exif_segment(jpeg.orientation_tiff(value, order))
    received = read_picture(jpeg.with_segments(jpeg.jpeg(stored), exif))
    assert same_picture(received.pixels, UPRIGHT)


@pytest.mark.parametrize("value", STORED_AS)
def test_png_is_turned_upright(value):
    stored = np.ascontiguousarray(STORED_AS[value](UPRIGHT))
    exif = png.chunk(b"eXIf", jpeg.orientation_tiff(value))
    assert np.array_equal(read_picture(png.rgb(stored, exif)).pixels, UPRIGHT)


@pytest.mark.parametrize("value", STORED_AS)
def test_webp_is_turned_upright(value):
    stored = np.ascontiguousarray(STORED_AS[value](UPRIGHT))
    exif = b"Exif\0\0" + jpeg.orientation_tiff(value)
    data = others.saved(stored, "WEBP", lossless=True, exif=exif)
    assert np.array_equal(read_picture(data).pixels, UPRIGHT)


@pytest.mark.parametrize("value", STORED_AS)
def test_avif_is_turned_upright(value):
    received = read_picture(others.turned_avif(value))
    exif = Image.Exif()
    exif[0x0112] = value
    turned = Image.fromarray(photo())
    turned.info["exif"] = exif.tobytes()
    assert same_picture(received.pixels, np.asarray(ImageOps.exif_transpose(turned)))


@pytest.mark.parametrize("value", STORED_AS)
def test_heic_is_turned_upright_once(value):
    stored = np.ascontiguousarray(STORED_AS[value](corners(64, 128)))
    exif = b"Exif\0\0" + jpeg.orientation_tiff(value)
    received = read_picture(others.heic(stored, exif=exif, chroma=444))
    assert same_picture(received.pixels, corners(64, 128))


@pytest.mark.parametrize("value", [0, 9, 65535])
def test_orientation_outside_the_standard_turns_nothing(value):
    exif = jpeg.exif_segment(jpeg.orientation_tiff(value))
    received = read_picture(jpeg.with_segments(jpeg.jpeg(UPRIGHT), exif))
    assert same_picture(received.pixels, UPRIGHT)


@pytest.mark.parametrize(
    "exif",
    [
        None,
        b"",
        b"Exif\0\0",
        b"MM\0*",
        b"MM\0*\0\0\0\x08",
        b"MM\0*\0\0\0\x08\xff\xff",
        b"XX\0*\0\0\0\x08\0\1" + bytes(12),
        b"MM\0*\0\0\0\x08\0\1\x01\x12\0\2\0\0\0\1\0\6\0\0",  # text where a number belongs
    ],
)
def test_damaged_exif_means_upright(exif):
    assert orientation(exif) == 1


def test_turning_keeps_every_pixel():
    pixels = corners(6, 8)
    pixels[2, 3] = (1, 2, 3)
    for value in STORED_AS:
        turned = upright(pixels, value)
        assert turned.flags.c_contiguous
        assert np.array_equal(
            np.unique(turned.reshape(-1, 3), axis=0, return_counts=True)[1],
            np.unique(pixels.reshape(-1, 3), axis=0, return_counts=True)[1],
        )
