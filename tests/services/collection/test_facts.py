"""What is measured on a photo, with values that can be worked out."""

import numpy as np
import pytest

from ssidkd.core.metrics import niqe
from ssidkd.services.collection.facts import measure
from ssidkd.services.collection.photo_file import (
    LONGEST_SIDE,
    THUMBNAIL_SIDE,
    identity_of,
    kept_photo,
)
from tests.services.collection.store_parts import no_score, photo


def flat(level, height=40, width=60):
    return np.full((height, width, 3), level, np.uint8)


def test_a_grey_wall_is_as_bright_and_as_hazy_as_it_is_grey_and_has_no_edges():
    facts = measure(kept_photo(flat(51)), no_score)
    assert (facts.width, facts.height) == (60, 40)
    assert facts.brightness == facts.dark_channel == 0.2  # 51 / 255
    assert facts.sharpness == 0


def test_stripes_of_black_and_white_are_sharp_and_have_no_haze():
    stripes = flat(0)
    stripes[:, ::2] = 255
    facts = measure(kept_photo(stripes), no_score)
    assert facts.dark_channel == 0
    assert facts.brightness == 0.5
    # Laplacian: 255 + 255 - 2 * 0 on black, 0 + 0 - 2 * 255 on white; its mean is 0.
    assert facts.sharpness == 510**2


def test_where_there_is_too_little_texture_there_is_no_niqe():
    assert measure(kept_photo(flat(51)), niqe).niqe is None
    assert measure(kept_photo(photo(1)), no_score).niqe == 5.0


@pytest.mark.parametrize(
    ("shape", "kept", "thumbnail"),
    [
        ((40, 60), (40, 60), (40, 60)),
        ((3000, 4096), (1500, 2048), (234, 320)),
        ((9, 40_000), (1, 2048), (1, 320)),
    ],
)
def test_sides_of_what_is_kept(shape, kept, thumbnail):
    photo = kept_photo(flat(7, *shape))
    assert photo.pixels.shape[:2] == kept
    assert photo.thumbnail.shape[:2] == thumbnail
    assert max(kept) <= LONGEST_SIDE
    assert max(thumbnail) <= THUMBNAIL_SIDE


def test_the_same_bytes_in_another_shape_are_another_photo():
    assert identity_of(flat(7, 4, 6)) != identity_of(flat(7, 6, 4))


def test_the_way_pixels_lie_in_memory_does_not_matter():
    pixels = photo(1)
    backwards = np.asfortranarray(pixels)
    assert identity_of(backwards) == identity_of(pixels)


@pytest.mark.parametrize("wrong", [np.zeros((4, 4), np.uint8), np.zeros((4, 4, 3)), flat(0, 0, 4)])
def test_what_is_no_picture_is_refused(wrong):
    with pytest.raises(ValueError, match="expected"):
        kept_photo(wrong)
