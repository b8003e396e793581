import csv
from pathlib import Path

import numpy as np
import pytest

from ssidkd.core.picture import save_png
from ssidkd.learning.photos import TrainingDataError
from training.data import clean_paths, real_paths
from training.held_out import REAL_EVALUATION_COUNT, held_out_photos, split_real_photos

HERE = Path("folder")


def named(*numbers):
    return [HERE / f"{number:03}.png" for number in numbers]


def test_every_photo_an_asset_was_made_from_is_held_out(assets):
    names = set()
    for manifest in assets.rglob("manifest.csv"):
        with manifest.open(newline="", encoding="utf-8") as file:
            names |= {row["photo"] for row in csv.DictReader(file) if row.get("photo")}
    assert len(names) >= 10
    assert held_out_photos(assets) == names


def test_held_out_photos_are_in_no_training_list(assets, shared_data):
    folders = [shared_data / "data" / name for name in ("photos", "clean")]
    unseen = held_out_photos(assets)
    everything = {path.name for folder in folders for path in folder.iterdir()}
    taken = {path.name for path in clean_paths(folders, unseen)}
    assert unseen & everything  # or this test shows nothing
    assert not taken & unseen
    pictures = {name for name in everything if Path(name).suffix in (".jpg", ".png")}
    assert taken == pictures - unseen


def test_real_photos_of_the_evaluation_are_in_no_training_list(shared_data):
    folder = shared_data / "data" / "real"
    ordered = sorted(path.name for path in folder.iterdir() if path.suffix in (".jpg", ".png"))
    taken = {path.name for path in real_paths([folder], frozenset(), REAL_EVALUATION_COUNT)}
    assert taken == set(ordered[:-30])
    assert len(ordered) - len(taken) == 30


def test_the_last_by_name_are_kept_whatever_order_they_come_in():
    training, kept = split_real_photos(named(3, 1, 2, 0), kept=1)
    assert (training, kept) == (named(0, 1, 2), named(3))


def test_keeping_none_trains_on_all():
    assert split_real_photos(named(1, 0), kept=0) == (named(0, 1), [])


def test_too_few_real_photos_are_refused_with_a_way_out():
    with pytest.raises(TrainingDataError, match="--keep-real"):
        split_real_photos(named(*range(30)))


def test_each_folder_of_real_photos_keeps_its_own(tmp_path):
    pixels = np.zeros((32, 32, 3), np.uint8)
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        for number in range(3):
            save_png(pixels, tmp_path / folder / f"{number}.png")
    paths = real_paths([tmp_path / "a", tmp_path / "b"], frozenset({"0.png"}), kept=1)
    assert [str(path.relative_to(tmp_path)) for path in paths] == ["a/1.png", "b/1.png"]
