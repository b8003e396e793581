import numpy as np
import pytest

from ssidkd.core.metrics.mscn import gray_levels, half_size, normalised_bands


def test_gray_rounds_half_up_with_matlabs_coefficients():
    # The first is 121.501; with 0.299, 0.587, 0.114 it would be 121.492.
    pixels = np.array([[[0, 206, 5], [255, 255, 255], [1, 0, 0], [2, 0, 0]]], np.uint8)
    assert gray_levels(pixels, 96).tolist() == [[122, 255, 0, 1]]


def test_gray_of_gray_is_itself():
    pixels = np.arange(256, dtype=np.uint8)[:, None, None].repeat(3, axis=2)
    assert (gray_levels(pixels, 96)[:, 0] == np.arange(256)).all()


def test_half_size_of_one_bright_pixel_shows_the_weights():
    gray = np.zeros((16, 16), np.uint8)
    gray[8, 8] = 128
    weights = np.array([0, 0, -3, 29, 111, -9, 0, 0]) / 256
    assert (half_size(gray, 8) == 128 * weights[:, None] * weights).all()


def test_half_size_of_a_ramp_is_the_mean_of_pairs_away_from_the_border():
    gray = np.arange(32, dtype=np.uint8)[:, None].repeat(32, axis=1)
    half = half_size(gray, 16)
    assert (half[2:-2] == (2 * np.arange(2, 14) + 0.5)[:, None]).all()


def test_a_flat_picture_is_exactly_zero():
    bands = list(normalised_bands(np.full((12, 20), 201, np.uint8), 6))
    assert [band.tolist() for band in bands] == [np.zeros((6, 20)).tolist()] * 2


def test_bands_do_not_show_in_the_result():
    picture = np.random.default_rng(0).integers(0, 256, (48, 40)).astype(np.uint8)
    (whole,) = normalised_bands(picture, 48)
    np.testing.assert_allclose(
        np.concatenate(list(normalised_bands(picture, 8))), whole, rtol=0, atol=1e-12
    )


def test_one_bright_pixel_is_normalised_by_the_weight_of_its_window():
    picture = np.zeros((15, 15), np.uint8)
    picture[7, 7] = 100
    offsets = np.arange(-3, 4)
    weights = np.exp(-(offsets**2) / (2 * (7 / 6) ** 2))
    middle = (weights / weights.sum())[3] ** 2
    mean = 100 * middle
    deviation = np.sqrt(100**2 * middle - mean**2)
    (normalised,) = normalised_bands(picture, 15)
    assert normalised[7, 7] == pytest.approx((100 - mean) / (deviation + 1), abs=1e-12)
    assert normalised[3, 7] == 0  # its window does not reach the bright pixel
