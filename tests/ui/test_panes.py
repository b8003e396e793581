import pytest

from ssidkd.core.dark_channel import measure_dark_channel
from ssidkd.services.comparing import Pane
from ssidkd.services.shelf import PictureShelf
from ssidkd.ui.panes import empty_view, view_of
from tests.page_services import textured


def pane(name):
    pixels = textured(40, 60)
    dark = measure_dark_channel(pixels)
    return Pane(name=name, pixels=pixels, dark=dark, niqe=4.0, niqe_reason=None)


@pytest.mark.parametrize("name", ["teacher", "student"])
def test_a_result_can_be_saved_under_a_name_that_says_what_it_is(tmp_path, name):
    html = view_of(pane(name), PictureShelf(tmp_path), f"derained-{name}", "a cow").html
    assert f'download="derained-{name}-60x40-' in html


def test_only_the_input_gives_the_panes_their_shape(tmp_path):
    shelf = PictureShelf(tmp_path)
    assert "--shape: 1.5000" in view_of(pane("input"), shelf, "rainy", "a cow").html
    assert "--shape" not in view_of(pane("teacher"), shelf, "derained", "a cow").html


def test_words_of_others_stay_words(tmp_path):
    html = view_of(pane("input"), PictureShelf(tmp_path), "rainy", '"><script>').html
    assert "<script" not in html


def test_an_empty_pane_has_no_picture_and_shows_whether_one_comes():
    assert "<img" not in empty_view("student").html
    assert "working" in empty_view("student", working=True).html
    assert "working" not in empty_view("student").html
