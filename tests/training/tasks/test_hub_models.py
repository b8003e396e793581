"""Networks of the transformers library, where it is installed."""

import importlib.util

import numpy as np
import pytest

from training.tasks.errors import NotMeasuredError
from training.tasks.hub_models import HubDetector, HubSegmenter

installed = importlib.util.find_spec("transformers") is not None


@pytest.mark.skipif(installed, reason="transformers is installed")
def test_without_the_library_nothing_is_measured():
    with pytest.raises(NotMeasuredError, match="transformers"):
        HubDetector("hustvl/yolos-tiny")


@pytest.mark.skipif(not installed, reason="needs transformers, which nothing requires")
@pytest.mark.filterwarnings("ignore")
def test_a_random_detector_gives_boxes_inside_and_around_the_picture(tmp_path):
    import transformers

    config = transformers.YolosConfig(
        hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        image_size=[32, 32], num_detection_tokens=5, id2label={0: "cat", 1: "dog"},
        label2id={"cat": 0, "dog": 1},
    )  # fmt: skip
    transformers.YolosForObjectDetection(config).save_pretrained(tmp_path)
    processor = transformers.YolosImageProcessor(size={"height": 32, "width": 32})
    processor.save_pretrained(tmp_path)
    boxes = HubDetector(str(tmp_path)).detect(np.zeros((40, 60, 3), np.uint8))
    assert {box.label for box in boxes} <= {"cat", "dog"}
    assert all(0.25 <= box.confidence <= 1 for box in boxes)


@pytest.mark.skipif(not installed, reason="needs transformers, which nothing requires")
@pytest.mark.filterwarnings("ignore")
def test_a_random_segmenter_labels_every_pixel(tmp_path):
    import transformers

    config = transformers.SegformerConfig(
        num_encoder_blocks=1, depths=[1], sr_ratios=[1], hidden_sizes=[8], patch_sizes=[7],
        strides=[4], num_attention_heads=[1], mlp_ratios=[1], decoder_hidden_size=8,
        id2label={number: str(number) for number in range(4)},
    )  # fmt: skip
    transformers.SegformerForSemanticSegmentation(config).save_pretrained(tmp_path)
    processor = transformers.SegformerImageProcessor(size={"height": 32, "width": 32})
    processor.save_pretrained(tmp_path)
    labels, classes = HubSegmenter(str(tmp_path)).segment(np.zeros((40, 60, 3), np.uint8))
    assert classes == 4
    assert labels.shape == (40, 60)
    assert labels.max() < 4
