"""Score a detector or a segmentation network on rainy, derained and clean pictures.

As in the paper's Tables V and VI. Networks are ONNX files (YOLO for detection), or names on the
Hugging Face Hub where `transformers` is installed. True boxes are COCO's JSON or a CSV with the
columns picture, label, left, top, right, bottom; true label maps are `NAME.png` with class numbers,
255 where nobody knows. Derained pictures come from `training.evaluate --save`. What cannot be
measured is not measured: no number is taken from elsewhere.
"""

import argparse
import json
import logging
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path

from tqdm import tqdm

from training.tables import digits, text_table
from training.tasks.annotations import TrueBoxes, read_boxes
from training.tasks.checks import (
    Detector,
    Segmenter,
    pictures_of,
    score_detector,
    score_segmenter,
)
from training.tasks.detection_score import DetectionScore
from training.tasks.errors import NotMeasuredError
from training.tasks.hub_models import HubDetector, HubSegmenter
from training.tasks.onnx_models import OnnxDetector, OnnxSegmenter
from training.tasks.segmentation_score import SegmentationScore

NOT_MEASURED = "not measured"

log = logging.getLogger(__name__)


def main(argv: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    arguments = _parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    detection = _detection(arguments)
    segmentation = _segmentation(arguments)
    if arguments.json:
        result = {"detection": _plain(detection), "segmentation": _plain(segmentation)}
        sys.stdout.write(json.dumps(result, indent=1, allow_nan=False) + "\n")
    else:
        sys.stdout.write(f"Detection: {_detection_words(detection)}")
        sys.stdout.write(f"Segmentation: {_segmentation_words(segmentation)}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.downstream", description=__doc__)
    add = parser.add_argument
    add("--pictures", nargs="+", required=True, metavar="TITLE=DIR",
        help="the same pictures rainy, derained, clean")  # fmt: skip
    add("--detector", metavar="FILE_OR_NAME", help="an ONNX file, or a name on the Hub")
    add("--boxes", type=Path, metavar="FILE", help="what is in the pictures")
    add("--classes", type=Path, metavar="FILE", help="the detector's classes, a line each")
    add("--side", type=int, default=640, help="of the pictures an ONNX detector takes [px]")
    add("--segmenter", metavar="FILE_OR_NAME", help="an ONNX file, or a name on the Hub")
    add("--labels", type=Path, metavar="DIR", help="true label maps")
    add("--json", action="store_true", help="print JSON")
    return parser


def _folders(arguments: argparse.Namespace) -> dict[str, Path]:
    named = (text.partition("=") for text in arguments.pictures)
    return {title or folder: Path(folder) for title, _, folder in named}


def _detection(arguments: argparse.Namespace) -> dict[str, DetectionScore] | None:
    """Return the scores of every folder, or None where something cannot be had."""
    if not arguments.detector or not arguments.boxes:
        return None
    try:
        true = read_boxes(arguments.boxes)
        detector = _detector(arguments, true)
        return {
            title: score_detector(detector, pictures, true, partial(_bar, title=title))
            for title, pictures in pictures_of(_folders(arguments)).items()
        }
    except NotMeasuredError as reason:
        log.warning("%s", reason)
        return None


def _segmentation(arguments: argparse.Namespace) -> dict[str, SegmentationScore] | None:
    """Return the scores of every folder, or None where something cannot be had."""
    if not arguments.segmenter or not arguments.labels:
        return None
    try:
        segmenter = _segmenter(arguments.segmenter)
        return {
            title: score_segmenter(
                segmenter, pictures, arguments.labels, partial(_bar, title=title)
            )
            for title, pictures in pictures_of(_folders(arguments)).items()
        }
    except NotMeasuredError as reason:
        log.warning("%s", reason)
        return None


def _detector(arguments: argparse.Namespace, true: TrueBoxes) -> Detector:
    if not arguments.detector.endswith(".onnx"):
        return HubDetector(arguments.detector)
    labels: tuple[str, ...] = true.labels
    if arguments.classes:
        try:
            labels = tuple(arguments.classes.read_text(encoding="utf-8").split("\n"))
        except OSError as error:
            raise NotMeasuredError(f"{arguments.classes} cannot be read.") from error
        labels = tuple(label.strip() for label in labels if label.strip())
    return OnnxDetector(Path(arguments.detector), labels, side=arguments.side)


def _segmenter(name: str) -> Segmenter:
    return OnnxSegmenter(Path(name)) if name.endswith(".onnx") else HubSegmenter(name)


def _detection_words(scores: Mapping[str, DetectionScore] | None) -> str:
    rows = [
        [title, str(score.pictures), *map(_percent, (score.precision, score.recall, score.overlap))]
        for title, score in (scores or {}).items()
    ]
    headers = ["pictures of", "pictures", "precision [%]", "recall [%]", "IoU [%]"]
    return f"\n{text_table(headers, rows)}" if rows else f"{NOT_MEASURED}\n"


def _segmentation_words(scores: Mapping[str, SegmentationScore] | None) -> str:
    rows = [
        [title, _percent(score.pixel_accuracy), _percent(score.overlap)]
        for title, score in (scores or {}).items()
    ]
    return (
        f"\n{text_table(['pictures of', 'mPA [%]', 'mIoU [%]'], rows)}"
        if rows
        else f"{NOT_MEASURED}\n"
    )


def _percent(share: float | None) -> str:
    return digits(None if share is None else 100 * share, 2)


def _plain(
    scores: Mapping[str, DetectionScore] | Mapping[str, SegmentationScore] | None,
) -> dict[str, object] | str:
    if not scores:
        return NOT_MEASURED
    return {title: asdict(score) for title, score in scores.items()}


def _bar(names: Iterable[str], title: str) -> Iterable[str]:
    return tqdm(names, desc=title, unit="picture", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
