"""The state of a job, derived from what is on disk alone, so that a restart tells the truth."""

from enum import Enum

from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.lock import is_held
from ssidkd.learning.finetune.outcome import read_outcome


class JobState(str, Enum):
    """Where a job is."""

    QUEUED = "queued"
    """Waits for its turn, for the first time or to go on."""
    RUNNING = "running"
    """A living process works on it."""
    STOPPING = "stopping"
    """A living process works on it and was asked to stop."""
    DONE = "done"
    """Ended by itself; there is a result."""
    STOPPED = "stopped"
    """Ended because the visitor asked; there is a result if it had begun."""
    FAILED = "failed"
    """Ended because of an error, which the outcome explains."""
    INTERRUPTED = "interrupted"
    """Its process died; it goes on when somebody asks for it, never by itself."""

    @property
    def is_live(self) -> bool:
        """Whether a process works on it."""
        return self in (JobState.RUNNING, JobState.STOPPING)

    @property
    def is_final(self) -> bool:
        """Whether it never changes again."""
        return self in (JobState.DONE, JobState.STOPPED, JobState.FAILED)


def derive_state(folder: JobFolder) -> JobState:
    """Return a job's state.

    The order of the questions matters, as a worker may start or end between them: what is asked
    first was true first. A worker takes the lock before it leaves any trace, and writes the outcome
    before it lets go.

    Raises:
        OSError: the folder cannot be read.
    """
    has_begun = _has_content(folder)
    wants_stop = folder.stop.exists()
    wants_more = folder.resume.exists()
    is_alive = is_held(folder.lock)
    outcome = read_outcome(folder)
    if outcome is not None:
        return JobState(outcome.state)
    if is_alive:
        return JobState.STOPPING if wants_stop else JobState.RUNNING
    if has_begun and not wants_more:
        return JobState.INTERRUPTED
    if wants_stop:
        return JobState.INTERRUPTED if has_begun else JobState.STOPPED
    return JobState.QUEUED


def _has_content(folder: JobFolder) -> bool:
    """Return whether a session of the job has begun."""
    try:
        return folder.events.stat().st_size > 0
    except FileNotFoundError:
        return False
