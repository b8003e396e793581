"""The downstream command: tiny networks score rainy and clean pictures; else it says nothing."""

import json
import logging

import numpy as np
import pytest
from PIL import Image

from ssidkd.core.picture import save_png
from training.downstream import main


@pytest.fixture(autouse=True)
def _every_word(caplog):
    caplog.set_level(logging.INFO)


@pytest.fixture
def folders(tmp_path):
    """Dark and bright pictures: the detector sees things only where it is bright."""
    for title, level in (("rainy", 10), ("clean", 255)):
        (tmp_path / title).mkdir()
        for name in ("a", "b"):
            pixels = np.full((64, 64, 3), level, np.uint8)
            save_png(pixels, tmp_path / title / f"{name}.png")
    return ["--pictures", *(f"{title}={tmp_path / title}" for title in ("rainy", "clean"))]


@pytest.fixture
def boxes(tmp_path):
    path = tmp_path / "boxes.csv"
    path.write_text(
        "picture,label,left,top,right,bottom\n"
        "a,cat,16,8,24,12\na,dog,0,0,5,5\nb,cat,16,8,24,10.5\n"
    )  # fmt: skip
    return path


def test_detection_is_better_where_more_is_seen(folders, boxes, make_detector, capsys):
    rows = [[20, 10, 8, 4, 0.0, 0.0]]
    path = make_detector(rows, brightness=0.5)
    words = [*folders, "--detector", str(path), "--boxes", str(boxes), "--side", "64"]
    assert main([*words, "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["segmentation"] == "not measured"
    assert result["detection"]["clean"] == {
        "precision": 1.0,
        "recall": pytest.approx(2 / 3),
        "overlap": pytest.approx((1 + 2.5 / 4) / 2),
        "pictures": 2,
        "true_boxes": 3,
    }
    assert result["detection"]["rainy"]["recall"] == 0
    assert result["detection"]["rainy"]["precision"] is None
    assert main(words) == 0
    printed = capsys.readouterr().out
    assert "66.67" in printed
    assert "81.25" in printed


def test_classes_come_from_a_file_where_the_boxes_do_not_name_all(
    folders, boxes, make_detector, tmp_path, capsys
):
    (tmp_path / "classes.txt").write_text("bird\ncat\nbus\n")
    path = make_detector([[20, 10, 8, 4, 0.0, 0.9, 0.0]])
    words = ["--detector", str(path), "--boxes", str(boxes), "--side", "64", "--json"]
    assert main([*folders, *words, "--classes", str(tmp_path / "classes.txt")]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["detection"]["clean"]["recall"] == pytest.approx(2 / 3)


def test_segmentation_is_scored_against_label_maps(folders, colour_segmenter, tmp_path, capsys):
    (tmp_path / "labels").mkdir()
    truth = np.full((64, 64), 2, np.uint8)  # white is bluer than ImageNet's mean: class 2
    truth[:, 32:] = 1
    for name in ("a", "b"):
        Image.fromarray(truth).save(tmp_path / "labels" / f"{name}.png")
    words = [*folders, "--segmenter", str(colour_segmenter), "--labels", str(tmp_path / "labels")]
    assert main([*words, "--json"]) == 0
    result = json.loads(capsys.readouterr().out)["segmentation"]["clean"]
    assert result == {"pixel_accuracy": 0.5, "overlap": 0.25}


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--detector", "gone.onnx", "--boxes", "{boxes}"],
        ["--detector", "gone.onnx", "--boxes", "gone.json"],
        ["--segmenter", "gone.onnx", "--labels", "gone"],
    ],
)
def test_what_cannot_be_had_is_not_measured_and_nothing_else(folders, boxes, words, capsys):
    assert main([*folders, *(word.format(boxes=boxes) for word in words)]) == 0
    assert capsys.readouterr().out == "Detection: not measured\nSegmentation: not measured\n"


def test_pictures_that_differ_or_are_unknown_are_not_measured(
    folders, boxes, make_detector, tmp_path, capsys, caplog
):
    words = [*folders, "--detector", str(make_detector([[20, 10, 8, 4, 0.9, 0.0]]))]
    words += ["--boxes", str(boxes), "--side", "64"]
    boxes.write_text(boxes.read_text().replace("b,cat", "c,cat"))
    assert main(words) == 0
    assert "no true boxes of b" in caplog.text
    (tmp_path / "rainy" / "b.png").unlink()
    assert main(words) == 0
    assert "do not hold the same pictures: b" in caplog.text
    assert capsys.readouterr().out.count("Detection: not measured") == 2
