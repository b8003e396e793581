"""A job that is watched: where it is and how it learns.

Nothing here belongs to the visit: whoever has the id sees the job, from any device, as long as the
job is kept. The page asks again every second while the job is not over.
"""

from typing import Any

import gradio as gr

from ssidkd.services.jobs.ids import JobNotFoundError
from ssidkd.services.jobs.starting import Finetuning
from ssidkd.services.jobs.states import JobState
from ssidkd.services.jobs.status import JobStatus
from ssidkd.services.jobs.watching import JobWatch
from ssidkd.ui.batch.events import AT_ONCE, WORKING
from ssidkd.ui.context import PageContext
from ssidkd.ui.desk import HIDDEN
from ssidkd.ui.finetune.acts_part import ActsPart
from ssidkd.ui.finetune.curves import Curves
from ssidkd.ui.finetune.job_view import job_link, no_job
from ssidkd.ui.finetune.shown import Shown
from ssidkd.ui.finetune.visitor import read_visitor
from ssidkd.ui.finetune.watch_view import WatchView

Changes = dict[Any, Any]

JOB_PARAMETER = "job"
"""Of the address, names the job."""
_ASK_EVERY = 1.0
"""[s]"""


class WatchPart:
    """Lays the part out inside the current block and wires it.

    Args:
        context: of the page; its `shown_job` says which job is watched.
        finetuning: runs the jobs.
    """

    def __init__(self, context: PageContext, finetuning: Finetuning) -> None:
        self._context = context
        self._jobs = finetuning.jobs
        self._view = WatchView(context, finetuning)
        self._words = words = context.words
        self._shown = gr.State(None)
        self._timer = gr.Timer(_ASK_EVERY, active=False)
        # Only what is on the page tells of a change outside the queue.
        self._over = gr.Textbox("", visible=HIDDEN, elem_id="finetune-over")
        self._now = gr.HTML("", elem_id="finetune-now")
        self._said = ActsPart(context, self._jobs, self._timer).said
        self._link = gr.HTML(job_link("", words), elem_id="finetune-link")
        with gr.Column(elem_classes=["finetune-job"]):
            self._probe = gr.HTML("", elem_id="finetune-probe")
        with gr.Column(elem_classes=["finetune-job", "finetune-curves"]):
            self._curves = Curves(words)
        self._wire()

    def open(self, remembered: object, request: gr.Request) -> Changes:
        """Show the job of the address, or the one this browser showed last."""
        visitor = read_visitor(remembered).known()
        asked = request.query_params.get(JOB_PARAMETER)
        job_id = asked if asked is not None else visitor.shown
        if not job_id:
            return {self._context.visitor: visitor.remembered()}
        if not self._view.exists(job_id):
            visitor = visitor.without(job_id)
            sentence = self._view.unknown() if asked is not None else ""
            return {
                self._context.visitor: visitor.remembered(),
                self._now: no_job(sentence) if sentence else "",
            }
        return {
            self._context.visitor: visitor.showing(job_id).remembered(),
            self._context.shown_job: job_id,
        }

    def show(self, job_id: object, smoothing: object, log_axis: object) -> Changes:
        """Show a job from its beginning; nothing for none."""
        if not isinstance(job_id, str):
            return self._nothing("")
        shown = Shown(JobWatch(job_id))
        try:
            changes, status = self._look(shown, smoothing, log_axis)
        except JobNotFoundError:
            return self._nothing(no_job(self._view.unknown()))
        return {
            self._shown: shown,
            self._said: "",
            self._link: job_link(job_id, self._words),
            self._context.ended_job: job_id if status.state.is_final else None,
            **changes,
        }

    def look(self, shown: Shown | None, smoothing: object, log_axis: object) -> Changes:
        """Show what is new."""
        if shown is None:
            return {self._timer: gr.Timer(active=False)}
        try:
            changes, _ = self._look(shown, smoothing, log_axis)
        except JobNotFoundError:
            return {self._now: no_job(self._view.unknown()), self._timer: gr.Timer(active=False)}
        return changes or gr.skip()

    def turn(self, shown: Shown | None, smoothing: object, log_axis: object) -> Changes:
        """Draw the curves as they are asked for."""
        if shown is None:
            return gr.skip()
        return self._curves.turned_to(shown, smoothing, log_axis) or gr.skip()

    def end(self, job_id: object) -> str | None:
        """Return the id of a job that has ended, so that what comes after the end is shown."""
        try:
            return str(job_id) if self._jobs.status(str(job_id)).state.is_final else None
        except JobNotFoundError:
            return None

    def _look(self, shown: Shown, smoothing: object, log_axis: object) -> tuple[Changes, JobStatus]:
        """Read what is new; return the changes that show it.

        Raises:
            JobNotFoundError: the job is no longer there.
        """
        watch = shown.watch
        status = self._jobs.status(watch.job_id)
        watch.read(self._jobs)
        is_over = status.state.is_final
        changes: Changes = {}
        now = self._view.now(status, watch)
        if shown.is_new("now", now):
            changes[self._now] = now
        if shown.is_new("probe", (watch.previews(), watch.probe_name())):
            changes[self._probe] = self._view.probe(shown)
        changes |= self._curves.changes(
            shown, smoothing, log_axis, steps=status.steps, is_over=is_over
        )
        asks_on = not is_over and status.state is not JobState.INTERRUPTED
        if shown.is_new("timer", asks_on):
            changes[self._timer] = gr.Timer(active=asks_on)
        if shown.is_new("over", is_over):
            changes[self._over] = watch.job_id if is_over else ""
        return changes, status

    def _nothing(self, now: str) -> Changes:
        return {
            self._shown: None,
            self._now: now,
            self._said: "",
            self._probe: "",
            self._link: job_link("", self._words),
            self._timer: gr.Timer(active=False),
            self._over: "",
            self._context.ended_job: None,
        }

    def _wire(self) -> None:
        context, curves = self._context, self._curves
        seen = [self._shown, *curves.turned]
        looked = [self._now, self._probe, *curves.plots, self._timer, self._over]
        nothing = [self._shown, self._now, self._said, self._probe, self._link]
        shown = [*nothing, *curves.plots, self._timer, self._over, context.ended_job]
        quietly = {**WORKING, "concurrency_limit": None}
        # Through the queue: only that tells others that the state has changed.
        context.page.load(
            self.open, context.visitor, [context.visitor, context.shown_job, self._now], **quietly
        )
        context.shown_job.change(self.show, [context.shown_job, *curves.turned], shown, **quietly)
        self._over.change(self.end, self._over, context.ended_job, **quietly)
        self._timer.tick(self.look, seen, looked, **{**AT_ONCE, "trigger_mode": "once"})
        last = {**AT_ONCE, "trigger_mode": "always_last"}
        gr.on(curves.turns, self.turn, seen, curves.plots, **last)
