"""Every case of the bad-input catalogue that must become the right pixels."""

import numpy as np
import pytest

from ssidkd.core.intake import read_picture
from tests.core.intake.builders import jpeg, others
from tests.core.intake.builders.pictures import corners, photo
from tests.core.intake.catalogue.taken import PHOTO, TAKEN


@pytest.mark.parametrize("case", TAKEN, ids=lambda case: case.name)
def test_picture_is_taken_with_the_right_pixels_and_notices(case):
    received = read_picture(case.data)
    assert received.pixels.dtype == np.uint8
    assert received.pixels.shape == case.pixels.shape
    assert np.abs(received.pixels.astype(int) - case.pixels).mean() <= case.error
    assert received.notices == case.notices


def test_arithmetic_coding_is_decoded_where_libjpeg_knows_it():
    pixels = read_picture(jpeg.ARITHMETIC).pixels  # I-74
    assert np.abs(pixels[:, :, 0] - 5 * np.arange(48)).mean() <= 3


def test_heic_of_several_pictures_gives_its_main_one():
    received = read_picture(others.heic(PHOTO, corners(48, 64), chroma=444))
    assert received.notices == ("This file holds 2 pictures; only the first one was taken.",)
    assert np.abs(received.pixels.astype(int) - PHOTO).mean() <= 2


def test_webp_of_2000_frames_costs_one_frame():
    frames = [np.roll(photo(32, 32), shift, axis=1) for shift in range(8)] * 250
    received = read_picture(others.animated(frames, "WEBP", lossless=True, method=0))  # I-56
    assert np.array_equal(received.pixels, photo(32, 32))
