"""Overlap and matching with values that can be worked out by hand."""

import pytest

from ssidkd.core.detection import Box
from training.tasks.boxes import match, overlap
from training.tasks.detection_score import DetectionScore, detection_score


def box(left, top, right, bottom, label="car", confidence=1.0):
    return Box(
        label=label, left=left, top=top, right=right, bottom=bottom, confidence=confidence
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (box(0, 0, 2, 2), box(0, 0, 2, 2), 1),
        (box(0, 0, 2, 2), box(1, 0, 3, 2), 2 / 6),
        (box(0, 0, 4, 4), box(1, 1, 3, 3), 4 / 16),
        (box(0, 0, 2, 2), box(2, 0, 4, 2), 0),
        (box(0, 0, 2, 2), box(5, 5, 6, 6), 0),
        (box(0, 0, 0, 0), box(0, 0, 0, 0), 0),
        (box(3, 3, 1, 1), box(1, 1, 3, 3), 0),  # turned inside out
    ],
)
def test_overlap_is_intersection_over_union(first, second, expected):
    assert overlap(first, second) == pytest.approx(expected)
    assert overlap(second, first) == pytest.approx(expected)


def test_found_false_alarms_and_misses_are_counted():
    true = [box(0, 0, 10, 10), box(20, 0, 30, 10)]
    found = [box(0, 0, 10, 8, confidence=0.9), box(50, 50, 60, 60, confidence=0.8)]
    matching = match(found, true)
    assert matching.overlaps == pytest.approx((0.8,))
    assert (matching.false_alarms, matching.misses) == (1, 1)


def test_each_true_box_is_matched_once_by_the_most_confident():
    true = [box(0, 0, 10, 10)]
    found = [box(0, 0, 10, 10, confidence=0.5), box(0, 0, 10, 6, confidence=0.9)]
    matching = match(found, true)
    assert matching.overlaps == pytest.approx((0.6,))
    assert (matching.false_alarms, matching.misses) == (1, 0)


def test_the_label_and_enough_overlap_decide():
    true = [box(0, 0, 10, 10)]
    assert match([box(0, 0, 10, 10, label="bus")], true).misses == 1
    assert match([box(0, 0, 10, 4.9)], true).misses == 1
    assert match([box(0, 0, 10, 5)], true).misses == 0  # half is enough


def test_of_two_true_boxes_the_nearer_is_taken():
    true = [box(0, 0, 10, 10), box(2, 0, 12, 10)]
    assert match([box(2, 0, 12, 10)], true).overlaps == (1.0,)


def test_scores_add_up_over_pictures():
    first = match([box(0, 0, 10, 10)], [box(0, 0, 10, 10)])
    second = match([box(0, 0, 1, 1)], [box(5, 5, 9, 9), box(20, 20, 30, 30)])
    assert detection_score([first, second]) == DetectionScore(
        precision=1 / 2, recall=1 / 3, overlap=1.0, pictures=2, true_boxes=3
    )


def test_nothing_found_has_no_precision_and_nothing_true_no_recall():
    assert detection_score([match([], [box(0, 0, 1, 1)])]).precision is None
    assert detection_score([match([], [box(0, 0, 1, 1)])]).recall == 0
    assert detection_score([match([box(0, 0, 1, 1)], [])]).recall is None
    assert detection_score([]).overlap is None
