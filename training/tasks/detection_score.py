"""Precision, recall and overlap of a detector over a set of pictures."""

from collections.abc import Sequence
from dataclasses import dataclass

from training.tasks.boxes import Matching


@dataclass(frozen=True, kw_only=True)
class DetectionScore:
    """Scores over all boxes of all pictures; None where there is nothing to divide by."""

    precision: float | None
    """Share of the found boxes that match a true one."""
    recall: float | None
    """Share of the true boxes that were found."""
    overlap: float | None
    """Mean intersection over union of the matches. The paper does not say how its IoU is taken."""
    pictures: int
    true_boxes: int


def detection_score(matchings: Sequence[Matching]) -> DetectionScore:
    """Add up what became of the boxes of all pictures."""
    overlaps = [value for matching in matchings for value in matching.overlaps]
    false_alarms = sum(matching.false_alarms for matching in matchings)
    misses = sum(matching.misses for matching in matchings)
    return DetectionScore(
        precision=_share(len(overlaps), len(overlaps) + false_alarms),
        recall=_share(len(overlaps), len(overlaps) + misses),
        overlap=_share(sum(overlaps), len(overlaps)),
        pictures=len(matchings),
        true_boxes=len(overlaps) + misses,
    )


def _share(part: float, whole: int) -> float | None:
    return part / whole if whole else None
