import numpy as np
import pytest

from ssidkd.core.signed_map import shared_limit, signed_picture, signed_scale


def test_nothing_is_black_and_both_sides_have_their_colour():
    values = np.array([[-1.0, -0.5, 0.0, 0.5, 1.0]], np.float32)
    (cold, half_cold, nothing, half_warm, warm) = signed_picture(values, 1.0)[0].tolist()
    assert nothing == [0, 0, 0]
    assert half_warm[0] > half_warm[2]  # more red than blue
    assert half_cold[2] > half_cold[0]
    assert min(*warm, *cold) > 200


def test_what_lies_beyond_the_limit_has_the_colour_of_the_limit():
    values = np.array([[0.2, 0.9, -0.2, -7.0]], np.float32)
    picture = signed_picture(values, 0.2)
    np.testing.assert_array_equal(picture[0, 0], picture[0, 1])
    np.testing.assert_array_equal(picture[0, 2], picture[0, 3])


@pytest.mark.parametrize("limit", [0.0, -1.0, float("nan")])
def test_a_scale_without_length_is_refused(limit):
    with pytest.raises(ValueError, match="end above 0"):
        signed_picture(np.zeros((1, 1), np.float32), limit)


def test_the_legend_has_the_colours_of_the_picture():
    anchors = signed_scale(0.5, anchors=3)
    assert [anchor.value for anchor in anchors] == [-0.5, 0.0, 0.5]
    assert anchors[1].colour == "#000000"
    warm = signed_picture(np.array([[0.5]], np.float32), 0.5)[0, 0]
    assert anchors[2].colour == "#{:02x}{:02x}{:02x}".format(*warm)


def test_the_limit_is_the_next_step_above_what_almost_all_places_have():
    first = np.full((10, 10), 0.07, np.float32)
    second = np.full((10, 10), -0.12, np.float32)
    assert shared_limit([first], share=1.0) == pytest.approx(0.10)
    assert shared_limit([first, second], share=1.0) == pytest.approx(0.15)
    assert shared_limit([]) == pytest.approx(0.05)
    second[0, 0] = 1.0  # one place of a hundred
    assert shared_limit([second], share=0.98) == pytest.approx(0.15)
