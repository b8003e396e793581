"""The interval of a mean difference behaves as statistics say."""

import numpy as np
import pytest

from training.evaluation.bootstrap import Interval, paired_bootstrap


def test_a_constant_shift_is_that_shift_without_doubt():
    interval = paired_bootstrap([-0.25] * 30)
    assert interval == Interval(mean=-0.25, low=-0.25, high=-0.25, pictures=30)
    assert interval.excludes_zero


def test_the_interval_is_that_of_the_normal_law_for_many_pictures():
    differences = np.random.default_rng(3).normal(0.1, 1.0, 400)
    interval = paired_bootstrap(differences.tolist())
    error = differences.std() / np.sqrt(400)
    assert interval.mean == pytest.approx(differences.mean())
    assert interval.low == pytest.approx(differences.mean() - 1.96 * error, abs=0.01)
    assert interval.high == pytest.approx(differences.mean() + 1.96 * error, abs=0.01)


def test_two_pictures_have_three_possible_means():
    interval = paired_bootstrap([0.0, 1.0])
    assert (interval.low, interval.mean, interval.high) == (0.0, 0.5, 1.0)
    assert not interval.excludes_zero


def test_the_same_seed_gives_the_same_interval_and_signs_turn_it_around():
    differences = np.random.default_rng(5).normal(size=20).tolist()
    one = paired_bootstrap(differences, seed=7)
    assert one == paired_bootstrap(differences, seed=7)
    assert one != paired_bootstrap(differences, seed=8)
    turned = paired_bootstrap([-x for x in differences], seed=7)
    assert (turned.low, turned.high) == pytest.approx((-one.high, -one.low))


@pytest.mark.parametrize("differences", [[], [1.0]])
def test_one_picture_says_nothing(differences):
    with pytest.raises(ValueError, match="at least two"):
        paired_bootstrap(differences)
