import numpy as np
import pytest
from PIL import Image

from ssidkd.services.photos import at_most, read_photo
from tests.page_services import textured


@pytest.mark.parametrize(
    ("height", "width"), [(2000, 3000), (3000, 2000), (1025, 1025), (64, 1200)]
)
def test_a_smaller_copy_keeps_its_shape_and_the_limit(height, width):
    small = at_most(np.zeros((height, width, 3), np.uint8), 60_000)
    assert small.shape[0] * small.shape[1] <= 60_000
    assert small.shape[1] / small.shape[0] == pytest.approx(width / height, rel=0.05)


def test_a_picture_within_the_limit_is_not_touched():
    pixels = textured(40, 60)
    assert at_most(pixels, 2400) is pixels
    assert at_most(pixels, None) is pixels


def test_a_smaller_copy_averages():
    stripes = np.zeros((64, 64, 3), np.uint8)
    stripes[:, ::2] = 200
    assert np.unique(at_most(stripes, 32 * 32)).tolist() == [100]


def test_a_photo_says_what_it_was(tmp_path):
    Image.fromarray(textured(120, 200)).save(tmp_path / "photo.png")
    photo = read_photo(tmp_path / "photo.png", 60 * 100)
    assert (photo.full_size, photo.pixels.shape, photo.is_smaller) == (
        (200, 120),
        (60, 100, 3),
        True,
    )
    assert not read_photo(tmp_path / "photo.png").is_smaller


def test_a_phone_photo_comes_upright(tmp_path):
    upright = textured(120, 200)
    exif = Image.Exif()
    exif[274] = 6  # held so that the camera's top is on the right
    Image.fromarray(np.rot90(upright)).save(tmp_path / "phone.png", exif=exif)
    np.testing.assert_array_equal(read_photo(tmp_path / "phone.png").pixels, upright)
