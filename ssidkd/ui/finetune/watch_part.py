"""A job that is watched: where it is, how it learns, and what can be done about it.

Nothing here belongs to the visit: whoever has the id sees the job, from any device, as long as the
job is kept. The page asks again every second while the job is not over.
"""

from collections.abc import Callable
from typing import Any

import gradio as gr

from ssidkd.learning.finetune.config import FinetuneConfig
from ssidkd.learning.finetune.efforts import EFFORTS
from ssidkd.services.jobs.ids import JobNotFoundError
from ssidkd.services.jobs.queue_time import expected_wait
from ssidkd.services.jobs.service import JobService
from ssidkd.services.jobs.starting import Finetuning
from ssidkd.services.jobs.states import JobState
from ssidkd.services.jobs.status import JobStatus
from ssidkd.services.jobs.watching import JobWatch
from ssidkd.ui import pieces as page_pieces
from ssidkd.ui.batch.events import AT_ONCE, WORKING
from ssidkd.ui.context import PageContext
from ssidkd.ui.desk import HIDDEN
from ssidkd.ui.finetune.curves import Curves
from ssidkd.ui.finetune.job_view import job_link, job_now, no_job
from ssidkd.ui.finetune.probe_view import no_probe_yet, probe_view
from ssidkd.ui.finetune.sentences import problem_of
from ssidkd.ui.finetune.shown import Shown
from ssidkd.ui.finetune.visitor import read_visitor

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
        self._context, self._finetuning = context, finetuning
        self._jobs: JobService = finetuning.jobs
        self._words = words = context.words
        said = words.finetune.watch
        self._shown = gr.State(None)
        self._timer = gr.Timer(_ASK_EVERY, active=False)
        # Only what is on the page tells of a change outside the queue.
        self._over = gr.Textbox("", visible=HIDDEN, elem_id="finetune-over")
        self._now = gr.HTML("", elem_id="finetune-now")
        with gr.Row(elem_classes=["finetune-acts"]):
            self._stop = gr.Button(said.stop, size="md", elem_id="finetune-stop")
            self._resume = gr.Button(
                said.resume, size="md", variant="primary", elem_id="finetune-resume"
            )
            self._another = gr.Button(said.another, size="md", elem_id="finetune-another")
        self._said = gr.HTML("", elem_id="finetune-said")
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
        if not self._exists(job_id):
            visitor = visitor.without(job_id)
            sentence = self._unknown() if asked is not None else ""
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
            return self._nothing(no_job(self._unknown()))
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
            return {self._now: no_job(self._unknown()), self._timer: gr.Timer(active=False)}
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

    def stop(self, job_id: object) -> Changes:
        """Ask the job to stop and to keep the best so far."""
        return self._ask(self._jobs.stop, job_id)

    def resume(self, job_id: object) -> Changes:
        """Let an interrupted job go on."""
        return self._ask(self._jobs.resume, job_id)

    def another(self, remembered: object) -> Changes:
        """Put the job away and show the form; the job itself goes on."""
        visitor = read_visitor(remembered).showing_none()
        return {
            self._context.visitor: visitor.remembered(),
            self._context.shown_job: None,
            **self._nothing(""),
        }

    def _ask(self, ask: Callable[[str], None], job_id: object) -> Changes:
        try:
            ask(str(job_id))
        except Exception as error:  # noqa: BLE001 - logged there; the visitor gets a sentence
            return {self._said: page_pieces.problem(problem_of(error, self._words))}
        return {self._said: "", self._timer: gr.Timer(active=True)}

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
        now = self._job_now(status, watch)
        if shown.is_new("now", now):
            changes[self._now] = now
        if shown.is_new("probe", (watch.previews(), watch.probe_name())):
            changes[self._probe] = self._probe_view(shown)
        changes |= self._curves.changes(
            shown, smoothing, log_axis, steps=status.steps, is_over=is_over
        )
        asks_on = not is_over and status.state is not JobState.INTERRUPTED
        if shown.is_new("timer", asks_on):
            changes[self._timer] = gr.Timer(active=asks_on)
        if shown.is_new("over", is_over):
            changes[self._over] = watch.job_id if is_over else ""
        return changes, status

    def _job_now(self, status: JobStatus, watch: JobWatch) -> str:
        folder = self._jobs.folder(watch.job_id)
        wait = None
        if status.state is JobState.QUEUED:
            wait = expected_wait(folder, self._expected_seconds)
        kept = self._jobs.expiry.remaining_hours(folder)
        return job_now(status, watch, self._words, wait=wait, kept_hours=kept)

    def _expected_seconds(self, config: FinetuneConfig) -> float | None:
        if config.effort not in EFFORTS:
            return None
        minutes = self._finetuning.expected_minutes(config.effort, len(config.photos))
        return None if minutes is None else 60 * minutes

    def _probe_view(self, shown: Shown) -> str:
        folder, shelf = self._jobs.folder(shown.watch.job_id), self._context.services.shelf
        rainy, frames = shown.rainy(folder, shelf), shown.frames(folder, shelf)
        if rainy is None or not frames:
            return no_probe_yet(self._words)
        return probe_view(rainy[0], frames, rainy[1], self._words)

    def _exists(self, job_id: str) -> bool:
        try:
            self._jobs.folder(job_id)
        except JobNotFoundError:
            return False
        return True

    def _unknown(self) -> str:
        hours = f"{self._jobs.expiry.hours:g}"
        return self._words.finetune.watch.unknown.format(hours=hours)

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
        self._another.click(
            self.another, context.visitor, [context.visitor, context.shown_job, *shown], **quietly
        )
        self._timer.tick(self.look, seen, looked, **{**AT_ONCE, "trigger_mode": "once"})
        last = {**AT_ONCE, "trigger_mode": "always_last"}
        gr.on(curves.turns, self.turn, seen, curves.plots, **last)
        for button, handler in ((self._stop, self.stop), (self._resume, self.resume)):
            button.click(handler, context.shown_job, [self._said, self._timer], **AT_ONCE)
