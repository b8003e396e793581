"""The work of a finetuning job, from its folder to its outcome; who calls it holds the lock."""

import logging
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import torch

from ssidkd.core.derainer import DerainError, DerainOutOfMemoryError
from ssidkd.core.durable import is_disk_full, sweep
from ssidkd.core.weights.errors import WeightsError
from ssidkd.learning.finetune.config import JobConfigError
from ssidkd.learning.finetune.events import JobLog
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.outcome import FinalState, Outcome, read_outcome
from ssidkd.learning.finetune.session import Session
from ssidkd.learning.loop import TrainingDiverged
from ssidkd.learning.photos import TrainingDataError
from ssidkd.learning.state import CheckpointError

log = logging.getLogger(__name__)

_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (JobConfigError, "config"),
    (TrainingDataError, "photos"),
    (WeightsError, "weights"),
    (CheckpointError, "checkpoint"),
    (TrainingDiverged, "diverged"),
    (DerainOutOfMemoryError, "memory"),
    (DerainError, "diverged"),
)
_MEMORY = "There was not enough memory for this job. Try smaller crops or the lite network."
_DISK = "The disk is full. Make room on it, then start the job again."
_UNKNOWN = "The job failed in a way nobody expected; its log says more. Start it again."


def run_job(
    folder: JobFolder,
    *,
    assets: Path,
    device: torch.device,
    interrupted: Callable[[], bool] = lambda: False,
) -> Outcome | None:
    """Do a job's work, or what is left of it, and write the outcome.

    Args:
        folder: of the job.
        assets: the project's assets folder.
        device: where to run.
        interrupted: asked after every step; True saves, and leaves the job to be resumed.

    Returns:
        how the job ended, or None if it was interrupted. A job that had ended is left as it is.

    Raises:
        OSError: not even the outcome can be written.
    """
    ended = read_outcome(folder)
    if ended is not None:
        return ended
    for place in (folder.root, folder.previews):
        sweep(place)
    events = JobLog(folder.events)
    try:
        outcome = _work(folder, events, assets, device, interrupted)
        if outcome is not None:
            # The event first: who reads that the job has ended finds its last event.
            events.append("ended", **asdict(outcome))
            outcome.save(folder)
        return outcome
    finally:
        events.close()


def _work(
    folder: JobFolder,
    events: JobLog,
    assets: Path,
    device: torch.device,
    interrupted: Callable[[], bool],
) -> Outcome | None:
    session: Session | None = None
    try:
        session = Session(
            folder,
            folder.read_config(),
            events,
            assets=assets,
            device=device,
            interrupted=interrupted,
        )
        ending = session.run()
        if ending == "interrupted":
            events.append("interrupted", step=session.step)
            return None
        return _outcome(session, "stopped" if ending == "stop" else "done", ending)
    except Exception as error:
        log.exception("The job in %s failed", folder.root.name)
        reason, detail = _explained(error)
        if session is None:
            return Outcome(state="failed", reason=reason, detail=detail, step=0, has_result=False)
        return _outcome(session, "failed", reason, detail)


def _outcome(session: Session, state: FinalState, reason: str, detail: str = "") -> Outcome:
    verdict = session.keep_result()
    return Outcome(
        state=state,
        reason=reason,
        detail=detail,
        step=session.step,
        has_result=True,
        verdict=verdict,
    )


def _explained(error: Exception) -> tuple[str, str]:
    """Return a word and a sentence for what went wrong."""
    for kind, reason in _REASONS:
        if isinstance(error, kind):
            return reason, str(error)
    if isinstance(error, MemoryError | torch.OutOfMemoryError) or "allocate memory" in str(error):
        return "memory", _MEMORY
    if is_disk_full(error):
        return "disk", _DISK
    return "error", _UNKNOWN
