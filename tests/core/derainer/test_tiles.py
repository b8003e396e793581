from itertools import pairwise

import numpy as np
import pytest

from ssidkd.core.derainer.tiles import plan_axis, plan_tiles

CASES = [
    (length, tile, overlap)
    for length in (32, 128, 160, 256, 288, 1024, 1056, 6016)
    for tile, overlap in ((128, 64), (160, 64), (256, 128), (512, 128), (1024, 32))
]


@pytest.mark.parametrize(("length", "tile", "overlap"), CASES)
def test_shares_of_all_tiles_sum_to_one_and_are_never_negative(length, tile, overlap):
    total = np.zeros(length)
    for span in plan_axis(length, tile, overlap):
        assert span.weights.min() >= 0
        total[span.start : span.start + len(span.weights)] += span.weights
    np.testing.assert_allclose(total, 1, atol=2e-7)


@pytest.mark.parametrize(("length", "tile", "overlap"), CASES)
def test_tiles_start_on_multiples_of_32_and_overlap_as_asked(length, tile, overlap):
    spans = plan_axis(length, tile, overlap)
    assert all(span.start % 32 == 0 for span in spans)
    assert {len(span.weights) for span in spans} == {min(length, tile)}
    assert spans[0].start == 0
    assert spans[-1].start + len(spans[-1].weights) == length
    assert all(first.start + tile - second.start >= overlap for first, second in pairwise(spans))


@pytest.mark.parametrize(("length", "tile", "overlap"), CASES)
def test_no_more_tiles_than_the_overlap_needs(length, tile, overlap):
    spans = plan_axis(length, tile, overlap)
    fewest = 1 + max(0, -(-(length - tile) // (tile - overlap)))
    assert len(spans) == fewest


def test_outer_quarters_of_an_overlap_are_not_used():
    first, second = plan_axis(384, 256, 128)  # they overlap from 128 to 256
    assert (first.weights[:160] == 1).all()
    assert (first.weights[224:] == 0).all()
    assert (second.weights[:32] == 0).all()
    assert (second.weights[96:] == 1).all()


@pytest.mark.parametrize(
    ("height", "width", "tile"),
    [(1024, 1024, 256), (997, 661, 256), (33, 500, 128), (32, 32, 128), (130, 95, 128)],
)
def test_cutting_and_blending_gives_the_picture_back(noise, height, width, tile):
    pixels = noise(height, width)
    blended = np.zeros(pixels.shape, np.float32)
    for piece in plan_tiles(height, width, tile, 64):
        cut = piece.cut(pixels)
        assert cut.shape[0] % 32 == cut.shape[1] % 32 == 0
        piece.blend(cut.astype(np.float32), blended)
    np.testing.assert_allclose(blended, pixels, atol=1e-4)


def test_pictures_are_filled_up_by_reflection(noise):
    pixels = noise(33, 40)
    (piece,) = plan_tiles(33, 40, 128, 64)
    cut = piece.cut(pixels)
    assert cut.shape == (64, 64, 3)
    assert (cut[:33, :40] == pixels).all()
    assert (cut[33, :40] == pixels[31]).all()
    assert (cut[:33, 40] == pixels[:, 38]).all()


def test_overlap_takes_at_most_half_of_a_tile():
    plan = plan_tiles(512, 512, 128, 1024)
    assert [span.start for span in plan.rows] == [0, 64, 128, 192, 256, 320, 384]
