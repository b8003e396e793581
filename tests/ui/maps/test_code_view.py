import numpy as np

from ssidkd.ui.maps.code_view import as_colours


def test_three_components_are_red_green_and_blue_and_nothing_is_grey():
    values = np.zeros((3, 1, 3), np.float32)
    values[0, 0, 0], values[1, 0, 1] = 1.0, -3.0
    assert as_colours(values)[0].tolist() == [[255, 128, 128], [128, 0, 128], [128, 128, 128]]
