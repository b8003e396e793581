"""Why a job was interrupted, in words: what a page tells its visitor."""

from dataclasses import dataclass

from ssidkd.learning.finetune.checkpoint import saved_step
from ssidkd.learning.finetune.events import JobLog
from ssidkd.learning.finetune.folder import JobFolder


@dataclass(frozen=True)
class Interruption:
    """Why a job was interrupted."""

    reason: str
    """A word, from which a page finds its sentence."""
    detail: str
    """A sentence for the visitor."""


def tell_interruption(folder: JobFolder, log: JobLog, why: Interruption) -> None:
    """Add the event that says at which step a job was interrupted, and why."""
    step = saved_step(folder.checkpoint) or 0
    log.append("interrupted", step=step, reason=why.reason, detail=why.detail)
