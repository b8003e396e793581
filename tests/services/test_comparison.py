from copy import deepcopy

import numpy as np
import pytest

from ssidkd.core.dark_channel import measure_dark_channel
from ssidkd.services.comparing import Pane
from ssidkd.services.comparison import Comparison
from tests.page_services import textured


def pane(name, seed=0):
    pixels = textured(40, 60, seed)
    dark = measure_dark_channel(pixels)
    return Pane(name=name, pixels=pixels, dark=dark, niqe=None, niqe_reason="Too small.")


def test_panes_are_added_to_a_copy_and_replace_those_of_their_name():
    before = Comparison(panes={"input": pane("input")}, title="a cow")
    after = before.with_panes(pane("teacher"), pane("input", seed=1))
    assert list(before.panes) == ["input"]
    assert list(after.panes) == ["input", "teacher"]
    assert after.title == "a cow"
    np.testing.assert_array_equal(after.rainy, textured(40, 60, seed=1))
    assert after.pixels("truth") is None


def test_every_visitor_begins_with_the_same_pictures_and_not_with_copies():
    first = Comparison(panes={"input": pane("input")})
    assert deepcopy([first])[0] is first


def test_a_comparison_can_be_told_from_another_one_as_gradio_does_it():
    first, second = Comparison(), Comparison()
    assert hash(first) != hash(second)
    with pytest.raises(AttributeError):
        first.title = "another"
