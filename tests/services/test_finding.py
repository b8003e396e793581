"""Found things are drawn where they are, and nowhere else."""

import numpy as np
import pytest

from ssidkd.core.detection import Box, OnnxDetector
from ssidkd.services.finding import FindingService, with_boxes
from tests.onnx_files import write_detector


def test_the_most_confident_comes_first(tmp_path):
    rows = [[20, 10, 8, 4, 0.5, 0.1], [50, 40, 8, 4, 0.1, 0.9]] * 5
    detector = OnnxDetector(write_detector(tmp_path / "d.onnx", rows), side=64)
    finding = FindingService(detector).find(np.zeros((64, 64, 3), np.uint8))
    assert [label for label, _ in finding.labels] == ["class 1", "class 0"]
    assert finding.labels[0][1] == pytest.approx(0.9)


def test_boxes_are_drawn_on_a_copy():
    picture = np.zeros((200, 300, 3), np.uint8)
    box = Box(label="car", left=100, top=80, right=180, bottom=140, confidence=0.8)
    drawn = with_boxes(picture, [box])
    assert not picture.any()
    changed = drawn.any(axis=2)
    for row, column in ((80, 140), (139, 140), (100, 100), (100, 179)):
        assert changed[row, column]
    assert not changed[90:130, 110:170].any()  # what is found can still be seen
    assert not changed[150:].any()
    assert changed[60:80, 100:150].any()  # its label


def test_a_box_at_the_edge_has_its_label_inside():
    picture = np.zeros((100, 100, 3), np.uint8)
    box = Box(label="dog", left=-4, top=-3, right=30, bottom=20, confidence=0.7)
    assert with_boxes(picture, [box])[:20].any()
    np.testing.assert_array_equal(with_boxes(picture, []), picture)
