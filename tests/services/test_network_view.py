"""Maps of a part: the network's own numbers, in an order that stays, on a scale that is said."""

import threading

import numpy as np
import pytest
import torch

from ssidkd.core.network.probe import ProbeStopped, feature_maps
from ssidkd.core.picture import to_batch
from ssidkd.services.network_view import (
    LOOK_PIXELS,
    SHEET_COLUMNS,
    TILE_SIDE,
    PartMaps,
    look_into,
    map_ranges,
    map_sheet,
    part_maps,
)
from tests.page_services import load_tiny, textured


def looked(pixels, part, stop=None):
    events = [*look_into(load_tiny("teacher"), "cpu", pixels, part, stop or threading.Event())]
    return events[:-1], events[-1]


def test_small_maps_are_the_networks_own_numbers():
    pixels = textured(96, 160)
    shares, maps = looked(pixels, "half_network.code")
    states = feature_maps(load_tiny("teacher").network, to_batch(pixels), "half_network.code")
    expected = torch.cat(states).numpy()
    np.testing.assert_allclose(maps.values, expected, rtol=1e-5, atol=1e-6)
    assert maps.map_size == (40, 24)
    assert (maps.photo_size, maps.applications) == ((160, 96), 1)
    assert shares == sorted(shares)


def test_a_large_photo_is_made_smaller_and_the_maps_once_more():
    _, maps = looked(textured(600, 900), "head_full")
    width, height = maps.photo_size
    assert width * height <= LOOK_PIXELS < 1.02 * width * height
    assert maps.map_size == maps.photo_size
    assert max(maps.values.shape[-2:]) == TILE_SIDE
    assert maps.applications == 0


def test_looking_stops():
    stop = threading.Event()
    events = look_into(load_tiny("student"), "cpu", textured(300, 300), "tail", stop)
    next(events)
    stop.set()
    with pytest.raises(ProbeStopped):
        list(events)


@pytest.fixture
def maps():
    """Nine flat-to-strong channels of 2 x 2 px in two states; the strongest is the last one."""
    rising = np.array([[0, 1], [2, 3]], np.float32)
    states = [np.stack([rising * factor * channel for channel in range(9)]) for factor in (1, 2)]
    return part_maps("F", [torch.from_numpy(one)[None] for one in states], textured(2, 2))


def test_strongest_channels_come_first(maps):
    assert isinstance(maps, PartMaps)
    assert maps.order == tuple(range(8, -1, -1))


def test_each_map_may_have_its_own_scale(maps):
    assert map_ranges(maps, 0, "each")[0] == (0.0, 24.0)
    assert map_ranges(maps, 1, "each")[0] == (0.0, 48.0)
    first, second = map_sheet(maps, 0, "each"), map_sheet(maps, 1, "each")
    np.testing.assert_array_equal(first, second)  # the same pattern, twice as strong


def test_one_scale_shows_which_map_is_stronger(maps):
    (low, high), *others = map_ranges(maps, 0, "one")
    assert set(others) == {(low, high)} == set(map_ranges(maps, 1, "one"))
    assert low == 0.0
    assert 40 < high < 48
    first, second = map_sheet(maps, 0, "one"), map_sheet(maps, 1, "one")
    assert (first != second).any()


def test_the_sheet_has_a_place_for_every_map(maps):
    sheet = map_sheet(maps, 0, "each")
    assert sheet.shape == (2 * 2, SHEET_COLUMNS * 2, 3)
    assert (sheet[2:, 2:] == sheet[2, 0]).all()  # nothing after the ninth map, which is flat
    flat = sheet[2:, :2].reshape(-1, 3)
    assert (flat == flat[0]).all()  # a flat map divides by nothing
