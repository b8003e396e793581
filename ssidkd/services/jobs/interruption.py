"""Why a job was interrupted, in words: what a page tells its visitor."""

import signal
from contextlib import closing, suppress
from dataclasses import dataclass

from ssidkd.core.durable import is_disk_full
from ssidkd.learning.finetune.checkpoint import saved_step
from ssidkd.learning.finetune.events import JobLog
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.lock import WorkerBusyError, WorkerLock
from ssidkd.learning.finetune.parcel import ParcelError
from ssidkd.services.jobs.states import JobState, derive_state


@dataclass(frozen=True)
class Interruption:
    """Why a job was interrupted."""

    reason: str
    """A word, from which a page finds its sentence."""
    detail: str
    """A sentence for the visitor."""


_KILLED = Interruption(
    "killed",
    "The system ended the job's process, most likely because memory was short. Resume the job, or "
    "start one with less effort.",
)


def local_end(error: Exception) -> Interruption | None:
    """Return why a job was interrupted if that lies at this machine or the job, else None."""
    if is_disk_full(error):
        return Interruption("disk", "This server's disk is full. Resume the job a little later.")
    if isinstance(error, ParcelError):
        return Interruption("parcel", str(error))
    return None


def tell_interruption(folder: JobFolder, log: JobLog, why: Interruption) -> None:
    """Add the event that says at which step a job was interrupted, and why."""
    step = saved_step(folder.checkpoint) or 0
    log.append("interrupted", step=step, reason=why.reason, detail=why.detail)


def tell_if_killed(folder: JobFolder, code: int | None) -> None:
    """Tell why a job was interrupted if the system ended its process, as it does for memory.

    Args:
        folder: of the job.
        code: how its process ended, as `subprocess` tells it; None while it runs.
    """
    if code != -signal.SIGKILL:
        return
    with suppress(OSError, WorkerBusyError):  # deleted, or resumed meanwhile, or a full disk
        if derive_state(folder) is JobState.INTERRUPTED:
            with WorkerLock.acquire(folder.lock), closing(JobLog(folder.events)) as log:
                tell_interruption(folder, log, _KILLED)
