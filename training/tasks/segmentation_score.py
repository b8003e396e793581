"""Mean pixel accuracy and mean intersection over union of a segmentation network."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LabelMap = NDArray[np.uint8]
"""(H, W) class numbers; `IGNORED` where nobody knows."""
Counts = NDArray[np.int64]
"""(C, C) pixels by true class (row) and found class (column)."""

IGNORED = 255


@dataclass(frozen=True, kw_only=True)
class SegmentationScore:
    """Means over the classes that occur; None where no labelled pixel was seen."""

    pixel_accuracy: float | None
    """Mean over true classes of the share of their pixels that were found (mPA)."""
    overlap: float | None
    """Mean over classes, true or found, of intersection over union (mIoU)."""


def count_pixels(found: LabelMap, true: LabelMap, classes: int) -> Counts:
    """Count the labelled pixels of one picture.

    Raises:
        ValueError: the maps differ in size, or hold classes that there are not.
    """
    if found.shape != true.shape:
        raise ValueError(f"label maps differ in size: {found.shape} and {true.shape}")
    known = true != IGNORED
    pairs = true[known].astype(np.int64) * classes + found[known]
    if known.any() and max(int(true[known].max()), int(found[known].max())) >= classes:
        raise ValueError(f"a label map holds a class above {classes - 1}")
    return np.bincount(pairs, minlength=classes**2).reshape(classes, classes)


def segmentation_score(counts: Counts) -> SegmentationScore:
    """Return the scores of the pixels of all pictures together."""
    right = np.diag(counts).astype(np.float64)
    true, found = counts.sum(axis=1), counts.sum(axis=0)
    union = true + found - np.diag(counts)
    return SegmentationScore(
        pixel_accuracy=_mean(right[true > 0] / true[true > 0]),
        overlap=_mean(right[union > 0] / union[union > 0]),
    )


def _mean(values: NDArray[np.float64]) -> float | None:
    return float(values.mean()) if values.size else None
