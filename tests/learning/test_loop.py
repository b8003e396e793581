import math
from dataclasses import replace

import pytest
import torch

from ssidkd.core.network.derain_net import DerainOutput
from ssidkd.learning.loop import MOST_SKIPS_IN_A_ROW, TrainingDiverged
from ssidkd.learning.state import (
    fresh_state,
    load_checkpoint,
    new_network,
    result_network,
    save_checkpoint,
)

CPU = torch.device("cpu")


class FakeClock:
    """Seconds that pass only when a network works."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now

    def timed(self, network, seconds):
        def work(crops):
            self.now += seconds
            return network(crops)

        return work


def poisoned(network, when):
    """Return the network with outputs that are no numbers in the calls that `when` names."""
    calls = iter(range(10**6))

    def work(crops):
        output = network(crops)
        return DerainOutput(*(part * math.nan for part in output)) if when(next(calls)) else output

    return work


def weights(state):
    return {name: value.clone() for name, value in state.network.state_dict().items()}


def assert_same(first, second):
    assert first.keys() == second.keys()
    for name, value in first.items():
        assert torch.equal(value, second[name]), name


def test_a_run_of_steps_takes_exactly_these(config, start, run):
    events = run(config, start(config))
    assert [event.step for event in events] == [1, 2, 3, 4, 5, 6]
    assert events[-1].progress == 1
    assert [event.progress for event in events] == pytest.approx([n / 6 for n in range(1, 7)])


def test_a_run_of_minutes_ends_with_the_clock_and_its_schedule_follows(config, start, run):
    config = replace(config, steps=1, warmup_steps=1, crop_growth=((0.5, 48, 1),))
    state, clock, sides = start(config), FakeClock(), []

    def network(crops):
        sides.append(crops.shape[-1])
        return clock.timed(state.network, 10)(crops)

    events = run(config, state, minutes=2, network=network, clock=clock)
    assert len(events) == 12
    assert [event.elapsed_seconds for event in events] == [10 * n for n in range(1, 13)]
    assert sides == [32] * 6 + [48] * 6
    rates = [event.learning_rate for event in events]
    assert rates == sorted(rates, reverse=True)
    assert rates[0] == pytest.approx(config.learning_rate)
    assert rates[-1] < 0.05 * config.learning_rate


def test_breaks_between_sessions_do_not_count(config, start, run):
    state, clock = start(config), FakeClock()
    network = clock.timed(state.network, 10)
    run(config, state, minutes=2, network=network, clock=clock, stop_after=5)
    clock.now += 10**6
    events = run(config, state, minutes=2, network=network, clock=clock)
    assert len(events) == 7
    assert events[-1].elapsed_seconds == 120


def test_a_used_budget_allows_no_further_step(config, start, run):
    state = start(config)
    run(config, state)
    assert run(config, state) == []


def test_it_stops_after_the_step_in_which_it_is_asked_to(config, start, run):
    assert len(run(config, start(config), stop_after=2)) == 2


def test_time_and_waiting_are_told(config, start, run):
    state, clock = start(config), FakeClock()
    event = run(config, state, network=clock.timed(state.network, 4), clock=clock)[0]
    assert (event.seconds, event.waiting_share) == (4, 0)
    assert event.remaining_seconds == pytest.approx(20)
    assert event.loss == pytest.approx(sum(event.terms.values()))


def test_a_gradient_that_is_not_finite_changes_nothing_and_is_counted(config, start, run):
    state = start(config)
    seen, means = [], []

    def network(crops):
        means.append({name: value.clone() for name, value in state.ema.items()})
        seen.append(weights(state))
        return bad(crops)

    bad = poisoned(state.network, lambda call: call == 2)
    events = run(config, state, network=network)
    assert [event.skipped for event in events] == [0, 0, 1, 1, 1, 1]
    assert_same(seen[2], seen[3])
    assert_same(means[2], means[3])
    assert any(not torch.equal(seen[3][name], seen[4][name]) for name in seen[3])
    assert math.isnan(events[2].gradient_norm)
    assert math.isnan(events[2].loss)
    assert all(torch.isfinite(value).all() for value in state.ema.values())


def test_a_gradient_that_stays_broken_ends_the_run_with_its_last_weights(config, start, run):
    config = replace(config, steps=200)
    state = start(config)
    before = weights(state)
    network = poisoned(state.network, lambda _call: True)
    with pytest.raises(TrainingDiverged, match="Lower the learning rate"):
        run(config, state, network=network)
    assert state.step == MOST_SKIPS_IN_A_ROW + 1
    assert_same(before, weights(state))


def test_broken_gradients_far_apart_do_not_end_the_run(config, start, run):
    config = replace(config, steps=2 * MOST_SKIPS_IN_A_ROW + 10)
    state = start(config)
    events = run(config, state, network=poisoned(state.network, lambda call: call % 2 == 0))
    assert events[-1].skipped == MOST_SKIPS_IN_A_ROW + 5


@pytest.mark.parametrize("optimizer", ["adam", "adamw", "muon"])
@pytest.mark.parametrize("stage", [1, 2])
def test_a_resumed_run_is_the_uninterrupted_one(config, start, run, tmp_path, optimizer, stage):
    config = replace(
        config, optimizer=optimizer, stage=stage, crop_growth=((0.6, 48, 1),), learning_rate=2e-3
    )
    whole = start(config)
    expected = run(config, whole)
    first = start(config)
    events = run(config, first, stop_after=3)
    save_checkpoint(first, config, tmp_path / "checkpoint.pt")
    second = load_checkpoint(tmp_path / "checkpoint.pt", config, CPU)
    events += run(config, second)
    assert [event.terms for event in events] == [event.terms for event in expected]
    assert [event.gradient_norm for event in events] == [e.gradient_norm for e in expected]
    assert [event.learning_rate for event in events] == [e.learning_rate for e in expected]
    assert_same(weights(second), weights(whole))
    assert_same(second.ema, whole.ema)


def test_batches_made_by_workers_are_the_same(config, start, run):
    config = replace(config, steps=3)
    alone, helped = start(config), start(config)
    expected = run(config, alone)
    events = run(config, helped, workers=2)
    assert [event.terms for event in events] == [event.terms for event in expected]


def test_a_restart_from_weights_warms_up_again(config, start, run):
    config = replace(config, schedule="constant", steps=100, warmup_steps=4)
    state = start(config)
    run(config, state, stop_after=10)
    restarted = fresh_state(config, result_network(state), CPU)
    rates = [event.learning_rate for event in run(config, restarted, stop_after=5)]
    assert rates == pytest.approx([2.5e-4, 5e-4, 7.5e-4, 1e-3, 1e-3])


def test_a_checkpoint_of_another_optimiser_goes_on_with_a_fresh_one(config, start, run, tmp_path):
    config = replace(config, schedule="constant", steps=100, warmup_steps=4)
    state = start(config)
    run(config, state, stop_after=10)
    save_checkpoint(state, config, tmp_path / "checkpoint.pt")
    changed = replace(config, optimizer="muon")
    resumed = load_checkpoint(tmp_path / "checkpoint.pt", changed, CPU)
    assert resumed.step == 10
    rates = [event.learning_rate for event in run(changed, resumed, stop_after=5)]
    assert rates == pytest.approx([2.5e-4, 5e-4, 7.5e-4, 1e-3, 1e-3])


def test_the_same_seed_gives_the_same_network_and_the_silent_tail_gives_the_picture_back(config):
    first, second = new_network(config), new_network(config)
    assert_same(first.state_dict(), second.state_dict())
    other = new_network(replace(config, seed=1))
    assert not torch.equal(first.head_full[0].weight, other.head_full[0].weight)
    picture = torch.rand(1, 3, 32, 32)
    assert torch.equal(first(picture).derained, picture)


def test_a_compiled_network_trains_the_same_weights(config, start, run):
    config = replace(config, steps=2)
    plain, compiled = start(config), start(config)
    expected = run(config, plain)
    network = torch.compile(compiled.network, backend="eager")  # the door, not the speed
    events = run(config, compiled, network=network)
    assert [e.loss for e in events] == pytest.approx([e.loss for e in expected], rel=1e-5)
    assert any(value.any() for value in compiled.network.tail.parameters())
