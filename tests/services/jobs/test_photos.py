"""Photos that wait: what is taken, what is left out, and why."""

import io
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image

from ssidkd.core.intake import read_picture
from ssidkd.services.batch.rows import Incoming
from ssidkd.services.jobs.photos import (
    PhotoIntake,
    PhotoLimits,
    PhotosGoneError,
    Tray,
    smaller_than,
)
from ssidkd.services.shelf import PictureShelf
from tests.job_folders import photo


class Clock:
    seconds = 0.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def shelf(tmp_path, clock):
    return PictureShelf(tmp_path / "shelf", clock)


@pytest.fixture
def intake(shelf):
    return PhotoIntake(shelf, PhotoLimits(photos=5))


def sent(folder, name, content):
    path = folder / f"{len(list(folder.iterdir()))}.upload"
    path.write_bytes(content)
    return Incoming(path=path, name=name)


def encoded(pixels, kind="PNG", **options):
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, kind, **options)
    return buffer.getvalue()


def reasons(tray):
    return {one.name: one.reason for one in tray.left_out}


def names(tray):
    return [one.name for one in tray.photos]


def test_several_lots_join_in_the_order_they_came(intake, tmp_path):
    tray = Tray()
    first = [sent(tmp_path, "a.png", encoded(photo(1))), sent(tmp_path, "b.png", encoded(photo(2)))]
    assert list(intake.add(tray, first)) == [1, 2]
    list(intake.add(tray, [sent(tmp_path, "../c.png", encoded(photo(3)))]))
    assert names(tray) == ["a.png", "b.png", "c.png"]
    for number, pixels in enumerate(intake.pixels(tray), start=1):
        np.testing.assert_array_equal(pixels, photo(number))


def test_one_damaged_file_is_named_and_spares_the_others(intake, tmp_path):
    tray = Tray()
    files = [sent(tmp_path, f"{n}.png", encoded(photo(n))) for n in range(3)]
    files.insert(1, sent(tmp_path, "broken.png", encoded(photo(9))[:400]))
    files.insert(3, sent(tmp_path, "small.png", encoded(photo(8)[:20, :20])))
    list(intake.add(tray, files))
    assert names(tray) == ["0.png", "1.png", "2.png"]
    assert reasons(tray) == {"broken.png": "refused", "small.png": "refused"}
    assert "32 x 32" in tray.left_out[1].sentence


def test_the_same_pixels_in_another_file_are_left_out(intake, tmp_path):
    tray = Tray()
    again = encoded(photo(1), compress_level=9)
    files = [sent(tmp_path, "one.png", encoded(photo(1))), sent(tmp_path, "two.png", again)]
    list(intake.add(tray, files))
    assert names(tray) == ["one.png"]
    assert (tray.left_out[0].reason, tray.left_out[0].like) == ("same", "one.png")


@pytest.mark.parametrize("change", ["jpeg", "smaller", "brighter"])
def test_nearly_the_same_photo_is_left_out(intake, tmp_path, change):
    pixels = photo(1, 300, 400)
    changed = {
        "jpeg": encoded(pixels, "JPEG", quality=60),
        "smaller": encoded(cv2.resize(pixels, (320, 240), interpolation=cv2.INTER_AREA)),
        "brighter": encoded(np.clip(pixels * 1.1 + 8, 0, 255).astype(np.uint8)),
    }
    tray = Tray()
    files = [sent(tmp_path, "one.png", encoded(pixels)), sent(tmp_path, "like", changed[change])]
    list(intake.add(tray, files))
    assert list(reasons(tray).values()) == ["alike"]


def test_all_duplicates_leave_one(intake, tmp_path):
    tray = Tray()
    list(intake.add(tray, [sent(tmp_path, f"{n}.png", encoded(photo(1))) for n in range(5)]))
    assert names(tray) == ["0.png"]
    assert len(tray.left_out) == 4


def test_a_real_shower_of_different_photos_is_kept(shelf, shared_data):
    tray, intake = Tray(), PhotoIntake(shelf)
    paths = sorted((shared_data / "real").rglob("*.*"))[:12]
    if not paths:
        pytest.skip("needs real rainy photos")
    list(intake.add(tray, [Incoming(path=path, name=path.name) for path in paths]))
    assert len(tray.photos) == len(paths)


def test_beyond_the_most_the_rest_is_named(intake, tmp_path):
    tray = Tray()
    list(intake.add(tray, [sent(tmp_path, f"{n}.png", encoded(photo(n))) for n in range(7)]))
    assert names(tray) == [f"{n}.png" for n in range(5)]
    assert reasons(tray) == {"5.png": "too_many", "6.png": "too_many"}


def test_all_visitors_together_fill_the_server(shelf):
    size = len(encoded(photo(1)))
    intake = PhotoIntake(shelf, PhotoLimits(waiting_bytes=2 * size))
    trays = [Tray(), Tray()]
    for number in range(4):
        intake.add_pixels(trays[number % 2], f"{number}", photo(number))
    kept = sum(len(tray.photos) for tray in trays)
    assert kept < 4
    assert {one.reason for tray in trays for one in tray.left_out} == {"no_room"}


def test_room_comes_back_when_photos_are_cleared_away(shelf, clock):
    intake = PhotoIntake(shelf, PhotoLimits(waiting_bytes=1))
    first, second = Tray(), Tray()
    intake.add_pixels(first, "first", photo(1))
    intake.add_pixels(second, "too early", photo(2))
    assert names(second) == []
    clock.seconds = 100
    shelf.clear(older_than=50)
    intake.add_pixels(second, "in time", photo(2))
    assert names(second) == ["in time"]


def test_large_photos_are_kept_at_1024_pixels(intake):
    tray = Tray()
    intake.add_pixels(tray, "large", photo(1, 900, 2048))
    [kept] = tray.photos
    assert (kept.width, kept.height) == (1024, 450)
    assert read_picture(kept.path).pixels.shape == (450, 1024, 3)
    assert max(read_picture(kept.thumbnail).pixels.shape) <= 240


def test_the_probe_is_the_chosen_photo_or_the_first(intake):
    tray = Tray()
    for number in range(3):
        intake.add_pixels(tray, f"{number}", photo(number))
    assert tray.probe == 0
    tray.chosen = tray.photos[2].identity
    assert tray.probe == 2
    tray.remove(tray.photos[0].identity)
    assert tray.probe == 1
    tray.remove(tray.chosen)
    assert tray.probe == 0
    tray.chosen = "nonsense"
    assert tray.probe == 0


def test_photos_that_were_looked_at_stay_and_others_are_said_to_be_gone(intake, shelf, clock):
    tray = Tray()
    intake.add_pixels(tray, "rain", photo(1))
    clock.seconds = 40
    intake.touch(tray)
    clock.seconds = 80
    shelf.clear(older_than=50)
    assert len(intake.pixels(tray)) == 1
    clock.seconds = 200
    shelf.clear(older_than=50)
    with pytest.raises(PhotosGoneError, match="add them again"):
        intake.pixels(tray)
    assert tray.photos == ()


def test_small_photos_are_counted(intake):
    tray = Tray()
    intake.add_pixels(tray, "one", photo(1))
    sizes = [(64, 200), (65, 200), (300, 63)]
    photos = [replace(tray.photos[0], width=width, height=height) for width, height in sizes]
    assert smaller_than(photos, 64) == 1
    assert smaller_than(photos, 96) == 3


def test_reading_is_noted_even_if_it_is_broken_off(intake, tmp_path):
    tray = Tray()
    reading = intake.add(tray, [sent(tmp_path, f"{n}.png", encoded(photo(n))) for n in range(3)])
    next(reading)
    assert tray.readings == 1
    reading.close()
    assert tray.readings == 0
