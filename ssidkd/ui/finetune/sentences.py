"""What is said of a job: where it is, how it ended, and why something could not be done."""

import logging
import traceback

from ssidkd.core.durable import is_disk_full
from ssidkd.learning.finetune.config import JobConfigError
from ssidkd.services.jobs.ids import JobNotFoundError
from ssidkd.services.jobs.limits import JobRefusedError
from ssidkd.services.jobs.photos import PhotosGoneError
from ssidkd.services.jobs.start_weights import NoStartError
from ssidkd.services.jobs.states import JobState
from ssidkd.services.jobs.status import JobStatus
from ssidkd.ui.words import Words

log = logging.getLogger(__name__)

_FORESEEN = (JobRefusedError, JobConfigError, JobNotFoundError, PhotosGoneError, NoStartError)


def problem_of(error: Exception, words: Words) -> str:
    """Return what a visitor is told of an error."""
    if isinstance(error, _FORESEEN):
        return words.finetune.sentences.say(str(error))
    # Its message may name a job's folder, and with it the job's secret id; it stays out of the log.
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("Unexpected %s in the tab Finetune\n%s", type(error).__name__, where)
    if is_disk_full(error):
        return words.finetune.watch.failed["disk"]
    return words.common.unexpected


def state_of(status: JobStatus, words: Words) -> str:
    """Say where a job is."""
    said = words.finetune.watch
    numbers = {"step": status.step, "steps": status.steps}
    if status.state is JobState.QUEUED:
        return _queued(status.place, words)
    if status.state is JobState.RUNNING:
        return said.running if status.step else said.beginning
    if status.state is JobState.STOPPING:
        return said.stopping
    if status.state is JobState.INTERRUPTED:
        template = said.interrupted if status.step else said.interrupted_early
        why = words.finetune.elsewhere.reasons.get(status.interruption, "")
        return f"{template.format(**numbers)} {why}".rstrip()
    return _ended(status, words).format(**numbers)


def _queued(place: int | None, words: Words) -> str:
    said = words.finetune.watch
    if not place:
        return said.queued_next
    return said.queued_one if place == 1 else said.queued.format(n=place)


def _ended(status: JobStatus, words: Words) -> str:
    """Return the template of the sentence for a job that has ended."""
    said, outcome = words.finetune.watch, status.outcome
    if outcome is None:  # stopped while it waited
        return said.stopped_early
    if status.state is JobState.FAILED:
        sentence = said.failed.get(outcome.reason, said.failed["error"])
        return f"{sentence} {said.failed_kept}" if outcome.has_result else sentence
    if status.state is JobState.STOPPED:
        return said.stopped if outcome.has_result else said.stopped_early
    return said.done.get(outcome.reason, said.done["complete"])
