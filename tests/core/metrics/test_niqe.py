import math
import threading

import cv2
import numpy as np
import pytest
from PIL import Image

from ssidkd.core.metrics import block_distances, bundled_pristine_model, niqe
from training.plain_niqe import plain_niqe


@pytest.fixture(scope="module")
def noise():
    values = 127.5 + 10 * np.random.default_rng(0).standard_normal((512, 512, 3))
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)


def ramp():
    row = np.rint(255 * np.arange(512) / 511).astype(np.uint8)
    return np.broadcast_to(row[None, :, None], (512, 512, 3))


def test_noise_has_the_value_of_the_definition(noise):
    result = niqe(noise)
    assert (result.value, result.blocks) == (pytest.approx(14.786433, abs=1e-5), 25)
    assert result.reason is None


@pytest.mark.parametrize(
    ("photo", "blocks", "value"),
    [
        ("norain-1.png", 24, 2.784615),
        ("norain-2.png", 70, 4.297999),
        ("norain-3.png", 70, 2.696355),
        ("norain-4.png", 15, 5.159727),
        ("norain-8.png", 15, 4.383027),
    ],
)
def test_real_photos_have_the_values_of_the_definition(shared_data, photo, blocks, value):
    with Image.open(shared_data / "data" / "real" / photo) as file:
        result = niqe(np.asarray(file.convert("RGB")))
    assert (result.value, result.blocks) == (pytest.approx(value, abs=1e-5), blocks)


@pytest.mark.parametrize("size", [(100, 100), (95, 500), (191, 191), (1, 1), (50, 192)])
def test_a_picture_with_room_for_less_than_two_blocks_has_no_value_but_a_reason(noise, size):
    result = niqe(noise[: size[0], : size[1]])
    assert (result.value, result.blocks) == (None, 0)
    assert result.reason.startswith(
        f"This picture is too small for NIQE: it has {size[1]} x {size[0]} pixels"
    )


@pytest.mark.parametrize("size", [(96, 192), (192, 96)])
def test_two_blocks_are_enough(noise, size):
    assert niqe(noise[: size[0], : size[1]]).value > 0


@pytest.mark.parametrize("picture", [ramp(), np.full((300, 400, 3), 77, np.uint8)])
def test_a_flat_picture_has_no_value_but_a_reason(picture):
    result = niqe(picture)
    blocks = (picture.shape[0] // 96) * (picture.shape[1] // 96)
    assert (result.value, result.blocks) == (None, blocks)
    assert result.reason.startswith(f"This picture is too flat for NIQE: 0 of its {blocks} blocks")


def test_one_textured_block_is_not_enough(noise):
    picture = np.full((192, 192, 3), 128, np.uint8)
    picture[8:88, 8:88] = noise[:80, :80]
    assert "1 of its 4 blocks" in niqe(picture).reason


def test_flat_blocks_count_as_in_the_definition_written_plainly(noise):
    picture = noise[:300, :400].copy()
    picture[:120, :130] = 255  # an overexposed sky
    picture[200:, 200:, :] //= 4
    plain = plain_niqe(picture, bundled_pristine_model())
    result = niqe(picture)
    assert result.value == pytest.approx(plain, abs=1e-9)
    assert np.isnan(result.block_features).any(axis=2).sum() == 1


def test_what_is_left_over_at_the_right_and_at_the_bottom_does_not_count(noise):
    other = noise.copy()
    other[480:] = 0
    other[:, 480:] = 255
    assert niqe(other).value == niqe(noise[:480, :480]).value


def test_the_value_does_not_depend_on_threads_of_opencv_or_on_how_the_array_lies(noise):
    before = cv2.getNumThreads()
    try:
        values = set()
        for threads in (1, 4):
            cv2.setNumThreads(threads)
            values.add(niqe(noise).value)
            values.add(niqe(np.asfortranarray(noise)).value)
    finally:
        cv2.setNumThreads(before)
    assert len(values) == 1


def test_many_threads_get_the_value_of_one(noise):
    parts = [noise[i : i + 192, i : i + 288] for i in range(4)]
    found = [None] * 4

    def measure(i):
        found[i] = [niqe(parts[i]).value for _ in range(5)]

    threads = [threading.Thread(target=measure, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[niqe(part).value] * 5 for part in parts]


def test_a_picture_that_may_not_be_written_to_is_scored_and_left_alone(noise):
    picture = noise[:200, :200].copy()
    picture.setflags(write=False)
    niqe(picture)
    assert (picture == noise[:200, :200]).all()


@pytest.mark.parametrize(
    "wrong", [np.zeros((200, 200), np.uint8), np.zeros((200, 200, 3)), np.zeros((3, 200, 200))]
)
def test_an_array_that_is_no_picture_is_refused(wrong):
    with pytest.raises(ValueError, match="uint8"):
        niqe(wrong)


def test_block_distances_follow_where_the_picture_is_unlike_a_photo(noise):
    picture = cv2.GaussianBlur(noise, (0, 0), 1.2)  # nearer to a photo than white noise
    picture[:96, 96:192] = noise[:96, 96:192]
    picture[90:200, :110] = 128
    result = niqe(picture)
    distances = block_distances(result)
    assert distances.shape == result.block_features.shape[:2] == (5, 5)
    assert math.isnan(distances[1, 0])
    assert np.unravel_index(np.nanargmax(distances), distances.shape) == (0, 1)


def test_a_block_with_the_pristine_mean_has_distance_zero(noise):
    model = bundled_pristine_model()
    result = niqe(noise)
    result.block_features[2, 3] = model.mean
    assert block_distances(result, model)[2, 3] == 0
