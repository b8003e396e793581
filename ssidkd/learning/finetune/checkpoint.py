"""Checkpoints of a job: a folder for each, complete under its name or not there at all.

The newest holds everything an uninterrupted run would have at that step, so going on from it gives
the same weights: state and optimiser, the best weights so far, and what was measured.
"""

import json
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path

import torch

from ssidkd.core.durable import sweep, sync_folder, unfinished_path, write_whole
from ssidkd.core.network.derain_net import DerainNet
from ssidkd.core.weights.card import WeightsCard
from ssidkd.core.weights.errors import WeightsError
from ssidkd.core.weights.files import load_weights, save_weights
from ssidkd.learning.config import TrainingConfig
from ssidkd.learning.finetune.measuring import Measurement, measurement_from
from ssidkd.learning.state import CheckpointError, TrainingState, load_checkpoint, save_checkpoint

_STATE, _BEST, _MEASURED = "state.pt", "best.safetensors", "measured.json"
_NAME = "step-"


@dataclass
class Progress:
    """What a job has reached."""

    state: TrainingState
    best: DerainNet
    """The best weights so far, those of the start at first."""
    best_step: int = 0
    measurements: list[Measurement] = field(default_factory=list)
    """In the order of their steps; the first is that of the start."""

    def measured(self, step: int) -> Measurement | None:
        """Return the measurement of a step, if there is one."""
        return next((one for one in self.measurements if one.step == step), None)


def save_progress(
    progress: Progress, config: TrainingConfig, card: WeightsCard, folder: Path
) -> None:
    """Write a checkpoint, then remove the earlier ones; one of the same step stays as it is.

    Args:
        progress: to save.
        config: of the run.
        card: of the best weights.
        folder: of the job's checkpoints.

    Raises:
        OSError: such as for a full disk; the checkpoint before stays.
    """
    target = folder / f"{_NAME}{progress.state.step:06d}"
    if not target.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = unfinished_path(target)
        try:
            unfinished.mkdir()
            save_weights(progress.best, card, unfinished / _BEST)
            save_checkpoint(progress.state, config, unfinished / _STATE)
            content = {
                "best_step": progress.best_step,
                "measurements": [asdict(one) for one in progress.measurements],
            }
            write_whole(unfinished / _MEASURED, json.dumps(content).encode())
            unfinished.rename(target)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        sync_folder(folder)
    for path in _complete(folder):
        if path != target:
            shutil.rmtree(path, ignore_errors=True)


def saved_step(folder: Path) -> int | None:
    """Return the step of the newest checkpoint, None without any."""
    complete = _complete(folder)
    return int(complete[-1].name.removeprefix(_NAME)) if complete else None


def load_progress(folder: Path, config: TrainingConfig, device: torch.device) -> Progress | None:
    """Read the newest checkpoint; None without any. What a crash left is removed.

    Raises:
        CheckpointError: it is damaged, or belongs to another run.
    """
    sweep(folder)
    complete = _complete(folder)
    if not complete:
        return None
    newest = complete[-1]
    try:
        content = json.loads((newest / _MEASURED).read_bytes())
        return Progress(
            state=load_checkpoint(newest / _STATE, config, device),
            best=load_weights(newest / _BEST).network,
            best_step=content["best_step"],
            measurements=[measurement_from(one) for one in content["measurements"]],
        )
    except (OSError, ValueError, KeyError, TypeError, WeightsError) as error:
        if isinstance(error, CheckpointError):
            raise
        raise CheckpointError(
            "The job's checkpoint is damaged and cannot be resumed from. Start the job again."
        ) from error


def _complete(folder: Path) -> list[Path]:
    """Return the complete checkpoints, the newest last."""
    return sorted(path for path in folder.glob(f"{_NAME}*") if path.is_dir())
