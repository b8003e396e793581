"""How a job begins or goes on: its training run, its networks, its batches."""

from copy import deepcopy
from dataclasses import dataclass, replace

import torch

from ssidkd.core.network.derain_net import DerainNet
from ssidkd.core.weights.card import WeightsCard
from ssidkd.core.weights.errors import WrongArchitectureError
from ssidkd.core.weights.files import load_weights
from ssidkd.learning.batches import BatchMaker
from ssidkd.learning.config import RealWeights, TrainingConfig
from ssidkd.learning.finetune.checkpoint import Progress, load_progress
from ssidkd.learning.finetune.config import FinetuneConfig
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.pictures import JobPictures
from ssidkd.learning.ours import FINETUNE
from ssidkd.learning.pairs import PairSource
from ssidkd.learning.state import fresh_state


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """What a session starts with."""

    training: TrainingConfig
    """The run of `ssidkd.learning.loop`."""
    progress: Progress
    """Fresh, or from the newest checkpoint."""
    frozen: DerainNet
    """The student as it began: on synthetic crops it holds the one that learns in place."""
    start_card: WeightsCard
    """Of the weights the student started from."""


def begin(folder: JobFolder, config: FinetuneConfig, device: torch.device) -> Beginning:
    """Load the weights and what an earlier session has reached.

    Raises:
        WeightsError: the weights are missing, damaged, others than the config names, or differ in
            shape.
        CheckpointError: the checkpoint cannot be resumed from.
    """
    start = load_weights(folder.start, config.start_sha256)
    if start.card.channel_order == "bgr":
        raise WrongArchitectureError(
            "These weights expect blue, green, red. Choose weights that expect red, green, blue."
        )
    training = training_config(config, start.card)
    progress = load_progress(folder.checkpoint, training, device)
    if progress is None:
        best, learning = deepcopy(start.network), deepcopy(start.network)
        progress = Progress(state=fresh_state(training, learning, device), best=best)
    frozen = start.network.requires_grad_(False).to(device)
    frozen.to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # missing in torch
    return Beginning(training=training, progress=progress, frozen=frozen, start_card=start.card)


def training_config(config: FinetuneConfig, start: WeightsCard) -> TrainingConfig:
    """Return the run of a job."""
    real = FINETUNE.real if config.real_branch else RealWeights(kl=0.0, anchor=FINETUNE.real.anchor)
    return replace(
        FINETUNE,
        network=start.config,
        steps=config.steps,
        batch_size=config.batch_size,
        crop=config.crop,
        learning_rate=config.learning_rate,
        real=real,
        seed=config.seed,
    )


def batch_maker(training: TrainingConfig, pictures: JobPictures) -> BatchMaker:
    """Return what makes the crops of each step: rain on bundled photos, and the visitor's."""
    source = PairSource(photos=pictures.clean, mixture=training.mixture)
    return BatchMaker(
        source, list(pictures.learnt.values()), seed=training.seed, augment=training.augment
    )


def result_card(start: WeightsCard, config: FinetuneConfig, step: int) -> WeightsCard:
    """Return what the result says about itself; licence and commit are those of the start."""
    count = f"{len(config.photos)} photo{'s' if len(config.photos) > 1 else ''}"
    return replace(
        start,
        role="student",
        recipe=f"{config.effort} finetuning of {config.start_sha256[:12]}",
        data=f"{start.data}; then {count} of a visitor",
        steps=step,
    )
