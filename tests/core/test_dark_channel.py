import colorsys

import numpy as np
import pytest

from ssidkd.core.dark_channel import (
    colour_scale,
    dark_channel,
    dark_channel_histogram,
    dark_channel_mean,
    dark_channel_picture,
    histogram_edges,
    measure_dark_channel,
)

WHITE = np.full((20, 30, 3), 255, np.uint8)


def test_the_dark_channel_of_white_is_one():
    values = dark_channel(WHITE, 15)
    assert values.dtype == np.float32
    assert values.shape == (20, 30)
    assert (values == 1).all()


def test_one_black_pixel_spreads_over_the_window():
    picture = WHITE.copy()
    picture[10, 12] = 0
    values = dark_channel(picture, 5)
    expected = np.ones((20, 30))
    expected[8:13, 10:15] = 0
    assert (values == expected).all()


def test_one_dark_channel_is_enough():
    picture = WHITE.copy()
    picture[..., 1] = 51
    np.testing.assert_allclose(dark_channel(picture, 3), 0.2, rtol=1e-6)


@pytest.mark.parametrize("window", [1, 3, 7, 15, 61, 99_999])
def test_it_is_the_minimum_over_channels_and_window_up_to_the_border(window):
    picture = np.random.default_rng(0).integers(60, 256, (12, 17, 3)).astype(np.uint8)
    reach = window // 2
    values = dark_channel(picture, window)
    for y, x in np.ndindex(12, 17):
        patch = picture[max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1]
        assert values[y, x] == np.float32(patch.min()) / np.float32(255)


def test_a_larger_window_is_nowhere_brighter():
    picture = np.random.default_rng(0).integers(0, 256, (40, 40, 3)).astype(np.uint8)
    assert (dark_channel(picture, 9) <= dark_channel(picture, 5)).all()


@pytest.mark.parametrize("window", [0, 4, -3])
def test_a_window_without_a_middle_is_refused(window):
    with pytest.raises(ValueError, match="odd"):
        dark_channel(WHITE, window)


@pytest.mark.parametrize("wrong", [WHITE[..., 0], WHITE / 255, WHITE[:0]])
def test_an_array_that_is_no_picture_is_refused(wrong):
    with pytest.raises(ValueError, match="uint8"):
        dark_channel(wrong)


def test_mean_and_histogram_of_half_black_half_white():
    values = np.zeros((4, 6), np.float32)
    values[2:] = 1
    shares = dark_channel_histogram(values)
    assert dark_channel_mean(values) == 0.5
    assert (shares[0], shares[-1], shares.sum()) == (0.5, 0.5, 1)


def test_each_bin_holds_four_of_the_256_levels():
    every_level = np.arange(256, dtype=np.uint8)[None, :, None].repeat(3, axis=2)
    shares = dark_channel_histogram(dark_channel(every_level, 1))
    assert shares.tolist() == [4 / 256] * 64
    assert (histogram_edges()[0], histogram_edges()[-1], len(histogram_edges())) == (0, 1, 65)


def test_equal_values_have_equal_colours_in_all_pictures():
    dim = np.array([[0.0, 0.1, 0.2]], np.float32)
    bright = np.array([[0.2, 0.6, 1.0]], np.float32)
    assert (dark_channel_picture(dim)[0, 2] == dark_channel_picture(bright)[0, 0]).all()
    assert dark_channel_picture(dim).shape == (1, 3, 3)
    assert dark_channel_picture(dim).dtype == np.uint8


def test_brighter_values_have_lighter_colours():
    ramp = np.linspace(0, 1, 256, dtype=np.float32)[None]
    luminance = dark_channel_picture(ramp)[0] @ np.array([0.2126, 0.7152, 0.0722])
    assert (np.diff(luminance) > -0.5).all()
    assert luminance[0] < 5 < 220 < luminance[-1]


def test_the_legend_names_the_colours_of_the_picture():
    anchors = colour_scale(5)
    values = np.array([[anchor.value for anchor in anchors]], np.float32)
    colours = [bytes.fromhex(anchor.colour[1:]) for anchor in anchors]
    assert values.tolist() == [[0, 0.25, 0.5, 0.75, 1]]
    assert dark_channel_picture(values).tobytes() == b"".join(colours)
    hue = colorsys.rgb_to_hsv(*(part / 255 for part in colours[3]))[0]
    assert 0.05 < hue < 0.15  # orange, not blue: the channels are in the order R, G, B


def test_the_measure_holds_what_its_parts_give():
    picture = np.random.default_rng(0).integers(0, 256, (40, 40, 3)).astype(np.uint8)
    found = measure_dark_channel(picture, window=3)
    values = dark_channel(picture, 3)
    assert (found.map == values).all()
    assert (found.window, found.mean) == (3, dark_channel_mean(values))
    assert (found.histogram == dark_channel_histogram(values)).all()
