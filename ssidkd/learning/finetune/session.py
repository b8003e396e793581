"""One session of a job's training: steps, measurements, checkpoints, and when to end."""

import math
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Literal

import torch

from ssidkd.core.metrics import niqe
from ssidkd.core.picture import Pixels, save_png
from ssidkd.core.weights.files import save_weights
from ssidkd.learning.finetune.beginning import batch_maker, begin, result_card
from ssidkd.learning.finetune.checkpoint import save_progress
from ssidkd.learning.finetune.config import FinetuneConfig
from ssidkd.learning.finetune.events import JobLog
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.measuring import (
    MeasuringStopped,
    darkness,
    derain_with,
    measure,
)
from ssidkd.learning.finetune.pause import wait_while_paused
from ssidkd.learning.finetune.pictures import read_pictures
from ssidkd.learning.finetune.verdict import Verdict, guard_lost, is_better, judge
from ssidkd.learning.loop import StepEvent, TrainingDiverged, train
from ssidkd.learning.schedule import Budget
from ssidkd.learning.state import result_network

Ending = Literal["interrupted", "stop", "guard", "complete", "time_limit"]


class Session:
    """Trains a job's student until something ends it.

    Args:
        folder: of the job.
        config: of the job.
        log: takes the events.
        assets: the project's assets folder.
        device: where to run.
        interrupted: asked often; True ends the session so that another can go on.

    Raises:
        TrainingDataError, WeightsError, CheckpointError: the job cannot begin.
    """

    def __init__(
        self,
        folder: JobFolder,
        config: FinetuneConfig,
        log: JobLog,
        *,
        assets: Path,
        device: torch.device,
        interrupted: Callable[[], bool],
    ) -> None:
        self._folder, self._config, self._log = folder, config, log
        self._device, self._interrupted = device, interrupted
        self._pictures = read_pictures(folder, config, assets)
        self._beginning = begin(folder, config, device)
        self._progress = self._beginning.progress
        self._state = self._progress.state

    @property
    def step(self) -> int:
        """Steps taken so far."""
        return self._state.step

    def run(self) -> Ending:
        """Train; returns what ended it.

        Raises:
            TrainingDiverged: the loss is no longer a finite number.
        """
        self._tell_start()
        try:
            if self._is_due(self._state.step) and self.ending() is None:
                self._measure()  # the start, or what an interruption left out
            if self.ending() is None:
                self._train()
            ending = self.ending() or "complete"
            if ending == "time_limit" and self._progress.measured(self._state.step) is None:
                self._measure()  # or what was learnt since the last measurement would be lost
        except MeasuringStopped:
            ending = self.ending() or "complete"
        if ending == "interrupted" and self._state.recent_skips == 0:
            self._save()
        return ending

    def ending(self) -> Ending | None:
        """Return what ends the session now, None if it goes on."""
        last = self._progress.measurements[-1:]
        if self._interrupted():
            return "interrupted"
        if last and last[0].step == self._config.steps:
            return "complete"
        if self._folder.stop.exists() or (last and last[0].step >= self._config.last_step):
            return "stop"
        if last and guard_lost(self._progress.measurements[0], last[0]):
            return "guard"
        is_over = self._state.elapsed_seconds >= 60 * self._config.minutes
        return "time_limit" if is_over else None

    def keep_result(self) -> Verdict | None:
        """Write the best weights so far as the result; the verdict is None before any measurement.

        Raises:
            WeightsError: they are not finite.
        """
        card = result_card(self._beginning.start_card, self._config, self._progress.best_step)
        save_weights(self._progress.best, card, self._folder.result)
        if not self._progress.measurements:
            return None
        best = self._progress.measured(self._progress.best_step)
        start = self._progress.measurements[0]
        return judge(start, best or start)

    def _train(self) -> None:
        train(
            self._beginning.training,
            self._state,
            batch_maker(self._beginning.training, self._pictures),
            device=self._device,
            budget=Budget(steps=self._config.steps),
            report=self._after_step,
            should_stop=lambda: self.ending() is not None,
            teacher=self._beginning.frozen,
        )

    def _after_step(self, event: StepEvent) -> None:
        self._log.append("step", **asdict(event), **self._rates(event))
        if not math.isfinite(event.loss):
            raise TrainingDiverged(
                f"The loss was no longer a finite number at step {event.step}. What was learnt "
                "before is kept. Start again with a lower learning rate."
            )
        wait_while_paused(self._folder.pause, self._is_to_end)
        if self._is_due(event.step):
            self._measure()
            return
        if event.step % self._config.preview_every == 0:
            self._preview()
        if event.step % self._config.checkpoint_every == 0 and self._state.recent_skips == 0:
            self._save()

    def _is_due(self, step: int) -> bool:
        """Return whether a step is to be measured and has not been."""
        config = self._config
        is_one = step % config.measure_every == 0 or step in (config.steps, config.last_step)
        return is_one and self._progress.measured(step) is None

    def _rates(self, event: StepEvent) -> dict[str, float]:
        crops = self._config.batch_size * 2  # synthetic ones and as many real ones
        return {
            "loss": event.loss,
            "remaining_seconds": event.remaining_seconds,
            "crops_per_second": crops / max(event.seconds, 1e-9),
        }

    def _measure(self) -> None:
        """Measure the student as it is now, show the probe, keep the weights if they are better."""
        network = result_network(self._state)
        measured = measure(
            network,
            self._pictures,
            step=self._state.step,
            device=self._device,
            should_stop=self._stops_measuring,
        )
        now, progress = measured.measurement, self._progress
        progress.measurements.append(now)
        best = progress.measured(progress.best_step)
        if best is not None and is_better(progress.measurements[0], best, now):
            progress.best, progress.best_step = network, now.step
        self._show(measured.probe)
        self._log.append("measured", **asdict(now), best_step=progress.best_step)
        self._save()

    def _preview(self) -> None:
        """Show the probe as the student derains it now."""
        network = result_network(self._state)
        should_stop = self._stops_measuring
        self._show(derain_with(network, self._device, should_stop)(self._pictures.probe))

    def _show(self, probe: Pixels) -> None:
        """Write the derained probe and tell of it."""
        self._folder.previews.mkdir(exist_ok=True)
        preview = self._folder.preview(self._state.step)
        save_png(probe, preview)
        facts = {"niqe": niqe(probe).value, "dark": darkness(probe)}
        self._log.append("preview", step=self._state.step, preview=preview.name, **facts)

    def _stops_measuring(self) -> bool:
        """Wait while others need the machine; return whether the job is to end at once."""
        wait_while_paused(self._folder.pause, self._is_to_end)
        return self._is_to_end()

    def _is_to_end(self) -> bool:
        return self._interrupted() or self._folder.stop.exists()

    def _save(self) -> None:
        card = result_card(self._beginning.start_card, self._config, self._progress.best_step)
        save_progress(self._progress, self._beginning.training, card, self._folder.checkpoint)
        self._log.append("checkpoint", step=self._state.step)

    def _tell_start(self) -> None:
        pictures = self._pictures
        self._log.append(
            "started",
            step=self._state.step,
            steps=self._config.steps,
            learnt=list(pictures.learnt),
            held_out=list(pictures.held_out),
            watched=list(pictures.watched),
            skipped=pictures.skipped,
            device=self._device.type,
        )
