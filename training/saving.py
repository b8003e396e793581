"""Keeps what a run has reached: checkpoint and weights, every few minutes and at the end."""

import math
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ssidkd.core.network.config import VARIANTS
from ssidkd.core.weights.card import WeightsCard
from ssidkd.core.weights.files import save_weights
from ssidkd.learning.config import TrainingConfig
from ssidkd.learning.loop import StepEvent
from ssidkd.learning.state import TrainingState, result_network, save_checkpoint
from training.options import TrainOptions
from training.run_folder import RunFolder


class Saver:
    """Saves checkpoint and weights every few minutes, and when asked to.

    Args:
        folder: of the run.
        state: to save.
        config: of the run.
        card: of the weights; its number of steps is brought up to date.
        minutes: between two savings.
        clock: seconds of a steady clock.
    """

    def __init__(
        self,
        folder: RunFolder,
        state: TrainingState,
        config: TrainingConfig,
        card: WeightsCard,
        *,
        minutes: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._folder, self._state, self._config, self._card = folder, state, config, card
        self._seconds = 60 * minutes
        self._clock = clock
        self._saved = clock()

    def step(self, event: StepEvent) -> None:
        """Save if it is time, but never a state that is in trouble."""
        due = self._clock() - self._saved >= self._seconds
        if due and self._state.recent_skips == 0 and math.isfinite(event.loss):
            self.save()

    def save(self) -> None:
        """Save now.

        Raises:
            NonFiniteWeightsError: a weight is not finite; the last checkpoint stays.
        """
        card = replace(self._card, steps=self._state.step)
        # The weights first: they are refused if they are broken, before the checkpoint is replaced.
        save_weights(result_network(self._state), card, self._folder.result)
        save_checkpoint(self._state, self._config, self._folder.checkpoint)
        self._saved = self._clock()


def weights_card(options: TrainOptions, config: TrainingConfig) -> WeightsCard:
    """Return what the run's weights say about themselves."""
    folders = [*options.clean, *options.layers, *options.pairs]
    if config.stage == 2:
        folders += options.real
    return WeightsCard(
        role="teacher" if config.stage == 1 else "student",
        variant=next((n for n, shape in VARIANTS.items() if shape == config.network), "custom"),
        config=config.network,
        recipe=options.recipe,
        data=", ".join(folder.resolve().name for folder in folders),
        steps=0,
        commit=_commit(),
        licence=options.licence,
    )


def _commit() -> str:
    """Return the commit of this code, empty if that is unknown."""
    command = ["git", "-C", str(Path(__file__).parent), "rev-parse", "--short", "HEAD"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
