"""Boxes of detectors whose classes nobody named."""

import numpy as np
import pytest

from ssidkd.core.detection import COCO_LABELS, Box, DetectorError, OnnxDetector
from tests.onnx_files import write_detector

BLACK = np.zeros((64, 64, 3), np.uint8)


def row(centre, confidences):
    return [centre, 20, 8, 4, *confidences]


def coco(label, confidence):
    return [confidence * (label == known) for known in COCO_LABELS]


def test_coco_has_eighty_labels():
    assert len(set(COCO_LABELS)) == 80
    assert (COCO_LABELS[0], COCO_LABELS[2], COCO_LABELS[79]) == ("person", "car", "toothbrush")


@pytest.mark.parametrize("turned", [False, True])
def test_eighty_classes_are_those_of_coco(tmp_path, turned):
    rows = [row(20 + number / 100, coco("car", 0.9)) for number in range(100)]
    path = write_detector(tmp_path / "d.onnx", rows, turned=turned)
    (box,) = OnnxDetector(path, side=64).detect(BLACK)
    assert isinstance(box, Box)
    assert box.label == "car"
    assert box.left == pytest.approx(16, abs=1)


def test_eighty_five_columns_are_an_older_detector_of_coco(tmp_path):
    rows = [row(20, [0.5, *coco("dog", 0.9)])] * 100
    (box,) = OnnxDetector(write_detector(tmp_path / "d.onnx", rows), side=64).detect(BLACK)
    assert (box.label, round(box.confidence, 2)) == ("dog", 0.45)


def test_other_classes_have_numbers(tmp_path):
    rows = [row(20, [0.1, 0.8, 0.1])] * 9
    (box,) = OnnxDetector(write_detector(tmp_path / "d.onnx", rows), side=64).detect(BLACK)
    assert box.label == "class 1"


def test_what_is_no_detector_is_refused_in_words(tmp_path):
    (tmp_path / "text.onnx").write_text("no network")
    for name in ("text.onnx", "gone.onnx"):
        with pytest.raises(DetectorError, match=name):
            OnnxDetector(tmp_path / name)
    narrow = OnnxDetector(write_detector(tmp_path / "d.onnx", [[1, 2, 3, 4]] * 9), side=64)
    with pytest.raises(DetectorError, match="not that of a detector"):
        narrow.detect(BLACK)
