import numpy as np
import pytest

from ssidkd.core.dark_channel import measure_dark_channel
from ssidkd.services.comparing import Pane
from ssidkd.services.comparison import Comparison
from ssidkd.services.explaining.pictures import (
    dark_channels,
    differences,
    names,
    odd_window,
    rain_layers,
)


def compared(**levels):
    """Return a comparison of flat grey pictures, named in any order."""
    panes = {}
    for name, level in levels.items():
        pixels = np.full((6, 8, 3), level, np.uint8)
        dark = measure_dark_channel(pixels)
        panes[name] = Pane(name=name, pixels=pixels, dark=dark, niqe=None, niqe_reason="Flat.")
    return Comparison(panes=panes)


def test_pictures_come_in_the_page_s_order():
    assert names(compared(truth=0, student=1, input=2)) == ("input", "student", "truth")


@pytest.mark.parametrize(
    ("asked", "window"), [(1, 1), (2, 3), (15, 15), (16, 17), (63, 63), (64, 63), (-4, 1), (0, 1)]
)
def test_windows_are_odd_and_within_the_ends(asked, window):
    assert odd_window(asked) == window


def test_every_picture_has_its_dark_channel_over_the_window():
    channels = dark_channels(compared(input=102, teacher=51), window=3)
    means = {name: channel.mean for name, channel in channels.items()}
    assert means == {"input": pytest.approx(0.4), "teacher": pytest.approx(0.2)}
    assert {channel.window for channel in channels.values()} == {3}


def test_every_result_has_a_rain_layer_and_all_have_one_scale():
    found = rain_layers(compared(input=102, teacher=51, student=153, truth=102))
    taken = {name: layer.taken for name, layer in found.layers.items()}
    added = {name: layer.added for name, layer in found.layers.items()}
    assert taken == {"teacher": pytest.approx(0.2), "student": 0, "truth": 0}
    assert added == {"teacher": 0, "student": pytest.approx(0.2), "truth": 0}
    assert found.limit == pytest.approx(0.2)


def test_an_input_alone_has_neither_layers_nor_differences():
    alone = compared(input=3)
    assert not rain_layers(alone).layers
    assert differences(alone) == {}


def test_differences_are_of_the_pairs_there_are():
    found = differences(compared(input=0, teacher=51, student=0, truth=102))
    assert {pair: float(values.mean()) for pair, values in found.items()} == {
        ("teacher", "student"): pytest.approx(0.2),
        ("teacher", "truth"): pytest.approx(-0.2),
        ("student", "truth"): pytest.approx(-0.4),
    }
