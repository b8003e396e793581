"""Finds things in pictures with a detector of the YOLO family, read from an ONNX file.

OpenCV's own engine runs it. `yolo export format=onnx` writes such files, for any generation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ssidkd.core.picture import Pixels

LEAST_CONFIDENCE = 0.25
"""Boxes below are dropped, as darknet and its successors do when they score."""
MOST_OVERLAP = 0.45
"""Of two boxes of one label that overlap more, the less confident is dropped."""
_COCO = (
    "person,bicycle,car,motorcycle,airplane,bus,train,truck,boat,traffic light,fire hydrant,"
    "stop sign,parking meter,bench,bird,cat,dog,horse,sheep,cow,elephant,bear,zebra,giraffe,"
    "backpack,umbrella,handbag,tie,suitcase,frisbee,skis,snowboard,sports ball,kite,"
    "baseball bat,baseball glove,skateboard,surfboard,tennis racket,bottle,wine glass,cup,"
    "fork,knife,spoon,bowl,banana,apple,sandwich,orange,broccoli,carrot,hot dog,pizza,donut,"
    "cake,chair,couch,potted plant,bed,dining table,toilet,tv,laptop,mouse,remote,keyboard,"
    "cell phone,microwave,oven,toaster,sink,refrigerator,book,clock,vase,scissors,teddy bear,"
    "hair drier,toothbrush"
)
COCO_LABELS = tuple(_COCO.split(","))
"""Classes of COCO in the order of most detectors."""
_GRAY = 114  # fills what is left of the square around a picture, as in training YOLO

_Values = NDArray[np.float32]


class DetectorError(RuntimeError):
    """The file is no detector that can be run; the sentence says why."""


@dataclass(frozen=True, kw_only=True)
class Box:
    """A thing in a picture [px]; right and bottom lie outside of it."""

    label: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float = 1.0

    @property
    def area(self) -> float:
        """Area [px^2]; 0 for a box that is turned inside out."""
        return max(self.right - self.left, 0.0) * max(self.bottom - self.top, 0.0)


class OnnxDetector:
    """YOLO from an ONNX file. Threads must take turns.

    Args:
        path: the file; its one output is (1, N, 4 + C), (1, N, 5 + C) or either turned around, with
            boxes as centre and size.
        labels: the C names of its classes; None takes COCO's where there are 80, else numbers.
        side: of the square pictures it takes [px].

    Raises:
        DetectorError: there is no such file, or it is no ONNX network.
    """

    def __init__(self, path: Path, labels: Sequence[str] | None = None, *, side: int = 640) -> None:
        self._network = read_onnx(path)
        self._labels = None if labels is None else tuple(labels)
        self._side = side

    def detect(self, pixels: Pixels) -> list[Box]:
        """Return the things it finds in a picture (H, W, 3).

        Raises:
            DetectorError: it cannot be run, or its output is not that of a detector.
        """
        square, factor = _in_square(pixels, self._side)
        blob = as_blob(np.asarray(square / np.float32(255), np.float32))
        sides, confidences = self._columns(run_onnx(self._network, blob)[0])
        labels = self._labels or _guessed_labels(confidences.shape[1])
        classes = confidences.argmax(axis=1)
        best = confidences.max(axis=1)
        corners = np.hstack((sides[:, :2] - sides[:, 2:] / 2, sides[:, 2:])) / np.float32(factor)
        kept = cv2.dnn.NMSBoxesBatched(
            corners.tolist(), best.tolist(), classes.tolist(), LEAST_CONFIDENCE, MOST_OVERLAP
        )
        return [
            Box(
                label=labels[classes[number]],
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
        if self._labels is None:
            return _guessed_columns(output)
        count = len(self._labels)
        for values in (output, output.T):
            if values.ndim == 2 and values.shape[1] == 4 + count:
                return values[:, :4], values[:, 4:]
            if values.ndim == 2 and values.shape[1] == 5 + count:  # older: at all, then which
                return values[:, :4], values[:, 4:5] * values[:, 5:]
        raise DetectorError(
            f"The detector's output {output.shape} does not fit {count} classes. "
            "Name its classes with --classes."
        )


def _guessed_columns(output: _Values) -> tuple[_Values, _Values]:
    """Tell boxes from confidences where nobody said how many classes there are.

    The longer side counts the boxes, where there is one; 85 columns are an older detector of COCO.
    """
    if output.ndim != 2 or min(output.shape) < 5:
        raise DetectorError(f"An output of the shape {output.shape} is not that of a detector.")
    values = output.T if output.shape[0] < output.shape[1] else output
    if values.shape[1] == 5 + len(COCO_LABELS):
        return values[:, :4], values[:, 4:5] * values[:, 5:]
    return values[:, :4], values[:, 4:]


def _guessed_labels(count: int) -> tuple[str, ...]:
    if count == len(COCO_LABELS):
        return COCO_LABELS
    return tuple(f"class {number}" for number in range(count))


def read_onnx(path: Path) -> Any:
    """Return OpenCV's network of an ONNX file.

    Raises:
        DetectorError: there is no such file, or it is no ONNX network.
    """
    if not path.is_file():
        raise DetectorError(f"There is no network {path}.")
    try:
        return cv2.dnn.readNetFromONNX(str(path))
    except cv2.error as error:
        raise DetectorError(f"{path} cannot be read as an ONNX network.") from error


def as_blob(picture: _Values) -> _Values:
    """Return a picture (H, W, 3) as (1, 3, H, W)."""
    return np.ascontiguousarray(picture.transpose(2, 0, 1)[None])


def run_onnx(network: Any, blob: _Values) -> _Values:
    """Return what a network gives for a blob (1, 3, H, W).

    Raises:
        DetectorError: OpenCV cannot run it.
    """
    try:
        network.setInput(blob)
        return np.asarray(network.forward(), np.float32)
    except cv2.error as error:
        raise DetectorError(f"OpenCV cannot run this network: {error}") from error


def _in_square(pixels: Pixels, side: int) -> tuple[Pixels, float]:
    """Return a picture scaled to fit the top left of a gray square, and the factor."""
    factor = side / max(pixels.shape[:2])
    height, width = (max(round(length * factor), 1) for length in pixels.shape[:2])
    square = np.full((side, side, 3), _GRAY, np.uint8)
    square[:height, :width] = cv2.resize(pixels, (width, height), interpolation=cv2.INTER_LINEAR)
    return square, factor
