"""What can be done about the job that is watched: stop it, let it go on, put it away."""

from collections.abc import Callable
from typing import Any

import gradio as gr

from ssidkd.services.jobs.service import JobService
from ssidkd.ui import pieces as page_pieces
from ssidkd.ui.batch.events import AT_ONCE, WORKING
from ssidkd.ui.context import PageContext
from ssidkd.ui.finetune.sentences import problem_of
from ssidkd.ui.finetune.visitor import read_visitor

Changes = dict[Any, Any]


class ActsPart:
    """Lays the buttons out inside the current block and wires them.

    Which of them are seen follows from what is said of the job, see assets/style/finetune.css.

    Args:
        context: of the page; its `shown_job` says which job is watched.
        jobs: does what is asked for.
        timer: looks at the job; it goes on after each wish.
    """

    def __init__(self, context: PageContext, jobs: JobService, timer: gr.Timer) -> None:
        self._context, self._jobs, self._timer = context, jobs, timer
        self._words = context.words
        said = context.words.finetune.watch
        with gr.Row(elem_classes=["finetune-acts"]):
            stop = gr.Button(said.stop, size="md", elem_id="finetune-stop")
            resume = gr.Button(said.resume, size="md", variant="primary", elem_id="finetune-resume")
            another = gr.Button(said.another, size="md", elem_id="finetune-another")
        self.said = gr.HTML("", elem_id="finetune-said")
        """Why something could not be done."""
        for button, handler in ((stop, self.stop), (resume, self.resume)):
            button.click(handler, context.shown_job, [self.said, timer], **AT_ONCE)
        # Through the queue: only that tells others that the state has changed.
        another.click(
            self.another,
            context.visitor,
            [context.visitor, context.shown_job],
            **{**WORKING, "concurrency_limit": None},
        )

    def stop(self, job_id: object) -> Changes:
        """Ask the job to stop and to keep the best so far."""
        return self._ask(self._jobs.stop, job_id)

    def resume(self, job_id: object) -> Changes:
        """Let an interrupted job go on."""
        return self._ask(self._jobs.resume, job_id)

    def another(self, remembered: object) -> Changes:
        """Put the job away, so that the form is shown; the job itself goes on."""
        return {
            self._context.visitor: read_visitor(remembered).showing_none().remembered(),
            self._context.shown_job: None,
        }

    def _ask(self, ask: Callable[[str], None], job_id: object) -> Changes:
        try:
            ask(str(job_id))
        except Exception as error:  # noqa: BLE001 - logged there; the visitor gets a sentence
            return {self.said: page_pieces.problem(problem_of(error, self._words))}
        return {self.said: "", self._timer: gr.Timer(active=True)}
