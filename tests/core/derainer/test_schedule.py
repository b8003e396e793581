import pytest

from ssidkd.core.derainer.schedule import (
    checked_overlap,
    checked_tile,
    first_tile,
    smaller_tile,
    tile_with_memory_enough,
)

PLENTY = 1e12


def test_picture_that_fits_is_done_in_one_pass():
    assert first_tile(997, 661, room=PLENTY, on_cpu=True) == 1024
    assert first_tile(3000, 4000, room=PLENTY, on_cpu=False) == 4000


def test_large_picture_is_tiled_on_a_processor_so_that_it_can_be_stopped():
    assert first_tile(3000, 4000, room=PLENTY, on_cpu=True) < 1024


@pytest.mark.parametrize(
    ("sides", "on_cpu", "tile"),
    [((704, 704), True, 704), ((3000, 4000), True, 768), ((3000, 4000), False, 2048)],
)
def test_what_a_picture_gets_where_memory_is_no_concern(sides, on_cpu, tile):
    assert tile_with_memory_enough(*sides, on_cpu=on_cpu) == tile


@pytest.mark.parametrize("on_cpu", [True, False])
@pytest.mark.parametrize("room", [1e3, 1e5, 1e6, 5e6])
def test_tile_fits_into_the_room_there_is(room, on_cpu):
    tile = first_tile(3000, 4000, room=room, on_cpu=on_cpu)
    assert tile % 32 == 0
    assert tile**2 <= room or tile == 128


def test_tiles_are_halved_down_to_the_smallest():
    sizes, tile = [], 1056
    while tile is not None:
        sizes.append(tile)
        tile = smaller_tile(tile)
    assert sizes == [1056, 512, 256, 128]


def test_sizes_that_were_asked_for_become_multiples_of_32():
    assert checked_tile(500) == 480
    assert checked_overlap(100) == 128


def test_sizes_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="at least 128"):
        checked_tile(127)
    with pytest.raises(ValueError, match="overlap"):
        checked_overlap(0)
