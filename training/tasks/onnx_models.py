"""Detectors and segmentation networks from ONNX files, run by OpenCV's own engine.

`yolo export format=onnx` (YOLO of any generation) and `torch.onnx.export` write such files.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ssidkd.core import detection
from ssidkd.core.detection import Box, DetectorError, as_blob, read_onnx, run_onnx
from ssidkd.core.picture import Pixels
from training.tasks.errors import NotMeasuredError
from training.tasks.segmentation_score import LabelMap

_MEAN = np.array([0.485, 0.456, 0.406], np.float32)  # of ImageNet
_DEVIATION = np.array([0.229, 0.224, 0.225], np.float32)
_STEP = 32


class OnnxDetector:
    """YOLO from an ONNX file, see `ssidkd.core.detection.OnnxDetector`.

    Raises:
        NotMeasuredError: instead of its errors.
    """

    def __init__(self, path: Path, labels: Sequence[str], *, side: int = 640) -> None:
        try:
            self._detector = detection.OnnxDetector(path, labels, side=side)
        except DetectorError as error:
            raise NotMeasuredError(str(error)) from error

    def detect(self, pixels: Pixels) -> list[Box]:
        """Return the things it finds in a picture."""
        try:
            return self._detector.detect(pixels)
        except DetectorError as error:
            raise NotMeasuredError(str(error)) from error


class OnnxSegmenter:
    """A segmentation network from an ONNX file.

    Args:
        path: the file; it takes (1, 3, H, W) normalised as ImageNet is and gives (1, C, h, w).
    """

    def __init__(self, path: Path) -> None:
        try:
            self._network: Any = read_onnx(path)
        except DetectorError as error:
            raise NotMeasuredError(str(error)) from error

    def segment(self, pixels: Pixels) -> tuple[LabelMap, int]:
        """Return the class of every pixel of a picture, and how many classes there are."""
        height, width = pixels.shape[:2]
        size = (max(width // _STEP, 1) * _STEP, max(height // _STEP, 1) * _STEP)
        resized = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.float32)
        normal = np.asarray((resized / 255 - _MEAN) / _DEVIATION, np.float32)
        output = self._run(as_blob(normal))
        if output.ndim != 4 or output.shape[1] > 255:
            raise NotMeasuredError(f"The segmentation network's output {output.shape} is no map.")
        labels = output[0].argmax(axis=0).astype(np.uint8)
        full = cv2.resize(labels, (width, height), interpolation=cv2.INTER_NEAREST)
        return np.asarray(full, np.uint8), output.shape[1]

    def _run(self, blob: NDArray[np.float32]) -> NDArray[np.float32]:
        try:
            return run_onnx(self._network, blob)
        except DetectorError as error:
            raise NotMeasuredError(str(error)) from error
