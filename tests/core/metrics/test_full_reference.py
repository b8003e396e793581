import math

import numpy as np
import pytest
from PIL import Image

from ssidkd.core.metrics import NotComparableError, psnr_rgb, psnr_y, ssim_rgb, ssim_y

PICTURE = np.random.default_rng(0).integers(0, 256, (40, 50, 3)).astype(np.uint8)


def constant(level, shape=(40, 50, 3)):
    return np.full(shape, level, np.uint8)


def luma(level):
    """Of a gray level: the weights sum to 219."""
    return math.floor(219 * level / 255 + 16.5)


@pytest.mark.parametrize(
    ("photo", "deviation", "values"),
    [
        ("norain-1.png", 10, (28.19219391, 0.79661338, 32.99458211, 0.89471516)),
        ("norain-2.png", 3, (38.57961664, 0.91197791, 43.15762466, 0.96436492)),
        ("norain-8.png", 25, (20.35225465, 0.62290429, 25.16253712, 0.76961582)),
    ],
)
def test_noisy_photos_have_the_values_of_the_definition(shared_data, photo, deviation, values):
    with Image.open(shared_data / "data" / "real" / photo) as file:
        picture = np.asarray(file.convert("RGB"))
    noise = deviation * np.random.default_rng(1).standard_normal(picture.shape)
    noisy = np.clip(np.rint(picture + noise), 0, 255).astype(np.uint8)
    found = tuple(metric(noisy, picture) for metric in (psnr_rgb, ssim_rgb, psnr_y, ssim_y))
    assert found == pytest.approx(values, abs=1e-6)


def test_identical_pictures_have_100_decibels_and_a_similarity_of_1():
    assert psnr_rgb(PICTURE, PICTURE) == psnr_y(PICTURE, PICTURE) == 100
    assert ssim_rgb(PICTURE, PICTURE) == pytest.approx(1, abs=1e-12)
    assert ssim_y(PICTURE, PICTURE) == pytest.approx(1, abs=1e-12)


def test_psnr_of_a_constant_difference_is_its_own_level():
    # A difference of 51 of 255 is one fifth; 20 * log10(5) decibels.
    assert psnr_rgb(constant(100), constant(151)) == pytest.approx(20 * math.log10(5), abs=1e-12)


def test_psnr_y_sees_whole_levels_of_luma():
    assert (luma(100), luma(151)) == (102, 146)
    expected = 20 * math.log10(255 / (146 - 102))
    assert psnr_y(constant(100), constant(151)) == pytest.approx(expected, abs=1e-12)


def test_ssim_y_of_two_constants_is_the_luminance_term():
    first, second, stabiliser = luma(100), luma(151), (0.01 * 255) ** 2
    expected = (2 * first * second + stabiliser) / (first**2 + second**2 + stabiliser)
    assert ssim_y(constant(100), constant(151)) == pytest.approx(expected, abs=1e-12)


def test_ssim_rgb_of_two_constants_is_the_luminance_term_away_from_the_border():
    first, second, stabiliser = 0.4, 0.6, 0.01**2
    expected = (2 * first * second + stabiliser) / (first**2 + second**2 + stabiliser)
    size = (400, 410, 3)
    inner = (400 - 10) * (410 - 10) / (400 * 410)
    found = ssim_rgb(constant(102, size), constant(153, size))
    # Only the outermost five pixels see zeros, where two constants differ in contrast as well.
    assert inner * expected < found < inner * expected + (1 - inner)


def test_ssim_rgb_of_one_pixel_follows_from_the_weight_of_the_window():
    weights = np.exp(-((np.arange(11) - 5.0) ** 2) / (2 * 1.5**2))
    middle = (weights / weights.sum())[5] ** 2
    x, y = 0.2, 1.0
    numerator = (2 * middle**2 * x * y + 1e-4) * (2 * (middle - middle**2) * x * y + 9e-4)
    squares = x**2 + y**2
    denominator = (middle**2 * squares + 1e-4) * ((middle - middle**2) * squares + 9e-4)
    found = ssim_rgb(constant(51, (1, 1, 3)), constant(255, (1, 1, 3)))
    assert found == pytest.approx(numerator / denominator, abs=1e-12)


def test_pictures_taller_than_a_band_are_scored_as_a_whole():
    tall = np.random.default_rng(0).integers(0, 256, (300, 30, 3)).astype(np.uint8)
    other = np.random.default_rng(1).integers(0, 256, (300, 30, 3)).astype(np.uint8)
    across = [metric(tall, other) for metric in (psnr_rgb, ssim_rgb, psnr_y, ssim_y)]
    tall, other = tall.swapaxes(0, 1), other.swapaxes(0, 1)  # one band
    along = [metric(tall, other) for metric in (psnr_rgb, ssim_rgb, psnr_y, ssim_y)]
    assert across == pytest.approx(along, abs=1e-12)


@pytest.mark.parametrize("metric", [psnr_rgb, ssim_rgb, psnr_y, ssim_y])
def test_float_pictures_are_clipped_and_score_like_their_8_bit_form(metric):
    floats = PICTURE / 255
    beyond = np.where(PICTURE == 255, 1.7, np.where(PICTURE == 0, -0.4, floats))
    other = PICTURE[::-1]
    assert metric(beyond, other) == pytest.approx(metric(PICTURE, other), abs=1e-12)


@pytest.mark.parametrize("metric", [psnr_rgb, ssim_rgb, psnr_y, ssim_y])
def test_pictures_of_different_size_are_refused_with_both_sizes(metric):
    with pytest.raises(NotComparableError, match=r"50 x 40 .* 49 x 40"):
        metric(PICTURE, PICTURE[:, :49])


@pytest.mark.parametrize(
    "wrong", [PICTURE[:, :, 0], PICTURE.astype(np.int64), np.full((40, 50, 3), np.nan)]
)
def test_arrays_that_are_no_pictures_are_refused(wrong):
    with pytest.raises(NotComparableError):
        psnr_rgb(wrong, wrong)


def test_ssim_y_refuses_pictures_smaller_than_its_window():
    with pytest.raises(NotComparableError, match="11 x 11"):
        ssim_y(PICTURE[:10], PICTURE[:10])
