"""Detectors and segmentation networks from ONNX files, run by OpenCV's own engine.

`yolo export format=onnx` (YOLO of any generation) and `torch.onnx.export` write such files.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ssidkd.core.picture import Pixels
from training.tasks.boxes import Box
from training.tasks.errors import NotMeasuredError
from training.tasks.segmentation_score import LabelMap

LEAST_CONFIDENCE = 0.25
"""Boxes below are dropped, as darknet and its successors do when they score."""
MOST_OVERLAP = 0.45
"""Of two boxes of one label that overlap more, the less confident is dropped."""

_GRAY = 114  # fills what is left of the square around a picture, as in training YOLO
_MEAN = np.array([0.485, 0.456, 0.406], np.float32)  # of ImageNet
_DEVIATION = np.array([0.229, 0.224, 0.225], np.float32)
_STEP = 32

_Values = NDArray[np.float32]


class OnnxDetector:
    """YOLO from an ONNX file.

    Args:
        path: the file; its one output is (1, N, 4 + C), (1, N, 5 + C) or either turned around, with
            boxes as centre and size.
        labels: the C names of its classes.
        side: of the square pictures it takes [px].
    """

    def __init__(self, path: Path, labels: Sequence[str], *, side: int = 640) -> None:
        self._network = _read(path)
        self._labels = tuple(labels)
        self._side = side

    def detect(self, pixels: Pixels) -> list[Box]:
        """Return the things it finds in a picture."""
        square, factor = _in_square(pixels, self._side)
        blob = _as_blob(np.asarray(square / np.float32(255), np.float32))
        sides, confidences = self._columns(_run(self._network, blob)[0])
        classes = confidences.argmax(axis=1)
        best = confidences.max(axis=1)
        corners = np.hstack((sides[:, :2] - sides[:, 2:] / 2, sides[:, 2:])) / np.float32(factor)
        kept = cv2.dnn.NMSBoxesBatched(
            corners.tolist(), best.tolist(), classes.tolist(), LEAST_CONFIDENCE, MOST_OVERLAP
        )
        return [
            Box(
                label=self._labels[classes[number]],
                left=float(corners[number, 0]),
                top=float(corners[number, 1]),
                right=float(corners[number, 0] + corners[number, 2]),
                bottom=float(corners[number, 1] + corners[number, 3]),
                confidence=float(best[number]),
            )
            for number in np.asarray(kept, np.int64).reshape(-1)
        ]

    def _columns(self, output: _Values) -> tuple[_Values, _Values]:
        """Return boxes (N, 4) and the confidence of each class (N, C)."""
        count = len(self._labels)
        for values in (output, output.T):
            if values.ndim == 2 and values.shape[1] == 4 + count:
                return values[:, :4], values[:, 4:]
            if values.ndim == 2 and values.shape[1] == 5 + count:  # older: at all, then which
                return values[:, :4], values[:, 4:5] * values[:, 5:]
        raise NotMeasuredError(
            f"The detector's output {output.shape} does not fit {count} classes. "
            "Name its classes with --classes."
        )


class OnnxSegmenter:
    """A segmentation network from an ONNX file.

    Args:
        path: the file; it takes (1, 3, H, W) normalised as ImageNet is and gives (1, C, h, w).
    """

    def __init__(self, path: Path) -> None:
        self._network = _read(path)

    def segment(self, pixels: Pixels) -> tuple[LabelMap, int]:
        """Return the class of every pixel of a picture, and how many classes there are."""
        height, width = pixels.shape[:2]
        size = (max(width // _STEP, 1) * _STEP, max(height // _STEP, 1) * _STEP)
        resized = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.float32)
        normal = np.asarray((resized / 255 - _MEAN) / _DEVIATION, np.float32)
        output = _run(self._network, _as_blob(normal))
        if output.ndim != 4 or output.shape[1] > 255:
            raise NotMeasuredError(f"The segmentation network's output {output.shape} is no map.")
        labels = output[0].argmax(axis=0).astype(np.uint8)
        full = cv2.resize(labels, (width, height), interpolation=cv2.INTER_NEAREST)
        return np.asarray(full, np.uint8), output.shape[1]


def _read(path: Path) -> Any:
    if not path.is_file():
        raise NotMeasuredError(f"There is no network {path}.")
    try:
        return cv2.dnn.readNetFromONNX(str(path))
    except cv2.error as error:
        raise NotMeasuredError(f"{path} cannot be read as an ONNX network.") from error


def _as_blob(picture: _Values) -> _Values:
    """Return a picture (H, W, 3) as (1, 3, H, W)."""
    return np.ascontiguousarray(picture.transpose(2, 0, 1)[None])


def _run(network: Any, blob: _Values) -> _Values:
    try:
        network.setInput(blob)
        return np.asarray(network.forward(), np.float32)
    except cv2.error as error:
        raise NotMeasuredError(f"OpenCV cannot run this network: {error}") from error


def _in_square(pixels: Pixels, side: int) -> tuple[Pixels, float]:
    """Return a picture scaled to fit the top left of a gray square, and the factor."""
    factor = side / max(pixels.shape[:2])
    height, width = (max(round(length * factor), 1) for length in pixels.shape[:2])
    square = np.full((side, side, 3), _GRAY, np.uint8)
    square[:height, :width] = cv2.resize(pixels, (width, height), interpolation=cv2.INTER_LINEAR)
    return square, factor
