"""Which jobs there are, whose they are, and in which order they wait; from the disk alone."""

from collections.abc import Iterator
from pathlib import Path

from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.services.jobs.ids import is_job_id
from ssidkd.services.jobs.states import JobState, derive_state
from ssidkd.services.jobs.submission import hashed, read_submission


def all_jobs(root: Path) -> Iterator[JobFolder]:
    """Yield the folder of every job, in no order."""
    for path in root.iterdir():
        if is_job_id(path.name):
            yield JobFolder(path)


def queued_jobs(root: Path) -> list[JobFolder]:
    """Return the jobs that wait, those that came first before the others."""
    queued = [folder for folder in all_jobs(root) if derive_state(folder) is JobState.QUEUED]
    return sorted(queued, key=lambda one: (read_submission(one).created, one.root.name))


def open_jobs_of(root: Path, visitor: str) -> int:
    """Return how many jobs of a visitor run or wait."""
    states = [
        derive_state(folder)
        for folder in all_jobs(root)
        if read_submission(folder).visitor == hashed(visitor)
    ]
    return sum(state.is_live or state is JobState.QUEUED for state in states)


def job_of_request(root: Path, visitor: str, key: str) -> str | None:
    """Return the id of the job that a visitor's request has made, None if it made none.

    Args:
        root: folder of all jobs.
        visitor: who asks.
        key: of the request; one without a key has made none.
    """
    wanted = (hashed(visitor), hashed(key))
    for folder in all_jobs(root) if key else ():
        submission = read_submission(folder)
        if (submission.visitor, submission.key) == wanted:
            return folder.root.name
    return None
