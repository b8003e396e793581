"""What a detector finds in pictures, drawn over them (the paper's Fig. 8)."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ssidkd.core.detection import Box, OnnxDetector
from ssidkd.core.picture import Pixels

_COLOURS = ((255, 196, 0), (0, 220, 255), (255, 96, 160), (120, 255, 90), (180, 140, 255))


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What was found in one picture."""

    boxes: tuple[Box, ...]
    """The most confident first."""

    @property
    def labels(self) -> tuple[tuple[str, float], ...]:
        """Label and confidence of every box."""
        return tuple((box.label, box.confidence) for box in self.boxes)


class FindingService:
    """A detector that threads share by turns.

    Args:
        detector: the owner's.
    """

    def __init__(self, detector: OnnxDetector) -> None:
        self._detector = detector
        self._turn = threading.Lock()

    def find(self, pixels: Pixels) -> Finding:
        """Find things in a picture.

        Raises:
            DetectorError: the detector cannot be run.
        """
        with self._turn:
            boxes = self._detector.detect(pixels)
        return Finding(boxes=tuple(sorted(boxes, key=lambda box: -box.confidence)))


def with_boxes(pixels: Pixels, boxes: Sequence[Box]) -> Pixels:
    """Return a copy of a picture with boxes and their labels drawn in it.

    Every label has one colour wherever it appears.
    """
    drawn = np.ascontiguousarray(pixels).copy()
    thick = max(1, round(max(pixels.shape[:2]) / 300))
    size = max(0.4, max(pixels.shape[:2]) / 1400)
    for box in reversed(boxes):
        colour = _COLOURS[sum(box.label.encode()) % len(_COLOURS)]
        corner = (round(box.left), round(box.top))
        cv2.rectangle(drawn, corner, (round(box.right) - 1, round(box.bottom) - 1), colour, thick)
        _label(drawn, f"{box.label} {box.confidence:.2f}", corner, size, colour)
    return drawn


def _label(
    drawn: Pixels, text: str, corner: tuple[int, int], size: float, colour: tuple[int, int, int]
) -> None:
    """Write above a box, or below its upper edge where there is no room above."""
    (width, height), below = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, size, 1)
    left = max(0, min(corner[0], drawn.shape[1] - width))
    foot = corner[1] - below if corner[1] > height + below else corner[1] + height + below
    cv2.rectangle(drawn, (left, foot - height - 2), (left + width, foot + below), colour, -1)
    cv2.putText(
        drawn, text, (left, foot), cv2.FONT_HERSHEY_SIMPLEX, size, (0, 0, 0), 1, cv2.LINE_AA
    )
