"""Everything a run changes: weights, their running mean, the optimiser, and how far it is."""

import io
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from ssidkd.core.durable import whole_file
from ssidkd.core.network.derain_net import DerainNet
from ssidkd.learning.config import TrainingConfig
from ssidkd.learning.optimizers import build_optimizer

_COUNTERS = ("step", "fresh_at", "fresh_progress", "elapsed_seconds", "skipped", "recent_skips")


class CheckpointError(ValueError):
    """A checkpoint cannot be used; the sentence says why."""


@dataclass
class TrainingState:
    """What a checkpoint holds. Made by `fresh_state` or `load_checkpoint`."""

    network: DerainNet
    optimizer: torch.optim.Optimizer
    ema: dict[str, Tensor]
    """Running mean of the weights by name, float32; empty without EMA."""
    step: int = 0
    """Steps taken in the whole run."""
    fresh_at: int = 0
    """Step at which the optimiser was fresh; warm-up counts from here."""
    fresh_progress: float = 0.0
    """Share of the run that was over at that step."""
    elapsed_seconds: float = 0.0
    """Time spent training in the whole run."""
    skipped: int = 0
    """Steps whose gradient was not finite and that changed nothing."""
    recent_skips: int = 0
    """Of these, how many in a row just now."""


def new_network(config: TrainingConfig) -> DerainNet:
    """Return an untrained network, the same for the same seed.

    The last convolution of each MFFB starts small and, with `zero_tail`, the tail at zero: with
    plain default initialisation and Adam at 1e-3 runs in bfloat16 have diverged.
    """
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(config.seed)
        network = DerainNet(config.network)
    if config.zero_tail:
        with torch.no_grad():
            for name, parameter in network.named_parameters():
                if name.startswith("tail."):
                    parameter.zero_()
                elif ".unit." in name and name.endswith("fuse.weight"):
                    parameter.mul_(0.1)
    return network


def fresh_state(config: TrainingConfig, network: DerainNet, device: torch.device) -> TrainingState:
    """Start from given weights with a fresh optimiser.

    The network is moved to the device; parameters that the run leaves as they are need no gradient.
    """
    network.to(device)
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # missing in torch
    for name, parameter in network.named_parameters():
        parameter.requires_grad_(not config.trained or name.startswith(config.trained))
    return TrainingState(
        network=network,
        optimizer=build_optimizer(config, network),
        ema=_copied_weights(network) if config.ema_decay else {},
    )


def _copied_weights(network: nn.Module) -> dict[str, Tensor]:
    return {name: value.detach().clone() for name, value in network.state_dict().items()}


@torch.no_grad()
def update_ema(state: TrainingState, decay: float) -> None:
    """Move the running mean towards the weights; faster at the start, when they still change."""
    if not state.ema:
        return
    taken = state.step - state.fresh_at
    decay = min(decay, (1 + taken) / (10 + taken))
    weights = state.network.state_dict()
    names = list(state.ema)
    torch._foreach_lerp_(
        [state.ema[name] for name in names], [weights[name] for name in names], 1 - decay
    )


def result_network(state: TrainingState) -> DerainNet:
    """Return a copy of the network with the weights a run hands out: the EMA if there is one."""
    copy = DerainNet(state.network.config)
    copy.load_state_dict(state.ema or state.network.state_dict())
    return copy.eval()


def save_checkpoint(state: TrainingState, config: TrainingConfig, path: Path) -> None:
    """Write a checkpoint whole or not at all.

    Raises:
        OSError: such as for a full disk.
    """
    content = {
        "network": state.network.state_dict(),
        "optimizer": state.optimizer.state_dict(),
        "optimizer_name": config.optimizer,
        "ema": state.ema,
        "counters": {name: getattr(state, name) for name in _COUNTERS},
        "stage": config.stage,
        "architecture": asdict(config.network),
    }
    packed = io.BytesIO()  # torch makes an error of its own of one that a disk gives
    torch.save(content, packed)
    with whole_file(path) as file:
        file.write(packed.getbuffer())


def load_checkpoint(path: Path, config: TrainingConfig, device: torch.device) -> TrainingState:
    """Read a checkpoint back.

    Where it was written with another optimiser than the run asks for, the optimiser is fresh and
    warms up again; `fresh_at` is then the step of the checkpoint.

    Raises:
        CheckpointError: the file is damaged or belongs to another network or stage.
    """
    content = _read(path, device)
    try:
        if content["architecture"] != asdict(config.network):
            raise CheckpointError(f"{path.name} belongs to a network of another shape.")
        if content.get("stage", config.stage) != config.stage:
            raise CheckpointError(f"{path.name} belongs to the other training stage.")
        return _state(content, config, device)
    except (KeyError, TypeError, RuntimeError) as error:
        raise CheckpointError(f"{path.name} is damaged and cannot be resumed from.") from error


def _read(path: Path, device: torch.device) -> dict[str, Any]:
    try:
        content: dict[str, Any] = torch.load(path, map_location=device, weights_only=True)
    except OSError as error:
        raise CheckpointError(f"{path.name} cannot be read: {error.strerror}.") from error
    except Exception as error:  # a damaged file raises many unrelated classes
        raise CheckpointError(f"{path.name} is damaged and cannot be resumed from.") from error
    return content


def _state(content: dict[str, Any], config: TrainingConfig, device: torch.device) -> TrainingState:
    network = DerainNet(config.network)
    network.load_state_dict(content["network"])
    state = fresh_state(config, network, device)
    if config.ema_decay:
        state.ema = content["ema"] or _copied_weights(state.network)
    counters: dict[str, Any] = content["counters"]
    for name in _COUNTERS:
        setattr(state, name, counters.get(name, 0))
    if _optimizer_of(content) == config.optimizer:
        state.optimizer.load_state_dict(content["optimizer"])
    else:
        state.fresh_at, state.fresh_progress = state.step, 1.0
    return state


def _optimizer_of(content: dict[str, Any]) -> str:
    """Return the optimiser's name; the first checkpoints did not say it."""
    if "optimizer_name" in content:
        return str(content["optimizer_name"])
    return "muon" if "momentum" in content["optimizer"]["param_groups"][0] else "adamw"
