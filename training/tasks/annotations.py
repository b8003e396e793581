"""Reads true boxes (COCO's JSON or a simple CSV) and true label maps."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from ssidkd.core.detection import Box
from training.tasks.errors import NotMeasuredError
from training.tasks.segmentation_score import LabelMap

CSV_COLUMNS = ("picture", "label", "left", "top", "right", "bottom")


@dataclass(frozen=True)
class TrueBoxes:
    """What is in a set of pictures."""

    by_picture: Mapping[str, Sequence[Box]]
    """By file name without suffix; a picture without boxes may be there, too."""
    labels: tuple[str, ...]
    """All labels: COCO's in the order of their numbers, which is that of most detectors."""


def read_boxes(path: Path) -> TrueBoxes:
    """Read boxes from `*.json` (COCO's instances) or `*.csv` (with the columns of `CSV_COLUMNS`).

    Raises:
        NotMeasuredError: there is no such file, or it holds something else.
    """
    try:
        text = path.read_text(encoding="utf-8")
        return _from_coco(json.loads(text)) if path.suffix == ".json" else _from_csv(text)
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotMeasuredError(f"{path} holds no boxes that can be read: {error}.") from error


def read_label_map(path: Path) -> LabelMap:
    """Read class numbers from a picture of one channel (or with a palette).

    Raises:
        NotMeasuredError: there is no such file, or it is a colour picture.
    """
    try:
        with Image.open(path) as picture:
            if picture.mode not in ("L", "P", "1"):
                raise NotMeasuredError(f"{path} has no class numbers: it is a colour picture.")
            return np.array(picture, np.uint8)
    except OSError as error:
        raise NotMeasuredError(f"{path} cannot be read as a label map.") from error


def _from_coco(content: dict[str, Any]) -> TrueBoxes:
    names = {row["id"]: row["name"] for row in content["categories"]}
    pictures = {row["id"]: Path(row["file_name"]).stem for row in content["images"]}
    boxes: dict[str, list[Box]] = {name: [] for name in pictures.values()}
    for row in content["annotations"]:
        if row.get("iscrowd"):
            continue  # one box around many things matches none of them
        left, top, width, height = (float(value) for value in row["bbox"])
        boxes[pictures[row["image_id"]]].append(
            Box(
                label=names[row["category_id"]],
                left=left,
                top=top,
                right=left + width,
                bottom=top + height,
            )
        )
    return TrueBoxes(boxes, tuple(names[number] for number in sorted(names)))


def _from_csv(text: str) -> TrueBoxes:
    boxes: dict[str, list[Box]] = {}
    for row in csv.DictReader(text.splitlines()):
        sides = {name: float(row[name]) for name in CSV_COLUMNS[2:]}
        boxes.setdefault(row["picture"], []).append(Box(label=row["label"], **sides))
    labels = {box.label for group in boxes.values() for box in group}
    return TrueBoxes(boxes, tuple(sorted(labels)))
