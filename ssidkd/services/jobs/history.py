"""The jobs that a browser remembers, as far as they are still there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ssidkd.learning.finetune.config import JobConfigError
from ssidkd.learning.finetune.outcome import read_outcome
from ssidkd.learning.finetune.verdict import Verdict
from ssidkd.services.jobs.ids import JobNotFoundError
from ssidkd.services.jobs.service import JobService
from ssidkd.services.jobs.states import JobState, derive_state
from ssidkd.services.jobs.submission import read_submission


@dataclass(frozen=True, kw_only=True)
class JobEntry:
    """One job in a list."""

    job_id: str
    created: float
    """Seconds since 1970."""
    effort: str
    photos: int
    """How many."""
    state: JobState
    has_result: bool
    verdict: Verdict | None
    start_sha256: str
    """Of the weights it began with."""

    @property
    def is_recommended(self) -> bool:
        """Whether to use its result in place of the weights it began with."""
        return self.verdict is not None and self.verdict.recommended


def job_entries(jobs: JobService, ids: Sequence[str]) -> Iterator[JobEntry]:
    """Yield the jobs of these ids in their order, without those that are gone or damaged."""
    for job_id in ids:
        entry = _entry(jobs, job_id)
        if entry is not None:
            yield entry


def _entry(jobs: JobService, job_id: str) -> JobEntry | None:
    try:
        folder = jobs.folder(job_id)
        config = folder.read_config()
        outcome = read_outcome(folder)
        state = derive_state(folder)
    except (JobNotFoundError, JobConfigError, OSError, ValueError, LookupError, TypeError):
        return None
    return JobEntry(
        job_id=job_id,
        created=read_submission(folder).created,
        effort=config.effort,
        photos=len(config.photos),
        state=state,
        has_result=outcome is not None and outcome.has_result,
        verdict=outcome.verdict if outcome else None,
        start_sha256=config.start_sha256,
    )
