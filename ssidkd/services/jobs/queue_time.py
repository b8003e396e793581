"""How long a job will wait for its turn."""

from collections.abc import Callable

from ssidkd.learning.finetune.config import FinetuneConfig, JobConfigError
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.services.jobs.roster import all_jobs, queued_jobs
from ssidkd.services.jobs.states import derive_state
from ssidkd.services.jobs.status import job_status

ExpectedSeconds = Callable[[FinetuneConfig], float | None]
"""Tells how long a job takes as a whole [s]; None while that is not known."""


def expected_wait(folder: JobFolder, expected: ExpectedSeconds) -> float | None:
    """Estimate how long a queued job waits [s]; None if that cannot be said.

    Args:
        folder: of the job, among those of the others.
        expected: tells the time of a whole job.
    """
    root = folder.root.parent
    try:
        times = [_left(one, expected) for one in all_jobs(root) if derive_state(one).is_live]
        for queued in queued_jobs(root):
            if queued.root.name == folder.root.name:
                break
            times.append(expected(queued.read_config()))
    except (OSError, JobConfigError):  # one of them was deleted just now
        return None
    known = [time for time in times if time is not None]
    return sum(known) if len(known) == len(times) else None


def _left(folder: JobFolder, expected: ExpectedSeconds) -> float | None:
    left = job_status(folder).seconds_left
    return expected(folder.read_config()) if left is None else left
