"""The training loop of both stages; the page, the command line and the tests run this one."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

import torch

from ssidkd.learning.batches import Batch, BatchMaker, BatchRequest, iterate_batches
from ssidkd.learning.config import TrainingConfig
from ssidkd.learning.processes import Processes
from ssidkd.learning.schedule import Budget, crop_and_batch, learning_rate
from ssidkd.learning.state import TrainingState
from ssidkd.learning.step import Network, loss_terms, optimizer_step

MOST_SKIPS_IN_A_ROW = 25


class TrainingDiverged(RuntimeError):  # noqa: N818 - what happens is no error of the program
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
    processes: Processes | None = None,
    clock: Callable[[], float] = time.monotonic,
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
        network: what to call in place of `state.network`, such as a compiled form of it.
        teacher: a frozen network, for terms that compare with it.
        workers: processes that make batches.
        processes: which of several this is; by default it trains alone.
        clock: seconds of a steady clock.

    Raises:
        TrainingDiverged: too many steps in a row had a gradient that is not finite.
    """
    run = _Run(
        config=config,
        state=state,
        device=device,
        budget=budget,
        network=state.network if network is None else network,
        teacher=teacher,
        processes=processes or Processes(),
        clock=clock,
        began=clock() - state.elapsed_seconds,
    )
    state.network.train()
    batches = iterate_batches(maker, run.requests(), workers=workers, pin=device.type == "cuda")
    with closing(batches):
        while not budget.is_over(state.step, state.elapsed_seconds):
            report(run.step(batches))
            run.stop_if_diverged()
            if run.processes.largest(should_stop(), device):
                return


@dataclass(frozen=True, kw_only=True)
class _Run:
    """What stays the same from step to step of one call of `train`."""

    config: TrainingConfig
    state: TrainingState
    device: torch.device
    budget: Budget
    network: Network
    teacher: Network | None
    processes: Processes
    clock: Callable[[], float]
    began: float
    """When the run would have begun without breaks, by the clock [s]."""

    def requests(self) -> Iterator[BatchRequest]:
        """Ask for batches by number, of the size that fits the progress when asked."""
        number = self.state.step
        while True:
            progress = self.budget.progress(number, self.state.elapsed_seconds)
            crop, whole = crop_and_batch(self.config, progress)
            share = self.processes.share_of(whole)
            yield BatchRequest(number=number, crop=crop, batch_size=share)
            number += 1

    def step(self, batches: Iterator[Batch]) -> StepEvent:
        """Take one step and tell of it."""
        state, count = self.state, self.processes.count
        began = self.clock()
        batch = next(batches)
        waited = self.clock() - began
        rate = self._learning_rate()
        terms = loss_terms(self.network, self.teacher, batch, self.config, self.device, parts=count)
        values, norm = optimizer_step(state, terms, self.config, rate, self.processes)
        now = self.clock()
        state.elapsed_seconds = self.processes.largest(now - self.began, self.device)
        return StepEvent(
            step=state.step,
            progress=self.budget.progress(state.step, state.elapsed_seconds),
            terms=values,
            learning_rate=rate,
            gradient_norm=norm,
            skipped=state.skipped,
            elapsed_seconds=state.elapsed_seconds,
            seconds=now - began,
            waiting_share=waited / max(now - began, 1e-9),
        )

    def _learning_rate(self) -> float:
        progress = self.budget.progress(self.state.step, self.state.elapsed_seconds)
        return learning_rate(
            self.config,
            progress,
            steps_since_fresh=self.state.step - self.state.fresh_at,
            progress_since_fresh=progress - self.state.fresh_progress,
        )

    def stop_if_diverged(self) -> None:
        """Raise `TrainingDiverged` after too many steps in a row that changed nothing."""
        if self.state.recent_skips > MOST_SKIPS_IN_A_ROW:
            raise TrainingDiverged(
                f"The gradient was not finite {self.state.recent_skips} times in a row at step "
                f"{self.state.step}. Lower the learning rate and resume from the last checkpoint."
            )
