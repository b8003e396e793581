"""Which found boxes are which true ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from ssidkd.core.detection import Box


@dataclass(frozen=True)
class Matching:
    """What became of the found and the true boxes of one picture."""

    overlaps: tuple[float, ...]
    """Intersection over union of every found box that matches a true one."""
    false_alarms: int
    """Found boxes that match none."""
    misses: int
    """True boxes that no found one matches."""


def overlap(first: Box, second: Box) -> float:
    """Return intersection over union, 0 to 1."""
    width = min(first.right, second.right) - max(first.left, second.left)
    height = min(first.bottom, second.bottom) - max(first.top, second.top)
    common = max(width, 0.0) * max(height, 0.0)
    union = first.area + second.area - common
    return common / union if union > 0 else 0.0


def match(found: Sequence[Box], true: Sequence[Box], least_overlap: float = 0.5) -> Matching:
    """Match found boxes with true ones of the same label, the most confident first.

    Each takes the true box it overlaps most of those that are left, if that is enough; each true
    box is matched once, as COCO does it.
    """
    left = list(true)
    overlaps = []
    for box in sorted(found, key=lambda one: -one.confidence):
        candidates = [other for other in left if other.label == box.label]
        best = max(candidates, key=lambda other: overlap(box, other), default=None)
        if best is not None and overlap(box, best) >= least_overlap:
            overlaps.append(overlap(box, best))
            left.remove(best)
    return Matching(tuple(overlaps), false_alarms=len(found) - len(overlaps), misses=len(left))
