import pickle
from dataclasses import replace

import pytest
import torch

from ssidkd.core.network.config import NetworkConfig
from ssidkd.learning.state import (
    CheckpointError,
    load_checkpoint,
    result_network,
    save_checkpoint,
    update_ema,
)

CPU = torch.device("cpu")


@pytest.fixture
def saved(config, start, run, tmp_path):
    """A state after two steps, and its checkpoint."""
    state = start(config)
    run(config, state, stop_after=2)
    save_checkpoint(state, config, tmp_path / "checkpoint.pt")
    return state, tmp_path / "checkpoint.pt"


def without(path, *names):
    content = torch.load(path, weights_only=True)
    for name in names:
        del content[name]
    torch.save(content, path)


def test_a_checkpoint_gives_everything_back(saved, config):
    state, path = saved
    loaded = load_checkpoint(path, config, CPU)
    counters = ("step", "fresh_at", "elapsed_seconds", "skipped", "recent_skips")
    assert [getattr(loaded, name) for name in counters] == [getattr(state, n) for n in counters]
    for name, value in state.network.state_dict().items():
        assert torch.equal(loaded.network.state_dict()[name], value)
    old, new = state.optimizer.state_dict()["state"], loaded.optimizer.state_dict()["state"]
    assert old.keys() == new.keys()
    assert all(torch.equal(old[key][n], new[key][n]) for key in old for n in old[key])


def test_nothing_is_left_beside_a_checkpoint(saved):
    assert [file.name for file in saved[1].parent.iterdir()] == ["checkpoint.pt"]


def test_a_checkpoint_that_cannot_be_written_leaves_the_last_one_and_nothing_else(saved, config):
    state, path = saved
    before = path.read_bytes()
    state.ema = {"not a tensor": lambda: None}
    with pytest.raises((AttributeError, pickle.PicklingError)):
        save_checkpoint(state, config, path)
    assert [file.name for file in path.parent.iterdir()] == ["checkpoint.pt"]
    assert path.read_bytes() == before


def test_a_checkpoint_of_the_first_format_is_read(saved, config):
    """Those named neither optimiser nor stage nor the progress at which the optimiser was fresh."""
    path = saved[1]
    content = torch.load(path, weights_only=True)
    del content["optimizer_name"], content["stage"], content["counters"]["fresh_progress"]
    torch.save(content, path)
    loaded = load_checkpoint(path, config, CPU)
    assert (loaded.step, loaded.fresh_at) == (2, 0)


def test_the_optimiser_of_a_checkpoint_of_the_first_format_is_recognised(
    config, start, run, tmp_path
):
    config = replace(config, optimizer="muon")
    state, path = start(config), tmp_path / "checkpoint.pt"
    run(config, state, stop_after=2)
    save_checkpoint(state, config, path)
    without(path, "optimizer_name")
    assert load_checkpoint(path, config, CPU).fresh_at == 0
    assert load_checkpoint(path, replace(config, optimizer="adamw"), CPU).fresh_at == 2


@pytest.mark.parametrize("damage", ["cut", "foreign", "empty", "incomplete"])
def test_a_damaged_checkpoint_is_named(saved, config, damage):
    path = saved[1]
    if damage == "incomplete":
        without(path, "counters")
    else:
        content = path.read_bytes()
        path.write_bytes(
            {"cut": content[:-1000], "foreign": b"no checkpoint", "empty": b""}[damage]
        )
    with pytest.raises(CheckpointError, match=r"checkpoint\.pt is damaged"):
        load_checkpoint(path, config, CPU)


def test_a_checkpoint_of_another_run_is_refused(saved, config):
    other = replace(config, network=NetworkConfig(channels=(4, 4, 4), units=(2, 1, 1)))
    with pytest.raises(CheckpointError, match="another shape"):
        load_checkpoint(saved[1], other, CPU)
    with pytest.raises(CheckpointError, match="other training stage"):
        load_checkpoint(saved[1], replace(config, stage=2), CPU)


def test_the_running_mean_moves_by_the_complement_of_its_decay(config, start):
    state = start(config)
    name = "tail.0.bias"
    with torch.no_grad():
        dict(state.network.named_parameters())[name].fill_(1.0)
    state.step = 1_000_000
    update_ema(state, 0.75)
    torch.testing.assert_close(state.ema[name], torch.full((3,), 0.25))


def test_the_running_mean_follows_faster_at_the_start(config, start):
    state = start(config)
    with torch.no_grad():
        state.network.tail[0].bias.fill_(1.0)
    update_ema(state, 0.999)
    torch.testing.assert_close(state.ema["tail.0.bias"], torch.full((3,), 0.9))


def test_the_result_is_the_running_mean_or_else_the_weights(config, start, run):
    state = start(config)
    run(config, state, stop_after=3)
    result = result_network(state)
    assert not result.training
    assert torch.equal(result.tail[0].bias, state.ema["tail.0.bias"])
    assert not torch.equal(result.tail[0].bias, state.network.tail[0].bias)
    plain = start(replace(config, ema_decay=0.0))
    run(replace(config, ema_decay=0.0), plain, stop_after=3)
    assert torch.equal(result_network(plain).tail[0].bias, plain.network.tail[0].bias)


def test_a_run_moves_only_the_parameters_it_names(config, start, run):
    """Each named part does move; the rest not even by weight decay, as Adam has none."""
    config = replace(config, optimizer="adam", trained=("tail.", "head_full."), zero_tail=False)
    state = start(config)
    before = {name: value.clone() for name, value in state.network.named_parameters()}
    run(config, state, stop_after=1)
    after = dict(state.network.named_parameters())
    moved = {name.split(".")[0] for name in before if not torch.equal(before[name], after[name])}
    assert moved == {"tail", "head_full"}
