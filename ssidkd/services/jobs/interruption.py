"""Why a job was interrupted, in words: what a page tells its visitor."""

from dataclasses import dataclass

from ssidkd.core.durable import is_disk_full
from ssidkd.learning.finetune.checkpoint import saved_step
from ssidkd.learning.finetune.events import JobLog
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.parcel import ParcelError


@dataclass(frozen=True)
class Interruption:
    """Why a job was interrupted."""

    reason: str
    """A word, from which a page finds its sentence."""
    detail: str
    """A sentence for the visitor."""


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
