import pytest

from ssidkd.core.dark_channel import measure_dark_channel
from ssidkd.services.comparing import Pane
from ssidkd.services.shelf import PictureShelf
from ssidkd.ui.panes import NAMES, empty_view, no_view, view_of
from ssidkd.ui.words import CHINESE, ENGLISH
from tests.page_services import textured


def pane(name):
    pixels = textured(40, 60)
    dark = measure_dark_channel(pixels)
    return Pane(name=name, pixels=pixels, dark=dark, niqe=4.0, niqe_reason=None)


def html_of(name, folder, what="a cow", words=ENGLISH):
    return view_of(pane(name), PictureShelf(folder), f"made-{name}", what, words).html


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_can_be_saved_under_a_name_that_says_what_it_is(tmp_path, name):
    html = html_of(name, tmp_path)
    assert f'download="made-{name}-60x40-' in html
    assert f'aria-label="Save PNG: {ENGLISH.common.pictures[name]}"' in html


def test_only_the_input_is_the_original_and_has_the_size_of_the_picture(tmp_path):
    assert 'style="--shape: 1.5000" original>' in html_of("input", tmp_path)
    assert " original>" not in html_of("teacher", tmp_path)
    assert 'width="60" height="40"' in html_of("teacher", tmp_path)


def test_words_of_others_stay_words(tmp_path):
    assert "<script" not in html_of("input", tmp_path, what='"><script>')


def test_an_empty_pane_has_no_picture_and_shows_whether_one_comes():
    assert "<img" not in empty_view("student", ENGLISH).html
    assert "working" in empty_view("student", ENGLISH, working=True).html
    assert "working" not in empty_view("student", ENGLISH).html
    assert no_view("truth").html == ""


def test_a_pane_speaks_the_language_of_the_page(tmp_path):
    html = html_of("student", tmp_path, "一头牛", CHINESE)
    assert CHINESE.common.pictures["student"] in html
    assert CHINESE.compare.picture_alts["student"].format(what="一头牛") in html
    assert ENGLISH.compare.niqe not in html
