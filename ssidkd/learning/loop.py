"""The training loop of both stages; the page, the command line and the tests run this one."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch

from ssidkd.learning.batches import BatchMaker, BatchRequest, iterate_batches
from ssidkd.learning.config import TrainingConfig
from ssidkd.learning.schedule import Budget, crop_and_batch, learning_rate
from ssidkd.learning.state import TrainingState
from ssidkd.learning.step import Network, loss_terms, optimizer_step

MOST_SKIPS_IN_A_ROW = 25


class TrainingDiverged(RuntimeError):
    """The gradient stayed non-finite; the last checkpoint is the last good state."""


@dataclass(frozen=True, kw_only=True)
class StepEvent:
    """What one step has to tell."""

    step: int
    """Steps taken so far, this one included."""
    progress: float
    """Share of the run that is over, 0 to 1."""
    terms: dict[str, float]
    """Weighted loss terms by name."""
    learning_rate: float
    gradient_norm: float
    """Before clipping."""
    skipped: int
    """Steps so far that changed nothing because their gradient was not finite."""
    elapsed_seconds: float
    """Training time of the whole run so far."""
    seconds: float
    """Duration of this step."""
    waiting_share: float
    """Share of this step's time spent waiting for data."""

    @property
    def loss(self) -> float:
        """Sum of the terms."""
        return sum(self.terms.values())

    @property
    def remaining_seconds(self) -> float:
        """Estimate of the time left."""
        return self.elapsed_seconds * (1 - self.progress) / max(self.progress, 1e-9)


def train(
    config: TrainingConfig,
    state: TrainingState,
    maker: BatchMaker,
    *,
    device: torch.device,
    budget: Budget,
    report: Callable[[StepEvent], None],
    should_stop: Callable[[], bool],
    network: Network | None = None,
    teacher: Network | None = None,
    workers: int = 0,
) -> None:
    """Train `state` in place until the budget is used or `should_stop` says so.

    Args:
        config: the run.
        state: fresh or from a checkpoint.
        maker: makes batches; gives real crops in stage two.
        device: where the state is.
        budget: steps or minutes.
        report: called after every step.
        should_stop: asked after every step.
        network: what to call in place of `state.network`, for several processes.
        teacher: a frozen network, for terms that compare with it.
        workers: processes that make batches.

    Raises:
        TrainingDiverged: too many steps in a row had a gradient that is not finite.
    """
    state.network.train()
    began = time.monotonic() - state.elapsed_seconds
    batches = iterate_batches(maker, _requests(config, state, budget), workers=workers)
    while not budget.is_over(state.step, state.elapsed_seconds):
        started = time.monotonic()
        batch = next(batches)
        waited = time.monotonic() - started
        progress = budget.progress(state.step, state.elapsed_seconds)
        rate = learning_rate(config, progress, state.step - state.fresh_at)
        terms = loss_terms(network or state.network, teacher, batch, config, device)
        values = {name: term.item() for name, term in terms.items()}
        norm = optimizer_step(state, terms, config, rate)
        now = time.monotonic()
        state.elapsed_seconds = now - began
        event = StepEvent(
            step=state.step,
            progress=budget.progress(state.step, state.elapsed_seconds),
            terms=values,
            learning_rate=rate,
            gradient_norm=norm,
            skipped=state.skipped,
            elapsed_seconds=state.elapsed_seconds,
            seconds=now - started,
            waiting_share=waited / max(now - started, 1e-9),
        )
        report(event)
        if state.recent_skips > MOST_SKIPS_IN_A_ROW:
            raise TrainingDiverged(
                f"The gradient was not finite {state.recent_skips} times in a row at step "
                f"{state.step}. Lower the learning rate and resume from the last checkpoint."
            )
        if should_stop():
            return


def _requests(
    config: TrainingConfig, state: TrainingState, budget: Budget
) -> Iterator[BatchRequest]:
    """Ask for batches by number, of the size that fits the progress when asked."""
    number = state.step
    while True:
        crop, batch_size = crop_and_batch(config, budget.progress(number, state.elapsed_seconds))
        yield BatchRequest(number=number, crop=crop, batch_size=batch_size)
        number += 1
