"""Means and comparisons of hand-made scores."""

import pytest

from training.evaluation.measures import PictureScore
from training.evaluation.summary import compare, summarise


def row(method, picture, *, condition="real", niqe=None, psnr=None, seconds=None):
    return PictureScore(
        method=method, condition=condition, picture=picture, psnr_rgb=psnr, ssim_rgb=None,
        psnr_y=None, ssim_y=None, niqe=niqe, niqe_reason=None, dark_mean=0.5, sharpness=10.0,
        seconds=seconds,
    )  # fmt: skip


def test_means_are_over_the_pictures_that_have_a_value():
    rows = [
        row("a", "1", niqe=3.0, seconds=9.0),
        row("a", "2", niqe=5.0, seconds=1.0),
        row("a", "3", seconds=2.0),
    ]
    (summary,) = summarise(rows)
    assert (summary.pictures, summary.niqe_pictures, summary.niqe) == (3, 2, 4.0)
    assert summary.psnr_rgb is None
    assert summary.seconds == 2.0  # the median: the first picture takes longer
    assert summary.dark_mean == 0.5


def test_conditions_are_never_mixed():
    rows = [row("a", "1", condition="x", psnr=10.0), row("a", "1", condition="y", psnr=30.0)]
    assert [(one.condition, one.psnr_rgb) for one in summarise(rows)] == [("x", 10.0), ("y", 30.0)]


def test_every_later_method_is_compared_with_every_earlier_one():
    rows = [row(method, str(n), niqe=3.0) for method in ("input", "a", "b") for n in range(2)]
    pairs = [(one.first, one.second) for one in compare(rows)]
    assert pairs == [("input", "a"), ("input", "b"), ("a", "b")]


def test_a_constant_shift_of_one_method_is_found():
    rows = [row("teacher", str(n), niqe=3.0 + n, psnr=20.0) for n in range(5)]
    rows += [row("student", str(n), niqe=2.9 + n, psnr=20.5) for n in range(5)]
    (comparison,) = compare(rows)
    assert comparison.niqe.mean == pytest.approx(-0.1)
    assert comparison.niqe.low == pytest.approx(-0.1)
    assert comparison.niqe.high == pytest.approx(-0.1)
    assert comparison.psnr_rgb.mean == pytest.approx(0.5)
    assert comparison.sharpness.mean == 0


def test_only_pictures_with_both_values_are_compared():
    rows = [row("a", "1", niqe=3.0), row("a", "2", niqe=3.0), row("a", "3", niqe=3.0)]
    rows += [row("b", "1", niqe=4.0), row("b", "2", niqe=4.0), row("b", "3")]
    (comparison,) = compare(rows)
    assert comparison.niqe.pictures == 2
    assert comparison.psnr_rgb is None


def test_one_common_picture_is_too_few():
    (comparison,) = compare([row("a", "1", niqe=3.0), row("b", "1", niqe=4.0)])
    assert comparison.niqe is None


def test_identical_pictures_are_no_part_of_a_difference_in_decibels():
    rows = [row("input", str(n), psnr=100.0) for n in range(3)]
    rows += [row("a", "0", psnr=100.0), row("a", "1", psnr=40.0), row("a", "2", psnr=42.0)]
    rows += [row("b", str(n), psnr=41.0) for n in range(3)]
    by_pair = {(one.first, one.second): one.psnr_rgb for one in compare(rows)}
    assert by_pair["input", "a"] is None
    assert (by_pair["a", "b"].pictures, by_pair["a", "b"].mean) == (2, 0.0)
