"""The report shows only pictures that may be shown, and that no training has seen."""

import csv

import numpy as np
import pytest

from ssidkd.core.derainer import Derainer
from ssidkd.core.picture import save_png
from ssidkd.core.rain import PRESETS
from ssidkd.core.weights import load_weights
from ssidkd.learning.photos import TrainingDataError, read_pixels
from training.held_out import held_out_photos
from training.reporting.showcase import CROP, ShowcasePhoto, read_showcase, write_showcase

ROW = ShowcasePhoto(name="sea", photo="sea.png", preset="heavy", seed=3)


def test_every_photo_shown_is_free_and_unseen(assets):
    rows = [
        row
        for manifest in assets.glob("*/manifest.csv")
        for row in csv.DictReader(manifest.open(newline="", encoding="utf-8"))
    ]
    licences = {row["photo"]: row["licence"] for row in rows}
    for row in read_showcase():
        assert row.photo in held_out_photos(assets)
        assert licences[row.photo] == "CC0-1.0"
        assert row.preset in PRESETS


def test_names_of_rows_are_unique_and_fit_file_names():
    names = [row.name for row in read_showcase()]
    assert len(set(names)) == len(names)
    assert all(name.replace("-", "").isalpha() for name in names)


def test_pictures_are_cut_at_full_size_and_old_ones_go(tmp_path, make_weights):
    photo = np.random.default_rng(0).integers(0, 200, (300, 400, 3), np.uint8)
    save_png(photo, tmp_path / "sea.png")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "old-input.jpg").write_bytes(b"")
    derainer = Derainer(load_weights(make_weights()).network, device="cpu", precision="float32")
    shown = write_showcase([ROW], tmp_path, {"lite student": derainer}, tmp_path / "out")
    assert [(one.title, one.file) for one in shown["sea"]] == [
        ("input", "sea-input.jpg"),
        ("lite student", "sea-lite-student.jpg"),
        ("truth", "sea-truth.jpg"),
    ]
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        one.file for one in shown["sea"]
    }
    truth = read_pixels(tmp_path / "out" / "sea-truth.jpg")
    assert truth.shape == (*CROP, 3)
    middle = photo[22:278, 40:360].astype(int)
    assert np.abs(truth - middle).mean() < 12  # JPEG changes noise a little
    assert shown["sea"][0].psnr_rgb < 30
    assert shown["sea"][-1].psnr_rgb is None


def test_a_missing_photo_is_named_before_anything_is_removed(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "old-input.jpg").write_bytes(b"")
    with pytest.raises(TrainingDataError, match=r"sea\.png"):
        write_showcase([ROW], tmp_path, {}, tmp_path / "out")
    assert (tmp_path / "out" / "old-input.jpg").exists()
