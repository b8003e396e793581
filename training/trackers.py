"""Optional loggers: TensorBoard and trackio, used if they are asked for and installed."""

import importlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from ssidkd.learning.loop import StepEvent
from training.options import TrackerName

_EVERY = 10
"""Steps between two entries: a long run has more steps than a curve has points."""


class MissingTrackerError(ImportError):
    """The logger that was asked for is not installed; the sentence says how to get it."""


class Tracker(Protocol):
    """Takes numbers by name."""

    def log(self, numbers: Mapping[str, float], step: int) -> None:
        """Take the numbers of a step."""

    def close(self) -> None:
        """Write what is left."""


class NoTracker:
    """Takes numbers and forgets them."""

    def log(self, numbers: Mapping[str, float], step: int) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""


class _TensorBoard:
    def __init__(self, run: Path) -> None:
        try:
            from torch.utils.tensorboard import SummaryWriter
        except ImportError as error:
            raise _missing("tensorboard") from error
        self._writer = SummaryWriter(str(run / "tensorboard"))

    def log(self, numbers: Mapping[str, float], step: int) -> None:
        for name, value in numbers.items():
            self._writer.add_scalar(name, value, step)

    def close(self) -> None:
        self._writer.close()


class _Trackio:
    def __init__(self, run: Path) -> None:
        try:
            trackio = importlib.import_module("trackio")
        except ImportError as error:
            raise _missing("trackio") from error
        trackio.init(project="ssidkd", name=run.name)
        self._trackio = trackio

    def log(self, numbers: Mapping[str, float], step: int) -> None:
        self._trackio.log(dict(numbers), step=step)

    def close(self) -> None:
        self._trackio.finish()


_TRACKERS: dict[TrackerName, Callable[[Path], Tracker]] = {
    "none": lambda _run: NoTracker(),
    "tensorboard": _TensorBoard,
    "trackio": _Trackio,
}


def open_tracker(name: TrackerName, run: Path) -> Tracker:
    """Return the logger of that name.

    Raises:
        MissingTrackerError: it is not installed.
    """
    return _TRACKERS[name](run)


def track(tracker: Tracker, event: StepEvent) -> None:
    """Log every tenth step."""
    if event.step % _EVERY == 0:
        numbers = {f"loss/{name}": value for name, value in event.terms.items()}
        numbers |= {
            "loss": event.loss,
            "learning_rate": event.learning_rate,
            "gradient_norm": event.gradient_norm,
            "skipped": event.skipped,
            "seconds": event.seconds,
            "waiting_share": event.waiting_share,
        }
        tracker.log(numbers, event.step)


def _missing(package: str) -> MissingTrackerError:
    return MissingTrackerError(
        f"--log {package} needs the package {package}: pip install {package}, or leave the option "
        f"out. The events are in events.jsonl in any case."
    )
