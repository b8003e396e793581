"""What the first process of a run shows and writes: bar, events, logger, checkpoints, summary."""

import json
import logging
import sys
from datetime import datetime, timezone
from pathlib import Path
from types import TracebackType

import torch
from tqdm import tqdm

from ssidkd.learning.loop import StepEvent
from ssidkd.learning.state import TrainingState
from training.events import EventLog
from training.saving import Saver
from training.trackers import Tracker, track

SLOW_DATA = 0.1
"""Share of a session spent waiting for data from which something should be done about it."""
log = logging.getLogger(__name__)


class Records:
    """Takes every step of a session.

    Args:
        events: the event file.
        tracker: the optional logger.
        saver: of checkpoint and weights.
    """

    def __init__(self, events: EventLog, tracker: Tracker, saver: Saver) -> None:
        self._events, self._tracker, self._saver = events, tracker, saver
        self._bar = tqdm(
            total=100,
            bar_format="{percentage:3.0f}%|{bar:30}| {desc}",
            mininterval=1 if sys.stderr.isatty() else 60,
        )
        self._seconds = 0.0
        self._waited = 0.0

    def begin(
        self, recipe: str, device: torch.device, processes: int, state: TrainingState
    ) -> None:
        """Write that a session starts, and say where a run goes on."""
        self._events.happened(
            "started",
            step=state.step,
            recipe=recipe,
            device=str(device),
            processes=processes,
            began_at=datetime.now(timezone.utc).isoformat(timespec="seconds"),
        )
        if state.step:
            log.info("Going on after step %d.", state.step)
        if state.step and state.fresh_at == state.step:
            log.info("The checkpoint has another optimiser: it starts afresh and warms up again.")

    def step(self, event: StepEvent) -> None:
        """Write, log, show and, if it is time, save."""
        self._seconds += event.seconds
        self._waited += event.waiting_share * event.seconds
        self._events.step(event)
        track(self._tracker, event)
        self._bar.set_description_str(progress_text(event, self.waiting_share), refresh=False)
        self._bar.update(100 * event.progress - self._bar.n)
        self._saver.step(event)

    @property
    def waiting_share(self) -> float:
        """Share of this session's time that was spent waiting for data."""
        return self._waited / self._seconds if self._seconds else 0.0

    def finish(self, outcome: str, state: TrainingState, summary: Path) -> None:
        """Write how the session ended."""
        facts = {
            "step": state.step,
            "elapsed_seconds": state.elapsed_seconds,
            "skipped": state.skipped,
            "waiting_share": self.waiting_share,
        }
        self._events.happened(outcome, **facts)
        self._bar.close()
        summary.write_text(json.dumps({"outcome": outcome, **facts}, indent=2) + "\n")
        log.info(
            "%s: %d steps, %s, %d skipped, %.0f %% of the time waiting for data",
            outcome.capitalize(),
            state.step,
            _duration(state.elapsed_seconds),
            state.skipped,
            100 * self.waiting_share,
        )
        if self.waiting_share >= SLOW_DATA:
            log.info("More --workers would make batches faster.")

    def __enter__(self) -> "Records":
        """Return the records themselves."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close files, bar and logger."""
        self._events.close()
        self._tracker.close()
        self._bar.close()


def progress_text(event: StepEvent, waiting_share: float) -> str:
    """Return what stands beside the bar."""
    text = f"step {event.step}, loss {event.loss:.4f}, {_duration(event.remaining_seconds)} left"
    if event.skipped:
        text += f", {event.skipped} skipped"
    if waiting_share >= 0.05:
        text += f", {waiting_share:.0%} of the time waiting for data"
    return text


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60:02} min" if minutes >= 60 else f"{minutes} min"
