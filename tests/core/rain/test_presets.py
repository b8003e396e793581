import itertools

import cv2
import numpy as np
import pytest

from ssidkd.core.rain import PRESETS, add_rain

STRONGER_AND_STRONGER = ("drizzle", "light", "moderate", "heavy", "cloudburst")


@pytest.fixture(scope="module")
def photo():
    noise = np.random.default_rng(0).integers(40, 140, (240, 300, 3), np.uint8)
    return cv2.GaussianBlur(noise, (0, 0), 3)


def added(photo, name):
    """Mean of what the rain adds over some seeds, of 255."""
    makes = [add_rain(photo, PRESETS[name], seed) for seed in range(3)]
    return np.mean([made.rainy.astype(int) - made.clean for made in makes])


def test_the_presets_from_drizzle_to_cloudburst_are_in_order(photo):
    strengths = [added(photo, name) for name in STRONGER_AND_STRONGER]
    pairs = itertools.pairwise(strengths)
    assert all(1.3 * less < more for less, more in pairs), strengths


def test_no_preset_is_without_effect(photo):
    assert all(added(photo, name) > 0.5 for name in PRESETS)


def test_the_paper_s_stated_failure_is_among_them():
    rain = PRESETS["long_thin"]
    assert rain.length >= 150
    assert rain.width < 1
