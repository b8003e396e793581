"""Detectors and segmentation networks from the Hugging Face Hub, where `transformers` is installed.

It is no requirement of this project: `pip install transformers`.
"""

import importlib
from typing import Any

import numpy as np
import torch
from PIL import Image

from ssidkd.core.detection import LEAST_CONFIDENCE, Box
from ssidkd.core.picture import Pixels
from training.tasks.errors import NotMeasuredError
from training.tasks.segmentation_score import LabelMap


class HubDetector:
    """A detector by its name on the Hub, such as `hustvl/yolos-tiny`, or from a local folder."""

    def __init__(self, name: str) -> None:
        self._processor, self._model = _load(name, "AutoModelForObjectDetection")

    def detect(self, pixels: Pixels) -> list[Box]:
        """Return the things it finds in a picture."""
        (found,) = self._processor.post_process_object_detection(
            _run(self._processor, self._model, pixels),
            threshold=LEAST_CONFIDENCE,
            target_sizes=[pixels.shape[:2]],
        )
        names = self._model.config.id2label
        rows = zip(
            found["boxes"].tolist(), found["labels"].tolist(), found["scores"].tolist(), strict=True
        )
        return [
            Box(label=names[number], left=left, top=top, right=right, bottom=bottom,
                confidence=confidence)
            for (left, top, right, bottom), number, confidence in rows
        ]  # fmt: skip


class HubSegmenter:
    """A segmentation network by its name on the Hub, or from a local folder."""

    def __init__(self, name: str) -> None:
        self._processor, self._model = _load(name, "AutoModelForSemanticSegmentation")

    def segment(self, pixels: Pixels) -> tuple[LabelMap, int]:
        """Return the class of every pixel of a picture, and how many classes there are."""
        (labels,) = self._processor.post_process_semantic_segmentation(
            _run(self._processor, self._model, pixels), target_sizes=[pixels.shape[:2]]
        )
        return np.asarray(labels.cpu().numpy(), np.uint8), int(self._model.config.num_labels)


def _load(name: str, kind: str) -> tuple[Any, Any]:
    try:
        transformers = importlib.import_module("transformers")
        processor = transformers.AutoImageProcessor.from_pretrained(name)
        return processor, getattr(transformers, kind).from_pretrained(name).eval()
    except ImportError as error:
        raise NotMeasuredError(f"{name} needs more packages: {error}") from error
    except (OSError, ValueError) as error:
        raise NotMeasuredError(f"{name} cannot be had: {error}") from error


def _run(processor: Any, model: Any, pixels: Pixels) -> Any:
    inputs = processor(images=Image.fromarray(pixels), return_tensors="pt")
    with torch.inference_mode():
        return model(**inputs)
