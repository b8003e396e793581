"""Tiny ONNX networks run, and their output becomes boxes and label maps."""

import numpy as np
import pytest

from ssidkd.core.detection import Box
from training.tasks.errors import NotMeasuredError
from training.tasks.onnx_models import OnnxDetector, OnnxSegmenter

# Centre, size, and the confidences of cat and dog, in a square of 64 px.
ROWS = [
    [20, 10, 8, 4, 0.9, 0.1],
    [21, 10, 8, 4, 0.8, 0.1],  # nearly the same cat
    [21, 10, 8, 4, 0.1, 0.7],  # a dog in the same place
    [40, 20, 4, 4, 0.1, 0.2],  # hardly anything
]


def test_boxes_are_scaled_back_and_doubles_dropped(make_detector):
    detector = OnnxDetector(make_detector(ROWS), ("cat", "dog"), side=64)
    found = detector.detect(np.zeros((64, 128, 3), np.uint8))  # twice the square's side
    assert sorted((box.label, box.left, box.top, box.right, box.bottom) for box in found) == [
        ("cat", 32, 16, 48, 24),
        ("dog", 34, 16, 50, 24),
    ]
    assert max(box.confidence for box in found) == pytest.approx(0.9)
    assert isinstance(found[0], Box)


def test_the_output_may_be_turned_around(make_detector):
    pixels = np.zeros((64, 64, 3), np.uint8)
    labels = ("cat", "dog")
    one = OnnxDetector(make_detector(ROWS), labels, side=64).detect(pixels)
    other = OnnxDetector(make_detector(ROWS, turned=True), labels, side=64).detect(pixels)
    assert one == other


def test_older_networks_say_first_whether_there_is_a_thing(make_detector):
    rows = [[20, 10, 8, 4, 0.5, 0.9, 0.1], [50, 10, 8, 4, 0.2, 0.9, 0.1]]
    detector = OnnxDetector(make_detector(rows), ("cat", "dog"), side=64)
    (box,) = detector.detect(np.zeros((64, 64, 3), np.uint8))
    assert (box.label, box.left) == ("cat", 16)
    assert box.confidence == pytest.approx(0.45)


def test_the_picture_reaches_the_network(make_detector):
    rows = [[20, 10, 8, 4, 0.0, 0.0]]
    detector = OnnxDetector(make_detector(rows, brightness=0.5), ("cat", "dog"), side=64)
    assert detector.detect(np.zeros((64, 64, 3), np.uint8)) == []
    (box,) = detector.detect(np.full((64, 64, 3), 255, np.uint8))
    assert box.confidence == pytest.approx(0.5)


def test_a_network_of_other_classes_is_refused(make_detector):
    detector = OnnxDetector(make_detector(ROWS), ("cat", "dog", "bird", "bus"), side=64)
    with pytest.raises(NotMeasuredError, match="does not fit 4 classes"):
        detector.detect(np.zeros((64, 64, 3), np.uint8))


def test_each_pixel_gets_its_class(colour_segmenter):
    pixels = np.zeros((70, 90, 3), np.uint8)  # not a multiple of 32 px
    pixels[:, :30, 0] = pixels[:, 30:60, 1] = pixels[:, 60:, 2] = 255
    labels, classes = OnnxSegmenter(colour_segmenter).segment(pixels)
    assert classes == 3
    assert labels.shape == (70, 90)
    for column, expected in ((5, 0), (25, 0), (35, 1), (55, 1), (65, 2), (85, 2)):
        assert set(labels[:, column].tolist()) == {expected}


def test_what_is_no_network_is_not_measured(tmp_path):
    (tmp_path / "text.onnx").write_text("no network")
    for name in ("text.onnx", "gone.onnx"):
        with pytest.raises(NotMeasuredError, match=name):
            OnnxSegmenter(tmp_path / name)
