"""What a page shows of a job at once; the events tell the rest."""

from dataclasses import dataclass

from ssidkd.learning.finetune.checkpoint import saved_step
from ssidkd.learning.finetune.events import Event, current_events, read_all_events
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.outcome import Outcome, read_outcome
from ssidkd.services.jobs.states import JobState, derive_state


@dataclass(frozen=True, kw_only=True)
class JobStatus:
    """A job at one moment."""

    state: JobState
    step: int
    """Steps taken, as far as was told; of an interrupted job, the step from which it can go on."""
    steps: int
    """Steps of the whole job."""
    place: int | None
    """Jobs that come before it, while it is queued; 0 is next. None where it is not queued."""
    seconds_left: float | None
    """Estimate of the time it still runs [s]; None before the first step and after the end."""
    launches: int
    """How often its work was started."""
    outcome: Outcome | None
    """How it ended, with the verdict; None before."""
    interruption: str = ""
    """Why it was interrupted, a word of its last event; empty where nothing was told."""


def job_status(folder: JobFolder, place: int | None = None) -> JobStatus:
    """Return a job's status.

    Args:
        folder: of the job.
        place: in the queue, if it is in one.

    Raises:
        JobConfigError: the folder holds no job.
    """
    state = derive_state(folder)  # before the events: who sees the end sees the last event too
    config = folder.read_config()
    events = read_all_events(folder.events)
    told = [event for event in current_events(events) if event["event"] == "step"]
    step = told[-1]["step"] if told else 0
    if state is JobState.INTERRUPTED:
        step = saved_step(folder.checkpoint) or 0
    return JobStatus(
        state=state,
        step=step,
        steps=config.steps,
        place=place if state is JobState.QUEUED else None,
        seconds_left=told[-1]["remaining_seconds"] if told and state.is_live else None,
        interruption=_interruption(events) if state is JobState.INTERRUPTED else "",
        launches=sum(event["event"] == "launched" for event in events),
        outcome=read_outcome(folder),
    )


def _interruption(events: list[Event]) -> str:
    last = events[-1] if events else {}
    reason = last.get("reason") if last.get("event") == "interrupted" else None
    return reason if isinstance(reason, str) else ""
