"""Pixels and batches: what one is as the other, and what a saved file holds."""

import io
import re

import numpy as np
import pytest
import torch
from PIL import Image

from ssidkd.core.picture import encode_png, save_png, to_batch, to_pixels

NOISE = np.random.default_rng(0).integers(0, 256, (37, 53, 3), dtype=np.uint8)


def test_every_level_survives_the_way_into_a_batch_and_back():
    levels = np.repeat(np.arange(256, dtype=np.uint8).reshape(16, 16, 1), 3, axis=2)
    assert np.array_equal(to_pixels(to_batch(levels)), levels)


def test_batch_is_channels_first_red_first_from_0_to_1():
    pixels = np.zeros((2, 3, 3), np.uint8)
    pixels[1, 2] = (255, 51, 0)
    batch = to_batch(pixels)
    assert (batch.shape, batch.dtype) == ((1, 3, 2, 3), torch.float32)
    assert batch[0, :, 1, 2].tolist() == pytest.approx([1.0, 0.2, 0.0])
    assert batch.sum().item() == pytest.approx(1.2)


def test_batch_shares_no_memory_with_read_only_pixels():
    pixels = NOISE.copy()
    pixels.flags.writeable = False
    batch = to_batch(pixels)
    batch.zero_()
    assert np.array_equal(pixels, NOISE)


def test_values_beyond_0_to_1_are_clamped_and_the_rest_rounded():
    values = torch.tensor([-0.5, 0.4 / 255, 0.6 / 255, 100.49 / 255, 1.0, 7.0])
    batch = values.expand(1, 3, 1, 6)
    assert to_pixels(batch)[0, :, 0].tolist() == [0, 0, 1, 100, 255, 255]


def test_infinities_are_clamped_and_numbers_that_are_none_refused():
    values = torch.tensor([float("inf"), float("-inf")])
    assert to_pixels(values.expand(1, 3, 1, 2))[0, :, 0].tolist() == [255, 0]
    with pytest.raises(ValueError, match="not numbers"):
        to_pixels(torch.full((1, 3, 2, 2), float("nan")))


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16, torch.float64])
def test_pixels_are_made_of_any_float_and_of_a_batch_with_gradient(dtype):
    batch = torch.full((1, 3, 2, 2), 0.5, dtype=dtype, requires_grad=True)
    pixels = to_pixels(batch)
    assert (pixels.dtype, pixels.shape, pixels.flags.c_contiguous) == (np.uint8, (2, 2, 3), True)
    assert np.abs(pixels.astype(int) - 128).max() <= 1


@pytest.mark.parametrize("shape", [(3, 4, 4), (2, 3, 4, 4), (1, 1, 4, 4), (1, 4, 4, 3)])
def test_batch_of_another_shape_is_an_error(shape):
    with pytest.raises(ValueError, match="expected a batch"):
        to_pixels(torch.zeros(shape))


@pytest.mark.parametrize(
    "pixels",
    [
        np.zeros((4, 4), np.uint8),
        np.zeros((4, 4, 4), np.uint8),
        np.zeros((3, 4, 4), np.uint8),
        np.zeros((4, 4, 3), np.float32),
        np.zeros((0, 4, 3), np.uint8),
    ],
)
@pytest.mark.parametrize("use", [to_batch, encode_png])
def test_array_that_is_no_picture_is_an_error(use, pixels):
    with pytest.raises(ValueError, match="expected pixels"):
        use(pixels)


def test_png_holds_the_pixels_and_nothing_else():
    data = encode_png(NOISE)
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(data))), NOISE)
    assert re.findall(rb"IHDR|PLTE|IDAT|IEND|tEXt|iTXt|zTXt|eXIf|iCCP|pHYs|tIME|gAMA", data) == [
        b"IHDR",
        b"IDAT",
        b"IEND",
    ]


def test_saved_file_is_the_encoded_one_and_replaces_an_older(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(b"old")
    save_png(NOISE, path)
    assert path.read_bytes() == encode_png(NOISE)
    assert list(tmp_path.iterdir()) == [path]


def test_failed_save_leaves_the_older_file_and_no_other(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(b"old")
    with pytest.raises(ValueError, match="expected pixels"):
        save_png(NOISE[..., 0], path)
    folder = tmp_path / "folder.png"
    (folder / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match="folder"):
        save_png(NOISE, folder)
    assert path.read_bytes() == b"old"
    assert sorted(tmp_path.iterdir()) == [path, folder]


def test_longest_name_can_be_saved(tmp_path):
    path = tmp_path / ("a" * 251 + ".png")
    save_png(NOISE, path)
    assert path.exists()
