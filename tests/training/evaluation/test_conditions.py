"""Folders become conditions: several rains beside one norain/, the clean pictures, real photos."""

import shutil

import pytest

from training.evaluation.conditions import (
    Condition,
    EvaluationError,
    check_names,
    pair_conditions,
    real_condition,
)
from training.held_out import REAL_EVALUATION_COUNT, split_real_photos


def test_every_rain_folder_and_the_clean_pictures_are_conditions(pairs_folder):
    conditions = pair_conditions(pairs_folder)
    assert [condition.name for condition in conditions] == [
        "val/rain_heavy",
        "val/rain_light",
        "val/clean",
    ]
    assert all(condition.has_truth for condition in conditions)
    heavy, _, clean = conditions
    assert [picture.name for picture in heavy.pictures] == ["p-0", "p-1"]
    assert heavy.pictures[1].truth == pairs_folder / "norain" / "p-1.png"
    assert [(picture.rainy, picture.truth) for picture in clean.pictures] == [
        (pairs_folder / "norain" / f"p-{n}.png",) * 2 for n in range(2)
    ]


def test_the_clean_pictures_can_be_left_out(pairs_folder):
    names = [condition.name for condition in pair_conditions(pairs_folder, with_clean=False)]
    assert names == ["val/rain_heavy", "val/rain_light"]


def test_the_last_photos_by_name_are_those_kept_from_training(tmp_path):
    for number in range(40):
        (tmp_path / f"norain-{number}.jpg").write_bytes(b"")
    held_out = real_condition(tmp_path, hold_out_last=REAL_EVALUATION_COUNT)
    kept = split_real_photos(list(tmp_path.iterdir()))[1]
    assert [picture.rainy for picture in held_out.pictures] == kept
    assert not held_out.has_truth
    assert len(real_condition(tmp_path).pictures) == 40


def test_names_decide_and_folders_do_not(tmp_path):
    for place in ("a/z.jpg", "b/y.jpg", "c/x.jpg"):
        (tmp_path / place).parent.mkdir()
        (tmp_path / place).write_bytes(b"")
    held_out = real_condition(tmp_path, hold_out_last=1)
    assert [picture.name for picture in held_out.pictures] == ["z"]


def test_a_rainy_picture_without_a_clean_one_is_named(pairs_folder):
    (pairs_folder / "norain" / "p-1.png").unlink()
    with pytest.raises(EvaluationError, match=r"rain_heavy/p-1\.png has no clean partner"):
        pair_conditions(pairs_folder)


def test_folders_of_another_kind_are_refused(pairs_folder, tmp_path):
    with pytest.raises(EvaluationError, match="needs norain/"):
        pair_conditions(pairs_folder / "norain")
    (tmp_path / "empty").mkdir()
    with pytest.raises(EvaluationError, match="no pictures"):
        real_condition(tmp_path / "empty")


def test_names_are_never_used_twice(pairs_folder, tmp_path):
    twice = pair_conditions(pairs_folder) + pair_conditions(pairs_folder)
    with pytest.raises(EvaluationError, match="same name"):
        check_names(twice)
    shutil.copy(pairs_folder / "norain" / "p-0.png", tmp_path / "a.png")
    shutil.copy(pairs_folder / "norain" / "p-0.png", tmp_path / "a.bmp")
    photos = real_condition(tmp_path).pictures
    with pytest.raises(EvaluationError, match="but for the suffix"):
        check_names([Condition(name="real", pictures=photos)])
