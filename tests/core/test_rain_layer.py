import numpy as np
import pytest

from ssidkd.core.rain_layer import difference, measure_rain_layer


def grey(level, height=4, width=5):
    return np.full((height, width, 3), level, np.uint8)


def test_light_that_was_taken_is_positive_and_light_that_was_added_negative():
    derained = grey(100)
    derained[0] = 49  # 5 of 20 pixels lose 51 of 255
    derained[1, 0] = 202  # one gains 102 of 255
    layer = measure_rain_layer(grey(100), derained)
    assert layer.map[0, 0] == pytest.approx(0.2)
    assert layer.map[1, 0] == pytest.approx(-0.4)
    assert layer.taken == pytest.approx(0.2 * 5 / 20)
    assert layer.added == pytest.approx(0.4 / 20)
    assert layer.changed == pytest.approx(6 / 20)


def test_a_picture_has_no_rain_layer_to_itself():
    layer = measure_rain_layer(grey(7), grey(7))
    assert (layer.taken, layer.added, layer.changed) == (0, 0, 0)
    assert not layer.map.any()


def test_two_steps_are_no_change_and_three_are():
    assert measure_rain_layer(grey(102), grey(100)).changed == 0
    assert measure_rain_layer(grey(103), grey(100)).changed == 1


def test_the_difference_is_the_mean_over_the_channels():
    first = grey(0)
    first[..., 0] = 153
    np.testing.assert_allclose(difference(first, grey(0)), 0.2, atol=1e-6)


def test_pictures_of_two_sizes_are_refused():
    with pytest.raises(ValueError, match="differ in size"):
        difference(grey(0), grey(0, height=3))
