import numpy as np
import pytest
from PIL import Image

from ssidkd.services.shelf import PictureShelf
from tests.page_services import textured


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def shelf(tmp_path, clock):
    return PictureShelf(tmp_path, clock)


def test_a_shelf_gives_back_exactly_what_it_got_under_a_name_that_says_what_it_is(shelf):
    pixels = textured(33, 47)
    path = shelf.put(pixels, "derained-student-lite")
    assert path.name.startswith("derained-student-lite-47x33-")
    assert path.suffix == ".png"
    np.testing.assert_array_equal(np.asarray(Image.open(path)), pixels)


def test_a_shelf_keeps_equal_pictures_once_and_others_apart(shelf):
    first = shelf.put(textured(32, 32, 0), "a")
    assert shelf.put(textured(32, 32, 0), "a") == first
    assert shelf.put(textured(32, 32, 1), "a") != first
    assert shelf.put(textured(32, 32, 0), "b") != first
    assert shelf.put(np.zeros((16, 64, 3), np.uint8), "a") != shelf.put(
        np.zeros((64, 16, 3), np.uint8), "a"
    )


def test_only_pictures_that_nobody_asked_for_lately_are_cleared_away(shelf, clock, tmp_path):
    old, used_again = shelf.put(textured(32, 32, 0), "a"), shelf.put(textured(32, 32, 1), "a")
    kept = shelf.put(textured(32, 32, 2), "a", keep=True)
    clock.now += 60
    shelf.put(textured(32, 32, 1), "a")
    shelf.put(textured(32, 32, 2), "a")  # asked for in passing, but still kept
    clock.now += 60
    shelf.clear(older_than=100)
    assert not old.exists()
    assert not old.parent.exists()
    assert used_again.exists()
    clock.now += 10_000
    shelf.clear(older_than=100)
    assert list(tmp_path.rglob("*.png")) == [kept]


def test_a_cleared_picture_can_be_put_again(shelf, clock):
    path = shelf.put(textured(32, 32), "a")
    clock.now += 60
    shelf.clear(older_than=1)
    assert shelf.put(textured(32, 32), "a") == path
    assert path.exists()


def test_one_name_of_a_picture_can_go_while_another_stays(shelf, clock):
    shelf.put(textured(32, 32), "a")
    clock.now += 60
    other = shelf.put(textured(32, 32), "b")
    clock.now += 60
    shelf.clear(older_than=100)
    assert other.exists()


def test_a_reserved_file_stays_until_it_is_settled_and_old(tmp_path):
    now = [0.0]
    shelf = PictureShelf(tmp_path, now=lambda: now[0])
    paths = [shelf.reserve("results.zip") for _ in range(2)]
    assert paths[0] != paths[1]
    paths[0].write_bytes(b"half")
    now[0] = 1000
    shelf.clear(older_than=10)
    assert paths[0].read_bytes() == b"half"
    shelf.settle(paths[0])
    shelf.clear(older_than=10)
    assert paths[0].exists()
    now[0] = 1010
    shelf.clear(older_than=10)
    assert not paths[0].parent.exists()
    assert paths[1].parent.exists()
