"""The folder of a run: what lies where, and how a run begins or goes on."""

import logging
import shutil
import uuid
from dataclasses import dataclass
from pathlib import Path

import torch

from ssidkd.core.network.derain_net import DerainNet
from ssidkd.core.network.widen import grow
from ssidkd.core.weights.files import load_weights
from ssidkd.learning.config import TrainingConfig
from ssidkd.learning.state import (
    CheckpointError,
    TrainingState,
    fresh_state,
    load_checkpoint,
    new_network,
)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class RunFolder:
    """Names of the files of a run."""

    root: Path

    @property
    def checkpoint(self) -> Path:
        """Everything that is needed to go on."""
        return self.root / "checkpoint.pt"

    @property
    def events(self) -> Path:
        """One JSON object a line, see `training.events`."""
        return self.root / "events.jsonl"

    @property
    def result(self) -> Path:
        """The weights, as of the last checkpoint."""
        return self.root / "result.safetensors"

    @property
    def teacher(self) -> Path:
        """Copy of the weights a student began with."""
        return self.root / "teacher.safetensors"

    @property
    def summary(self) -> Path:
        """What the last session did, as JSON."""
        return self.root / "summary.json"


def begin_or_resume(
    folder: RunFolder, config: TrainingConfig, weights: Path | None, device: torch.device
) -> TrainingState:
    """Return the state of the folder's checkpoint, else a fresh one from weights or from nothing.

    Raises:
        CheckpointError: the checkpoint or the weights do not fit the run.
        WeightsError: the weights cannot be read.
    """
    if folder.checkpoint.is_file():
        return load_checkpoint(folder.checkpoint, config, device)
    if weights is None and config.stage == 2:
        raise CheckpointError("A student starts from its teacher's weights: add --from-weights.")
    network = new_network(config) if weights is None else _first_network(weights, config)
    return fresh_state(config, network, device)


def _first_network(weights: Path, config: TrainingConfig) -> DerainNet:
    """Return the network a run starts with; a teacher may grow out of a smaller one."""
    loaded = load_weights(weights)
    if config.stage == 1 and loaded.card.config != config.network:
        try:
            network = grow(loaded.network, config.network)
        except ValueError as error:
            raise CheckpointError(f"{weights.name} cannot start this recipe. {error}") from error
        log.info("%s grows into the recipe's network", weights.name)
        return network
    return _fitting_network(weights, config)


def frozen_teacher(
    folder: RunFolder, config: TrainingConfig, weights: Path | None, device: torch.device
) -> DerainNet | None:
    """Return the teacher of a student that does not share its weights, else None.

    A copy of it is kept in the folder, so that the run can go on without the original.
    """
    if config.stage == 1 or config.share_weights:
        return None
    if not folder.checkpoint.is_file() and weights is not None:
        unfinished = folder.teacher.with_name(f".{uuid.uuid4().hex}.part")
        shutil.copyfile(weights, unfinished)
        unfinished.replace(folder.teacher)
    elif not folder.teacher.is_file():
        raise CheckpointError(f"{folder.teacher} is missing, and the run cannot go on without it.")
    network = _fitting_network(folder.teacher, config)
    network.to(device)
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # missing in torch
    return network.requires_grad_(False)


def _fitting_network(weights: Path, config: TrainingConfig) -> DerainNet:
    loaded = load_weights(weights)
    if loaded.card.config != config.network:
        raise CheckpointError(
            f"{weights.name} holds a network of another shape ({loaded.card.variant}) than the "
            f"recipe's."
        )
    return loaded.network
