import re
from pathlib import Path

import numpy as np

from ssidkd.core.dark_channel import ColourAnchor
from ssidkd.services.shelf import PictureShelf
from ssidkd.ui.maps import pictures
from ssidkd.ui.maps.block_overlay import block_overlay, shared_ends
from ssidkd.ui.maps.pictures import SHOWN_PIXELS, MapPicture

ANCHORS = (
    ColourAnchor(value=-0.5, colour="#0000ff"),
    ColourAnchor(value=0.0, colour="#000000"),
    ColourAnchor(value=0.5, colour="#ff0000"),
)


def test_a_picture_has_a_name_a_text_for_the_blind_and_a_relative_address():
    shown = MapPicture(name="In <b>", path=Path("/a b/c.png"), alt='a "cow"', pane="input")
    html = pictures.grid([shown])
    assert "In &lt;b&gt;" in html
    assert 'alt="a &quot;cow&quot;"' in html
    assert 'src="gradio_api/file=/a%20b/c.png"' in html
    assert 'class="dot input"' in html


def test_large_maps_are_shown_smaller(tmp_path):
    shelf = PictureShelf(tmp_path)
    path = pictures.shelved(shelf, np.zeros((1200, 1600, 3), np.uint8), "map")
    width, height = map(int, re.search(r"(\d+)x(\d+)", path.name).groups())
    assert width * height <= SHOWN_PIXELS
    assert pictures.shelved(shelf, np.zeros((5, 7, 3), np.uint8), "map").name.startswith("map-7x5-")


def test_a_legend_says_its_ends_in_numbers_and_words():
    html = pictures.legend(ANCHORS, "Scale", ("added", "taken"))
    assert re.findall("<i>(.*?)</i>", html) == ["-0.5 added", "0", "+0.5 taken"]
    assert 'aria-label="Scale: -0.5 added, +0.5 taken"' in html
    assert "#0000ff, #000000, #ff0000" in html


def test_a_scale_above_zero_has_no_signs():
    html = pictures.legend([*(ANCHORS[1:])], "Scale")
    assert re.findall("<i>(.*?)</i>", html) == ["0", "0.25", "0.5"]


def test_a_table_names_its_columns_and_rows():
    html = pictures.table(["Picture", "Mean"], [("Input <1>", "0.2")], "All")
    assert '<th scope="col">Mean</th>' in html
    assert '<th scope="row">Input &lt;1&gt;</th><td>0.2</td>' in html
    assert "<caption>All</caption>" in html


def test_every_block_has_its_place_its_colour_and_its_number():
    values = np.array([[1.0, np.nan]])
    colours = np.array([[[255, 0, 16], [1, 2, 3]]], np.uint8)
    svg = block_overlay(
        values, colours, (200, 100), 96, block="{row}/{column}: {value}", flat="{row}/{column} flat"
    )
    first, second = re.findall("<rect.*?</rect>", svg)
    assert 'x="0" y="0" width="96" height="96" fill="#ff0010"' in first
    assert "<title>1/1: 1.00</title>" in first
    assert 'x="96"' in second
    assert 'class="flat"' in second
    assert "<title>1/2 flat</title>" in second
    assert 'viewBox="0 0 200 100"' in svg


def test_maps_share_their_ends():
    first, second = np.array([[1.0, np.nan]]), np.array([[-2.0, 5.0]])
    assert shared_ends([first, second]) == (-2.0, 5.0)
    assert shared_ends([]) == (0.0, 1.0)
    assert shared_ends([np.full((2, 2), np.nan)]) == (0.0, 1.0)
