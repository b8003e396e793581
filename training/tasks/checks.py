"""Scores a detector and a segmentation network on folders of the same pictures."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Protocol

import numpy as np

from ssidkd.core.detection import Box
from ssidkd.core.picture import Pixels
from ssidkd.learning.photos import TrainingDataError, list_pictures, read_pixels
from training.tasks.annotations import TrueBoxes, read_label_map
from training.tasks.boxes import match
from training.tasks.detection_score import DetectionScore, detection_score
from training.tasks.errors import NotMeasuredError
from training.tasks.segmentation_score import (
    LabelMap,
    SegmentationScore,
    count_pixels,
    segmentation_score,
)

Pictures = Mapping[str, Path]
"""Files by name without suffix."""
Watch = Callable[[Iterable[str]], Iterable[str]]


class Detector(Protocol):
    """Whatever finds things."""

    def detect(self, pixels: Pixels) -> list[Box]:
        """Return the things it finds in a picture."""
        ...


class Segmenter(Protocol):
    """Whatever says what each pixel is."""

    def segment(self, pixels: Pixels) -> tuple[LabelMap, int]:
        """Return the class of every pixel of a picture, and how many classes there are."""
        ...


def pictures_of(folders: Mapping[str, Path]) -> dict[str, dict[str, Path]]:
    """Return the pictures of every folder by name; all folders must hold the same names.

    Raises:
        NotMeasuredError: a folder is missing, or holds other pictures than the first.
    """
    try:
        sets = {
            title: {path.stem: path for path in list_pictures(folder)}
            for title, folder in folders.items()
        }
    except TrainingDataError as error:
        raise NotMeasuredError(str(error)) from error
    first = next(iter(sets))
    for title, pictures in sets.items():
        if different := sorted(pictures.keys() ^ sets[first].keys()):
            raise NotMeasuredError(
                f"{title} and {first} do not hold the same pictures: {', '.join(different[:5])}."
            )
    return sets


def score_detector(
    detector: Detector, pictures: Pictures, true: TrueBoxes, watch: Watch = iter
) -> DetectionScore:
    """Compare what a detector finds with the true boxes.

    Raises:
        NotMeasuredError: nobody knows what is in a picture.
    """
    if unknown := sorted(pictures.keys() - true.by_picture.keys()):
        raise NotMeasuredError(f"There are no true boxes of {', '.join(unknown[:5])}.")
    return detection_score(
        [
            match(detector.detect(read_pixels(pictures[name])), true.by_picture[name])
            for name in watch(sorted(pictures))
        ]
    )


def score_segmenter(
    segmenter: Segmenter, pictures: Pictures, labels: Path, watch: Watch = iter
) -> SegmentationScore:
    """Compare what a network says of each pixel with label maps `NAME.png` of a folder.

    Raises:
        NotMeasuredError: a label map is missing or does not fit.
    """
    total = None
    for name in watch(sorted(pictures)):
        found, classes = segmenter.segment(read_pixels(pictures[name]))
        try:
            counts = count_pixels(found, read_label_map(labels / f"{name}.png"), classes)
        except ValueError as error:
            raise NotMeasuredError(f"The label map of {name} does not fit: {error}.") from error
        total = counts if total is None else total + counts
    return segmentation_score(np.zeros((1, 1), np.int64) if total is None else total)
