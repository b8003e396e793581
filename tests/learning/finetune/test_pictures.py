import numpy as np
import pytest

from ssidkd.learning.finetune.pictures import (
    GUARD_SIDE,
    MOST_HELD_OUT,
    at_most,
    guard_pairs,
    held_out_names,
    middle,
)
from ssidkd.learning.photos import TrainingDataError
from tests.job_folders import photo


@pytest.mark.parametrize(("photos", "held"), [(1, 0), (2, 0), (3, 1), (5, 1), (6, 2), (200, 6)])
def test_a_third_is_held_out_up_to_a_limit_and_never_the_probe(photos, held):
    names = [f"{number}.png" for number in range(photos)]
    for seed in range(5):
        chosen = held_out_names(names, names[-1], seed)
        assert len(set(chosen)) == held <= MOST_HELD_OUT
        assert names[-1] not in chosen
        assert chosen == held_out_names(names[::-1], names[-1], seed)


def test_the_bundled_guard_set_has_rain_and_is_always_the_same(assets):
    first, second = guard_pairs(assets), guard_pairs(assets)
    assert len(first) >= 4
    for pair, again in zip(first, second, strict=True):
        assert pair.rainy.shape == pair.clean.shape == (GUARD_SIDE, GUARD_SIDE, 3)
        assert np.array_equal(pair.rainy, again.rainy)
        assert pair.rainy.mean() > pair.clean.mean()


def test_a_missing_guard_set_is_said(tmp_path):
    with pytest.raises(TrainingDataError, match="guard"):
        guard_pairs(tmp_path)


def test_pictures_are_made_smaller_but_never_smaller_than_the_network_takes():
    assert at_most(photo(0, 100, 300), 150).shape == (50, 150, 3)
    assert at_most(photo(0, 40, 800), 400).shape[0] >= 32
    assert at_most(photo(0, 40, 80), 400).shape == (40, 80, 3)


def test_the_middle_keeps_the_scale_and_a_smaller_picture_is_kept_whole():
    picture = photo(0, 100, 301)
    assert np.array_equal(middle(picture, 60), picture[20:80, 120:180])
    assert np.array_equal(middle(picture, 200), picture[:, 50:250])
    assert np.array_equal(middle(picture, 400), picture)
