"""Pixel accuracy and overlap with values that can be worked out by hand."""

import numpy as np
import pytest

from training.tasks.segmentation_score import (
    IGNORED,
    SegmentationScore,
    count_pixels,
    segmentation_score,
)


def maps(found, true):
    return np.array(found, np.uint8), np.array(true, np.uint8)


def test_pixels_are_counted_by_true_and_found_class():
    found, true = maps([[0, 1, 1], [2, 2, 0]], [[0, 0, 1], [2, 1, IGNORED]])
    assert count_pixels(found, true, 3).tolist() == [[1, 1, 0], [0, 1, 1], [0, 0, 1]]


def test_the_scores_of_a_small_map():
    found, true = maps([[0, 0, 1, 1]], [[0, 0, 0, 1]])
    score = segmentation_score(count_pixels(found, true, 2))
    assert score.pixel_accuracy == pytest.approx((2 / 3 + 1) / 2)
    assert score.overlap == pytest.approx((2 / 3 + 1 / 2) / 2)


def test_a_class_that_is_only_found_lowers_the_overlap_and_not_the_accuracy():
    found, true = maps([[0, 0, 0, 1]], [[0, 0, 0, 0]])
    score = segmentation_score(count_pixels(found, true, 3))
    assert score == SegmentationScore(pixel_accuracy=3 / 4, overlap=(3 / 4 + 0) / 2)


def test_perfect_maps_score_one_and_classes_that_never_occur_do_not_count():
    labels = np.random.default_rng(0).integers(0, 4, (9, 7), np.uint8)
    score = segmentation_score(count_pixels(labels, labels, 19))
    assert score == SegmentationScore(pixel_accuracy=1.0, overlap=1.0)


def test_where_nobody_knows_nothing_is_scored():
    found, true = maps([[5, 6]], [[IGNORED, IGNORED]])
    counts = count_pixels(found, true, 7)
    assert counts.sum() == 0
    assert segmentation_score(counts) == SegmentationScore(pixel_accuracy=None, overlap=None)


def test_maps_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="size"):
        count_pixels(np.zeros((2, 2), np.uint8), np.zeros((2, 3), np.uint8), 2)
    with pytest.raises(ValueError, match="above 1"):
        count_pixels(*maps([[0]], [[2]]), 2)
