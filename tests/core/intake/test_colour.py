"""Colours come out as sRGB, whatever profile a file carries (I-37 to I-39)."""

import numpy as np
import pytest
from PIL import ImageCms

from ssidkd.core.intake import read_picture
from tests.core.intake.builders import icc, jpeg, others
from tests.core.intake.builders.pictures import noise, photo

DISPLAY_P3 = icc.rgb_profile(icc.DISPLAY_P3)
ADOBE_RGB = icc.rgb_profile(icc.ADOBE_RGB, icc.ADOBE_GAMMA)


def builtin(name):
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(name)).tobytes()


def chart():
    """216 colours from the whole cube, each a patch of 3 x 3 pixels."""
    steps = np.arange(0, 256, 51, dtype=np.uint8)
    colours = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(12, 18, 3)
    return colours.repeat(3, axis=0).repeat(3, axis=1)


@pytest.mark.parametrize(
    ("profile", "colorants", "gamma"),
    [(DISPLAY_P3, icc.DISPLAY_P3, None), (ADOBE_RGB, icc.ADOBE_RGB, icc.ADOBE_GAMMA)],
    ids=["Display P3", "Adobe RGB"],
)
def test_wide_colours_agree_with_matrix_arithmetic(profile, colorants, gamma):
    pixels = read_picture(others.saved(chart(), "PNG", icc_profile=profile)).pixels
    expected = icc.converted(chart(), colorants, gamma)
    difference = icc.colour_difference(pixels, expected)
    assert difference.mean() < 0.5
    assert difference.max() < 2
    assert icc.colour_difference(chart(), expected).mean() > 2  # the test would see no conversion


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "AVIF", "HEIC"])
def test_every_format_hands_its_profile_on(kind):
    red = np.full((64, 64, 3), (200, 60, 60), np.uint8)
    if kind == "HEIC":
        data = others.heic(red, icc_profile=DISPLAY_P3, chroma=444)
    else:
        data = others.saved(red, kind, icc_profile=DISPLAY_P3, quality=95)
    expected = icc.converted(red, icc.DISPLAY_P3)
    assert icc.colour_difference(read_picture(data).pixels, expected).mean() < 3
    assert icc.colour_difference(red, expected).mean() > 5


def test_grey_profile_is_followed():
    ramp = np.tile(np.linspace(0, 255, 64).round().astype(np.uint8), (48, 1))
    pixels = read_picture(others.saved(ramp, "PNG", icc_profile=icc.grey_profile(1.8))).pixels
    linear = (ramp / 255) ** 1.8
    expected = 255 * np.where(
        linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055
    )
    assert np.abs(pixels - expected[..., None]).max() <= 2


def test_profile_and_alpha_are_both_followed():
    alpha = np.full((36, 54, 1), 255, np.uint8)
    alpha[0, 0] = 0
    data = others.saved(np.dstack([chart(), alpha]), "PNG", icc_profile=DISPLAY_P3)
    received = read_picture(data)
    expected = icc.converted(chart(), icc.DISPLAY_P3)
    expected[0, 0] = 255
    assert icc.colour_difference(received.pixels, expected).mean() < 0.5
    assert received.notices == ("Transparent parts were put on white.",)


@pytest.mark.parametrize("profile", [builtin("sRGB"), icc.rgb_profile(icc.SRGB)])
def test_srgb_by_any_name_changes_no_pixel(profile):
    data = others.saved(noise(), "PNG", icc_profile=profile)
    assert np.array_equal(read_picture(data).pixels, noise())


@pytest.mark.parametrize(
    "profile",
    [builtin("LAB"), b"garbage" * 40, DISPLAY_P3[:200], icc.grey_profile(1.8)],
    ids=["for LAB", "garbage", "cut", "for grey"],
)
def test_profile_that_makes_no_sense_is_ignored(profile):
    data = others.saved(noise(), "PNG", icc_profile=profile)
    assert np.array_equal(read_picture(data).pixels, noise())


def test_profile_in_pieces_of_a_jpeg_is_put_together():
    large = DISPLAY_P3 + bytes(100_000)
    size = len(large).to_bytes(4, "big")
    data = others.saved(photo(), "JPEG", icc_profile=size + large[4:], quality=95)
    assert data.count(b"ICC_PROFILE") == 2
    plain = read_picture(jpeg.jpeg(photo())).pixels
    moved = read_picture(data).pixels
    expected = icc.converted(plain, icc.DISPLAY_P3)
    assert icc.colour_difference(moved, expected).mean() < 3
