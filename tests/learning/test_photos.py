import numpy as np
import pytest

from ssidkd.core.picture import save_png
from ssidkd.learning.held import Memory
from ssidkd.learning.photos import TrainingDataError, list_pictures, load_photos, random_crop

RED = np.zeros((40, 60, 3), np.uint8) + np.array([200, 30, 10], np.uint8)


@pytest.fixture
def folder(tmp_path):
    for name in ("b.png", "a.PNG", "unseen.png"):
        save_png(RED, tmp_path / name)
    (tmp_path / "deeper").mkdir()
    save_png(RED, tmp_path / "deeper" / "c.png")
    (tmp_path / "notes.txt").write_text("no picture")
    return tmp_path


def test_pictures_are_listed_in_order_without_the_excluded(folder):
    names = [path.name for path in list_pictures(folder, {"unseen.png"})]
    assert names == ["a.PNG", "b.png", "c.png"]


def test_a_folder_without_pictures_is_refused(tmp_path):
    with pytest.raises(TrainingDataError, match="no pictures"):
        list_pictures(tmp_path / "missing")


def test_colours_come_as_rgb_and_large_photos_are_reduced(folder):
    photos = load_photos(list_pictures(folder), longest_side=30)
    assert photos[0].shape == (20, 30, 3)
    assert (photos[0] == RED[0, 0]).all()
    untouched = load_photos(list_pictures(folder))[0]
    np.testing.assert_array_equal(untouched, RED)


def test_photos_are_the_same_from_memory_and_from_the_file(folder):
    held, decoded = (load_photos(list_pictures(folder), memory=m) for m in (None, Memory(0)))
    assert (held.held, decoded.held) == (4, 0)
    assert all((one == other).all() for one, other in zip(held, decoded, strict=True))


def test_a_broken_file_is_named(folder):
    (folder / "b.png").write_bytes(b"no picture")
    with pytest.raises(TrainingDataError, match=r"b\.png cannot be read"):
        load_photos(list_pictures(folder))


@pytest.mark.parametrize("augment", [False, True])
@pytest.mark.parametrize("size", [(33, 90), (400, 700), (20, 24)])
def test_crops_have_their_size_whatever_the_photo_s(size, augment):
    photo = np.random.default_rng(0).integers(0, 256, (*size, 3), np.uint8)
    for seed in range(20):
        crop = random_crop([photo], 32, np.random.default_rng(seed), augment=augment)
        assert crop.shape == (32, 32, 3)
        assert crop.flags.c_contiguous


def test_without_augmentation_a_crop_is_a_piece_of_the_photo():
    photo = np.arange(40 * 50 * 3).reshape(40, 50, 3).astype(np.uint8)
    crop = random_crop([photo], 36, np.random.default_rng(3), augment=False)
    pieces = [photo[top : top + 36, left : left + 36] for top in range(5) for left in range(15)]
    assert any((crop == piece).all() for piece in pieces)


def test_augmentation_mirrors_some_crops():
    photo = np.zeros((32, 32, 3), np.uint8)
    photo[:, :16] = 255
    crops = [random_crop([photo], 32, np.random.default_rng(n), augment=True) for n in range(20)]
    bright_left = [int(crop[0, 0, 0]) for crop in crops]
    assert set(bright_left) == {0, 255}
