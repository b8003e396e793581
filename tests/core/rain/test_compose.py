from dataclasses import replace

import cv2
import numpy as np
import pytest

from ssidkd.core.rain import PRESETS, RainParameters, add_rain
from ssidkd.core.rain.compose import compose

RAIN = RainParameters(amount=0.3, brightness=0.9)


def photo(seed=0, side=96):
    noise = np.random.default_rng(seed).integers(0, 256, (side, side, 3), np.uint8)
    return cv2.GaussianBlur(noise, (0, 0), 2)


def flat(value, side=96):
    return np.full((side, side, 3), value, np.uint8)


@pytest.mark.parametrize("name", PRESETS)
def test_the_same_arguments_give_the_same_picture(name):
    first, again, other = (add_rain(photo(), PRESETS[name], seed) for seed in (7, 7, 8))
    np.testing.assert_array_equal(first.rainy, again.rainy)
    np.testing.assert_array_equal(first.clean, again.clean)
    np.testing.assert_array_equal(first.streaks, again.streaks)
    assert (first.rainy != other.rainy).any()


def test_the_given_picture_is_not_changed_and_sizes_stay():
    pixels = photo()[:, :70]
    before = pixels.copy()
    made = add_rain(pixels, PRESETS["cloudburst"], 1)
    np.testing.assert_array_equal(pixels, before)
    assert made.rainy.shape == made.clean.shape == pixels.shape
    assert made.streaks.shape == pixels.shape[:2]
    assert made.rainy.dtype == made.clean.dtype == np.uint8


def test_no_rain_changes_nothing():
    made = add_rain(photo(), replace(RAIN, amount=0.0), 1)
    np.testing.assert_array_equal(made.rainy, photo())
    np.testing.assert_array_equal(made.clean, photo())


def test_adding_is_a_clipped_sum():
    made = add_rain(photo(), RAIN, 1)
    expected = np.clip(photo() / 255 + made.streaks[..., None], 0, 1) * 255
    assert np.abs(made.rainy - expected).max() <= 0.51


def test_screening_never_clips_where_adding_does():
    pixels = flat(200)
    added = add_rain(pixels, replace(RAIN, amount=1.0), 1)
    screened = add_rain(pixels, replace(RAIN, amount=1.0, blending="screen"), 1)
    assert (added.rainy == 255).any()
    expected = 255 - (255 - pixels) * (1 - screened.streaks[..., None])
    assert np.abs(screened.rainy - expected).max() <= 0.51
    assert (screened.rainy[screened.streaks < 0.95] < 255).all()
    assert (screened.rainy >= pixels).all()


@pytest.mark.parametrize("airlight", [0.2, 0.8])
def test_a_veil_pulls_everything_to_the_airlight(airlight):
    thin, thick = (RainParameters(amount=0.0, veil=veil, airlight=airlight) for veil in (0.2, 0.6))
    for value in (0, 128, 255):
        distances = [
            np.abs(add_rain(flat(value), rain, 1).rainy / 255 - airlight).mean()
            for rain in (thin, thick)
        ]
        start = abs(value / 255 - airlight)
        assert distances[0] == pytest.approx(0.8 * start, abs=0.06)
        assert distances[1] == pytest.approx(0.4 * start, abs=0.16)
        assert distances[1] < distances[0] < start + 1e-6
    already = add_rain(flat(round(255 * airlight)), thick, 1).rainy
    assert np.ptp(already) <= 1


def test_at_night_streaks_shine_where_there_is_light():
    pixels = flat(0)
    pixels[:, 48:] = 180
    made = add_rain(pixels, replace(RAIN, night=1.0, amount=0.5), 1)
    assert made.streaks[:, :30].mean() < 0.4 * made.streaks[:, 66:].mean()
    day = add_rain(pixels, replace(RAIN, amount=0.5), 1)
    assert (made.streaks <= day.streaks + 1e-6).all()


def test_noise_is_the_camera_s_and_in_both_pictures():
    made = add_rain(flat(100), replace(RAIN, noise=0.05, brightness=0.3), 1)
    assert made.clean.std() == pytest.approx(0.05 * 255, rel=0.1)
    difference = made.rainy / 255 - made.clean / 255 - made.streaks[..., None]
    assert np.abs(difference).max() < 2 / 255


def test_jpeg_is_in_both_pictures_and_keeps_colours():
    pixels = photo()
    made = add_rain(pixels, replace(RAIN, jpeg_quality=40), 1)
    assert (made.clean != pixels).any()
    assert np.abs(made.clean.astype(int) - pixels).mean() < 8
    red = flat(0)
    red[..., 0] = 220
    kept = add_rain(red, replace(RAIN, amount=0.0, jpeg_quality=90), 1).clean
    assert (kept[..., 0] > 200).all()
    assert (kept[..., 2] < 30).all()


def test_the_same_rain_looks_alike_on_small_and_large_pictures():
    """Sizes follow the picture's shorter side, so the share that is wet stays."""
    wet = [np.mean(add_rain(flat(50, side), RAIN, 3).streaks > 0.1) for side in (400, 800)]
    assert wet[1] == pytest.approx(wet[0], rel=0.2)


def test_a_given_layer_is_blended_as_it_is():
    layer = np.zeros((96, 96), np.float32)
    layer[10] = 0.5
    made = compose(flat(51), layer, RainParameters(), np.random.default_rng(0))
    assert (made.rainy[10] == round(255 * 0.7)).all()
    assert (np.delete(made.rainy, 10, axis=0) == 51).all()
