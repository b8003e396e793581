"""What is to be seen of a job that is watched, as HTML."""

from ssidkd.learning.finetune.config import FinetuneConfig
from ssidkd.learning.finetune.efforts import EFFORTS
from ssidkd.services.jobs.ids import JobNotFoundError
from ssidkd.services.jobs.queue_time import expected_wait
from ssidkd.services.jobs.starting import Finetuning
from ssidkd.services.jobs.states import JobState
from ssidkd.services.jobs.status import JobStatus
from ssidkd.services.jobs.watching import JobWatch
from ssidkd.ui.context import PageContext
from ssidkd.ui.finetune.job_view import job_now
from ssidkd.ui.finetune.probe_view import no_probe_yet, probe_view
from ssidkd.ui.finetune.shown import Shown


class WatchView:
    """Looks jobs up and says what it finds.

    Args:
        context: of the page.
        finetuning: runs the jobs.
    """

    def __init__(self, context: PageContext, finetuning: Finetuning) -> None:
        self._shelf, self._words = context.services.shelf, context.words
        self._finetuning, self._jobs = finetuning, finetuning.jobs

    def now(self, status: JobStatus, watch: JobWatch) -> str:
        """Return where a job is, and how long it waits or is kept.

        Raises:
            JobNotFoundError: the job is no longer there.
        """
        folder = self._jobs.folder(watch.job_id)
        wait = None
        if status.state is JobState.QUEUED:
            wait = expected_wait(folder, self._expected_seconds)
        kept = self._jobs.expiry.remaining_hours(folder)
        return job_now(status, watch, self._words, wait=wait, hours_left=kept)

    def probe(self, shown: Shown) -> str:
        """Return the photo that is watched, with its time so far.

        Raises:
            JobNotFoundError: the job is no longer there.
        """
        folder = self._jobs.folder(shown.watch.job_id)
        rainy, frames = shown.rainy(folder, self._shelf), shown.frames(folder, self._shelf)
        if rainy is None or not frames:
            return no_probe_yet(self._words)
        return probe_view(rainy[0], frames, rainy[1], self._words)

    def exists(self, job_id: str) -> bool:
        """Return whether there is such a job."""
        try:
            self._jobs.folder(job_id)
        except JobNotFoundError:
            return False
        return True

    def unknown(self) -> str:
        """Return what is said of a job that is not there."""
        hours = f"{self._jobs.expiry.hours:g}"
        return self._words.finetune.watch.unknown.format(hours=hours)

    def _expected_seconds(self, config: FinetuneConfig) -> float | None:
        if config.effort not in EFFORTS:
            return None
        minutes = self._finetuning.expected_minutes(config.effort, len(config.photos))
        return None if minutes is None else 60 * minutes
