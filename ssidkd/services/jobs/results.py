"""What a job has brought: its weights, whether they helped, and the photos that show it."""

from collections.abc import Sequence
from dataclasses import dataclass

from ssidkd.core.weights.card import WeightsCard, card_from_metadata
from ssidkd.core.weights.errors import WeightsError
from ssidkd.core.weights.header import read_header
from ssidkd.learning.finetune.config import FinetuneConfig
from ssidkd.learning.finetune.events import Event, current_events, read_all_events
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.outcome import Outcome, read_outcome
from ssidkd.learning.finetune.verdict import Verdict
from ssidkd.services.jobs.service import JobService


class NoResultError(RuntimeError):
    """A job has brought no weights, or not yet."""

    def __init__(self) -> None:
        super().__init__("This job has no result to take. Choose one that is done.")


class DamagedResultError(RuntimeError):
    """A job's result cannot be read."""

    def __init__(self) -> None:
        super().__init__("The result of this job is damaged. Start the job again.")


@dataclass(frozen=True, kw_only=True)
class HeldOutPhoto:
    """A photo the student never saw, derained by the weights it began with and by the result."""

    number: int
    """Its place among the visitor's photos, from 1."""
    niqe_before: float | None
    """Lower is better; None where the picture has no value."""
    niqe_after: float | None
    dark_before: float
    """Mean of the dark channel, 0 to 1."""
    dark_after: float


@dataclass(frozen=True, kw_only=True)
class JobResult:
    """A job that has ended with weights to take."""

    job_id: str
    folder: JobFolder
    config: FinetuneConfig
    outcome: Outcome
    card: WeightsCard
    """What the weights say about themselves."""
    held_out: tuple[HeldOutPhoto, ...]
    is_learning_measured: bool = True
    """Whether anything after the start was measured; a job that is stopped early has nothing."""

    @property
    def verdict(self) -> Verdict | None:
        """Whether they helped; None where nothing was measured."""
        return self.outcome.verdict

    @property
    def is_recommended(self) -> bool:
        """Whether to use them in place of the weights the job began with."""
        return self.verdict is not None and self.verdict.recommended


def read_result(jobs: JobService, job_id: str) -> JobResult:
    """Read what a job has brought.

    Raises:
        JobNotFoundError: there is no such job, or no longer.
        NoResultError: it has not ended, or without weights.
        DamagedResultError: its files cannot be read.
        JobConfigError: its config cannot be used.
    """
    folder = jobs.folder(job_id)
    config = folder.read_config()
    try:
        outcome = read_outcome(folder)
        if outcome is None or not outcome.has_result:
            raise NoResultError
        card = card_from_metadata(read_header(folder.result).metadata)
        events = current_events(read_all_events(folder.events))
        held_out = _held_out(events, config, outcome)
        is_measured = any(one["event"] == "measured" and one["step"] > 0 for one in events)
    except (OSError, WeightsError, ValueError, LookupError, TypeError) as error:
        raise DamagedResultError from error
    return JobResult(
        job_id=job_id,
        folder=folder,
        config=config,
        outcome=outcome,
        card=card,
        held_out=held_out,
        is_learning_measured=is_measured,
    )


def _held_out(
    events: Sequence[Event], config: FinetuneConfig, outcome: Outcome
) -> tuple[HeldOutPhoto, ...]:
    """Return the photos kept out of training with what was measured before and after."""
    before = _measured(events, 0)
    after = _measured(events, outcome.verdict.best_step) if outcome.verdict else None
    started = [event for event in events if event["event"] == "started"]
    if before is None or after is None or not started:
        return ()
    return tuple(
        HeldOutPhoto(
            number=config.photos.index(name) + 1,
            niqe_before=before["held_niqe"][place],
            niqe_after=after["held_niqe"][place],
            dark_before=before["held_dark"][place],
            dark_after=after["held_dark"][place],
        )
        for place, name in enumerate(started[-1]["held_out"])
    )


def _measured(events: Sequence[Event], step: int) -> Event | None:
    """Return the last measurement of a step, if there is one."""
    found = [one for one in events if one["event"] == "measured" and one.get("step") == step]
    return found[-1] if found else None
