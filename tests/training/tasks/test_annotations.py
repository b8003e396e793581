"""Boxes and label maps are read as they were written."""

import json

import numpy as np
import pytest
from PIL import Image

from ssidkd.core.detection import Box
from training.tasks.annotations import read_boxes, read_label_map
from training.tasks.errors import NotMeasuredError


def coco(path, **changes):
    content = {
        "images": [{"id": 7, "file_name": "a.jpg"}, {"id": 8, "file_name": "deep/b.jpg"}],
        "categories": [{"id": 3, "name": "car"}, {"id": 1, "name": "person"}],
        "annotations": [
            {"image_id": 7, "category_id": 3, "bbox": [1, 2, 30, 40], "iscrowd": 0},
            {"image_id": 7, "category_id": 1, "bbox": [0, 0, 9, 9], "iscrowd": 1},
        ],
    }
    path.write_text(json.dumps({**content, **changes}))
    return path


def test_coco_boxes_have_corners_names_and_no_crowds(tmp_path):
    true = read_boxes(coco(tmp_path / "boxes.json"))
    assert true.by_picture == {
        "a": [Box(label="car", left=1, top=2, right=31, bottom=42)],
        "b": [],
    }
    assert true.labels == ("person", "car")  # in the order of their numbers


def test_a_csv_holds_one_box_a_line(tmp_path):
    path = tmp_path / "boxes.csv"
    path.write_text("picture,label,left,top,right,bottom\na,bus,1,2,3.5,4\na,car,0,0,1,1\n")
    true = read_boxes(path)
    assert true.by_picture["a"][0] == Box(label="bus", left=1, top=2, right=3.5, bottom=4)
    assert true.labels == ("bus", "car")


@pytest.mark.parametrize("name", ["gone.json", "text.json", "text.csv", "missing.json"])
def test_what_holds_no_boxes_is_not_measured(tmp_path, name):
    (tmp_path / "text.json").write_text("[]")
    (tmp_path / "text.csv").write_text("a,b\n1,2\n")
    coco(tmp_path / "missing.json", categories=[])
    with pytest.raises(NotMeasuredError, match=name):
        read_boxes(tmp_path / name)


@pytest.mark.parametrize("mode", ["L", "P"])
def test_label_maps_are_class_numbers(tmp_path, mode):
    labels = np.array([[0, 1], [255, 18]], np.uint8)
    picture = Image.fromarray(labels, "L") if mode == "L" else Image.fromarray(labels)
    if mode == "P":
        picture.putpalette(list(range(256)) * 3)
    picture.save(tmp_path / "labels.png")
    assert np.array_equal(read_label_map(tmp_path / "labels.png"), labels)


def test_colours_are_no_class_numbers(tmp_path):
    Image.new("RGB", (2, 2)).save(tmp_path / "colours.png")
    with pytest.raises(NotMeasuredError, match="colour picture"):
        read_label_map(tmp_path / "colours.png")
    with pytest.raises(NotMeasuredError, match="cannot be read"):
        read_label_map(tmp_path / "gone.png")
