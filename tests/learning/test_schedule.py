from dataclasses import replace

import pytest

from ssidkd.learning.schedule import Budget, crop_and_batch, learning_rate


def rate(config, progress, steps=1000, since=1.0):
    return learning_rate(config, progress, steps_since_fresh=steps, progress_since_fresh=since)


def test_steps_are_the_budget_where_no_minutes_are_given():
    budget = Budget(steps=10)
    assert budget.progress(5, elapsed_seconds=1e9) == 0.5
    assert not budget.is_over(9, 1e9)
    assert budget.is_over(10, 0)


def test_minutes_take_the_place_of_steps():
    budget = Budget(steps=10, minutes=2)
    assert budget.progress(1_000_000, elapsed_seconds=60) == 0.5
    assert not budget.is_over(10**9, 119)
    assert budget.is_over(0, 120)


def test_warmup_rises_by_equal_parts_from_one_part(config):
    config = replace(config, schedule="constant", warmup_steps=4, learning_rate=0.1)
    rates = [rate(config, 0, steps=step, since=0) for step in range(6)]
    assert rates == pytest.approx([0.025, 0.05, 0.075, 0.1, 0.1, 0.1])


def test_warmup_takes_a_fifth_of_a_short_run_at_most(config):
    config = replace(config, schedule="constant", warmup_steps=10_000, learning_rate=0.1)
    assert rate(config, 0.1, steps=0, since=0.1) == pytest.approx(0.05)
    assert rate(config, 0.2, steps=0, since=0.2) == pytest.approx(0.1)


def test_after_a_restart_late_in_a_run_warmup_counts_from_there(config):
    config = replace(config, schedule="constant", warmup_steps=4, learning_rate=0.1)
    assert rate(config, 0.9, steps=0, since=0.0) == pytest.approx(0.025)


def test_no_warmup_means_the_full_rate_at_once(config):
    config = replace(config, schedule="constant", warmup_steps=0, learning_rate=0.1)
    assert rate(config, 0, steps=0, since=0) == 0.1


def test_the_cosine_falls_from_the_full_rate_to_a_hundredth(config):
    config = replace(config, schedule="cosine", learning_rate=0.1)
    assert rate(config, 0) == pytest.approx(0.1)
    assert rate(config, 0.5) == pytest.approx(0.1 * 0.505)
    assert rate(config, 1) == pytest.approx(0.001)


def test_milestones_multiply_the_rate_one_after_the_other(config):
    config = replace(
        config, schedule="milestones", milestones=(0.6, 0.8), decay=0.1, learning_rate=0.5
    )
    found = [rate(config, progress) for progress in (0, 0.59, 0.6, 0.79, 0.8, 1)]
    assert found == pytest.approx([0.5, 0.5, 0.05, 0.05, 0.005, 0.005])


def test_crops_grow_when_their_time_has_come(config):
    config = replace(config, crop_growth=((0.5, 48, 3), (0.9, 64, 1)))
    found = [crop_and_batch(config, progress) for progress in (0, 0.49, 0.5, 0.89, 0.9, 1)]
    assert found == [(32, 2), (32, 2), (48, 3), (48, 3), (64, 1), (64, 1)]
