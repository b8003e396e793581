"""What the page shows of a job at one moment, as HTML."""

from html import escape

from ssidkd.services.jobs.states import JobState
from ssidkd.services.jobs.status import JobStatus
from ssidkd.services.jobs.watching import JobWatch
from ssidkd.ui.copy_line import copy_line
from ssidkd.ui.finetune.sentences import state_of
from ssidkd.ui.words import Words

_CAN = {
    JobState.QUEUED: "stop another",
    JobState.RUNNING: "stop another",
    JobState.INTERRUPTED: "resume another",
}
"""What can be done about a job; of those without an entry, only start another one."""

_SLOWEST = 0.05
"""Crops per second from which on they are said: fewer round to none."""


def job_now(
    status: JobStatus,
    watch: JobWatch,
    words: Words,
    *,
    wait: float | None = None,
    hours_left: float | None = None,
) -> str:
    """Return where a job is: a sentence, a bar, numbers.

    Args:
        status: of the job.
        watch: what it has told.
        words: of the page.
        wait: estimate of the time until it begins, while it is queued [s].
        hours_left: how long it is kept from now on, once it is over [h].
    """
    said = words.finetune.watch
    more = [*_notices(watch, words)]
    if wait is not None:
        more.append(said.queued_time.format(time=words.common.time_left(wait)))
    if hours_left is not None:
        more.append(said.kept.format(hours=kept_hours(hours_left)))
    notices = "".join(f"<li>{escape(line)}</li>" for line in more)
    share = status.step / status.steps
    bar = (
        ""
        if status.state is JobState.QUEUED
        else (f'<progress max="1" value="{share:.3f}">{share:.0%}</progress>')
    )
    begun = "no" if status.state is JobState.QUEUED and not status.launches else "yes"
    kind = "status problem" if status.state is JobState.FAILED else "status"
    return (
        f'<div class="finetune-now job" data-state="{status.state.value}" data-begun="{begun}" '
        f'data-can="{_CAN.get(status.state, "another")}"><h2>{escape(said.title)}</h2>'
        f'<div class="{kind}"><p role="status">{escape(state_of(status, words))}</p>'
        f"{f'<ul>{notices}</ul>' if notices else ''}{bar}</div>{_facts(status, watch, words)}"
        f"{_rented(watch, words)}</div>"
    )


def kept_hours(hours: float) -> str:
    """Name the time for which a job is still kept, everywhere in the same way."""
    return f"{round(hours)}" if hours >= 1 else f"{max(hours, 0.1):.1f}"


def no_job(sentence: str) -> str:
    """Return what is said of a job that is not there."""
    return (
        '<div class="finetune-now none"><div class="status problem" role="alert">'
        f"<p>{escape(sentence)}</p></div></div>"
    )


def job_link(job_id: str, words: Words) -> str:
    """Return the link to a job, which is the window's address too; nothing to see for none."""
    said = words.finetune.watch
    line = copy_line("", said.link, words)
    return f'<job-link job="{escape(job_id)}">{line}<p>{escape(said.link_note)}</p></job-link>'


def _rented(watch: JobWatch, words: Words) -> str:
    """Return the link to the machine that a visitor has rented for the job, if there is one."""
    address = watch.rented()
    if not address:
        return ""
    said = escape(words.finetune.elsewhere.rented)
    return f'<p><a href="{escape(address)}" target="_blank" rel="noopener">{said}</a></p>'


def _notices(watch: JobWatch, words: Words) -> list[str]:
    said, count = words.finetune.watch, len(watch.skipped_photos())
    if not count:
        return []
    return [said.left_out_one if count == 1 else said.left_out.format(n=count)]


def _facts(status: JobStatus, watch: JobWatch, words: Words) -> str:
    """Return step, times and speed; nothing before the first step."""
    said, common = words.finetune.watch, words.common
    last = watch.last_step()
    if last is None:
        return ""
    facts = [said.step.format(step=status.step, steps=status.steps)]
    elapsed = common.duration(float(last.get("elapsed_seconds") or 0))
    if status.seconds_left is not None and status.step < status.steps:
        left = common.time_left(status.seconds_left)
        facts.append(said.time.format(elapsed=elapsed, left=left))
    else:
        facts.append(said.time_so_far.format(elapsed=elapsed))
    rate = watch.crops_per_second()
    if rate is not None and rate >= _SLOWEST:
        facts.append(said.speed.format(n=f"{rate:.1f}"))
    return f'<p class="finetune-facts">{" · ".join(map(escape, facts))}</p>'
