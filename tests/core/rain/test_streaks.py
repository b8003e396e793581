import itertools
from dataclasses import replace

import cv2
import numpy as np
import pytest

from ssidkd.core.rain import RainParameters, streaks
from ssidkd.core.rain.streaks import motion_kernel, streak_map

RAIN = RainParameters(amount=0.2, spread=0.0, layers=2)


def drawn(parameters, seed=0, side=200, scale=1.0):
    return streak_map(side, side, parameters, scale, np.random.default_rng(seed))


def main_angle(layer):
    """Return how far streaks lean to the right of the vertical [deg], by the structure tensor."""
    across = cv2.Sobel(layer, cv2.CV_64F, 1, 0)
    down = cv2.Sobel(layer, cv2.CV_64F, 0, 1)
    xx, yy, xy = (across**2).mean(), (down**2).mean(), (across * down).mean()
    return np.degrees(0.5 * np.arctan2(2 * xy, xx - yy))


def test_a_layer_has_the_picture_s_size_and_is_never_negative():
    layer = streak_map(50, 80, RAIN, 1.0, np.random.default_rng(0))
    assert layer.shape == (50, 80)
    assert layer.dtype == np.float32
    assert layer.min() > -1e-6  # zero, but for the rounding of filters


@pytest.mark.parametrize("profile", ["soft", "sharp"])
@pytest.mark.parametrize("wind", [-35, -10, 0, 20, 45])
def test_streaks_lean_with_the_wind(profile, wind):
    rain = replace(RAIN, profile=profile, wind=wind, width=2.0)
    assert main_angle(drawn(rain)) == pytest.approx(wind, abs=4)


@pytest.mark.parametrize("profile", ["soft", "sharp"])
def test_more_amount_is_more_rain(profile):
    amounts = (0.0, 0.05, 0.1, 0.2, 0.4)
    means = [drawn(replace(RAIN, profile=profile, amount=amount)).mean() for amount in amounts]
    assert means[0] == 0
    assert all(less < more for less, more in itertools.pairwise(means))


@pytest.mark.parametrize("profile", ["soft", "sharp"])
def test_brightness_scales_the_layer_and_moves_nothing(profile):
    rain = replace(RAIN, profile=profile)
    dim, bright = (drawn(replace(rain, brightness=value)) for value in (0.2, 0.8))
    np.testing.assert_allclose(4 * dim, bright, rtol=1e-5)


def test_spread_makes_angles_differ():
    def directedness(spread):
        layer = drawn(replace(RAIN, spread=spread, width=2.0, wind=0))
        across = (cv2.Sobel(layer, cv2.CV_64F, 1, 0) ** 2).mean()
        return across / (cv2.Sobel(layer, cv2.CV_64F, 0, 1) ** 2).mean()

    assert directedness(0.0) > 2 * directedness(25.0)


def test_a_larger_scale_draws_the_same_share_with_larger_streaks():
    """The share of neighbours that are alike tells the size; the mean tells the amount."""
    rain = replace(RAIN, wind=0, layers=1)
    small = np.mean([drawn(rain, seed, 200, 1.0).mean() for seed in range(4)])
    large = np.mean([drawn(rain, seed, 400, 2.0).mean() for seed in range(4)])
    assert large == pytest.approx(small, rel=0.2)

    def roughness(layer):
        return np.abs(np.diff(layer, axis=1)).mean() / layer.mean()

    assert roughness(drawn(rain, 0, 400, 2.0)) < 0.7 * roughness(drawn(rain, 0, 200, 1.0))


def test_defocus_blurs_and_drops_add():
    rain = replace(RAIN, layers=1)
    sharp, blurred = drawn(rain), drawn(replace(rain, defocus=4.0))
    assert blurred.max() < sharp.max()
    assert drawn(replace(rain, drops=1.0)).mean() > sharp.mean()


@pytest.mark.parametrize("angle", [-60, 0, 33, 60])
def test_a_motion_kernel_keeps_the_light_and_its_middle(angle):
    kernel = motion_kernel(21, angle)
    assert kernel.sum() == pytest.approx(1)
    np.testing.assert_allclose(kernel, kernel[::-1, ::-1], atol=5e-3)


def test_the_motion_kernel_of_falling_rain_is_a_vertical_line():
    kernel = motion_kernel(21, 0)
    middle = kernel.shape[1] // 2
    assert kernel[:, middle - 1 : middle + 2].sum() == pytest.approx(1)
    assert kernel[:, middle].sum() > 0.6


@pytest.mark.parametrize(("length", "width"), [(180.0, 0.8), (30.0, 1.3), (4.0, 6.0)])
def test_blurring_only_what_reaches_the_picture_changes_nothing(length, width):
    margin, rain = round(length), RainParameters(length=length, width=width, wind=12)
    canvas = np.zeros((2 * (40 + 2 * margin), 2 * (60 + 2 * margin)), np.uint8)
    canvas[np.random.default_rng(0).random(canvas.shape) < 0.01] = 255
    kernel = motion_kernel(streaks._TAPER * 2 * length, rain.wind)
    whole = cv2.filter2D(canvas.astype(np.float32) / 255, -1, kernel)
    whole = cv2.GaussianBlur(whole, (0, 0), max(0.35 * 2 * width, 0.6))
    whole = whole.reshape(len(canvas) // 2, 2, -1, 2).mean(axis=(1, 3))
    expected = whole[margin:-margin, margin:-margin] * rain.brightness
    tapered = streaks._tapered(canvas, margin, 2 * length, 2 * width, rain)
    np.testing.assert_allclose(tapered, expected, atol=1e-6)
