"""Broken files are named, and halves that are no pair are noticed."""

import numpy as np
import pytest

from training.datasets.checks import broken_items, check_halves, likeness
from training.datasets.found import DataSetError, FoundHalves, FoundPair, FoundPhoto
from training.datasets.halves import split_halves


def halves(path, clean_side="right"):
    return FoundHalves(name=path.stem, both=path, clean_side=clean_side)


def test_whole_pictures_have_no_problem(tmp_path, make_pair, save):
    rainy, clean = make_pair(0)
    save(rainy, tmp_path / "rainy.png")
    save(clean, tmp_path / "clean.png")
    save(np.hstack((rainy, clean)), tmp_path / "both.png")
    items = [
        FoundPair(name="pair", rainy=tmp_path / "rainy.png", clean=tmp_path / "clean.png"),
        halves(tmp_path / "both.png"),
        FoundPhoto(name="photo", photo=tmp_path / "rainy.png"),
    ]
    assert broken_items(items, tmp_path, workers=2) == {}


def test_a_cut_file_a_text_and_another_size_are_named(tmp_path, make_pair, save):
    rainy, clean = make_pair(0)
    save(clean, tmp_path / "clean.png")
    save(clean[1:], tmp_path / "smaller.png")
    save(rainy[:, 1:], tmp_path / "odd.png")
    whole = (tmp_path / "clean.png").read_bytes()
    (tmp_path / "cut.png").write_bytes(whole[: len(whole) * 2 // 3])
    (tmp_path / "text.jpg").write_text("not a picture")
    items = [
        FoundPair(name="cut", rainy=tmp_path / "cut.png", clean=tmp_path / "clean.png"),
        FoundPair(name="size", rainy=tmp_path / "smaller.png", clean=tmp_path / "clean.png"),
        FoundPhoto(name="text", photo=tmp_path / "text.jpg"),
        halves(tmp_path / "odd.png"),
    ]
    assert broken_items(items, tmp_path) == {
        "cut": "cut.png cannot be read as a picture, or its end is missing.",
        "size": "The two pictures of size differ in size.",
        "text": "text.jpg cannot be read as a picture, or its end is missing.",
        "odd": "odd.png is 31 px wide: no two pictures of one size.",
    }


def test_halves_come_apart_as_rainy_and_clean(make_pair):
    rainy, clean = make_pair(3)
    for side, both in (("right", (rainy, clean)), ("left", (clean, rainy))):
        taken = split_halves(np.hstack(both), side)
        assert np.array_equal(taken[0], rainy)
        assert np.array_equal(taken[1], clean)


def test_a_picture_is_like_itself_and_not_like_another_under_the_same_sky(make_pair):
    sky = np.linspace(0, 100, 24).astype(np.uint8)[:, None, None]
    first, second = make_pair(0)[1] // 3 + sky, make_pair(1)[1] // 3 + sky
    assert likeness(first, first) == pytest.approx(1)
    assert abs(likeness(first, second)) < 0.3


def test_the_clean_picture_on_the_other_side_is_noticed(tmp_path, make_pair, save):
    for number in range(3):
        save(np.hstack(make_pair(number)), tmp_path / f"{number}.png")
    items = [halves(tmp_path / f"{number}.png") for number in range(3)]
    check_halves(items)
    wrong = [halves(item.both, clean_side="left") for item in items]
    with pytest.raises(DataSetError, match="rain adds light"):
        check_halves(wrong)


def test_single_pictures_are_not_cut_in_two(tmp_path, make_pair, save):
    for number in range(3):
        both = np.hstack((make_pair(number)[1], make_pair(number + 10)[1]))
        save(both, tmp_path / f"{number}.png")
    with pytest.raises(DataSetError, match="not the same picture twice"):
        check_halves([halves(tmp_path / f"{number}.png") for number in range(3)])
