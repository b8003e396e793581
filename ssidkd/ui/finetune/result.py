"""The end of a finetuning job: whether it helped, and what a visitor does with the result."""

from typing import Any

import gradio as gr

from ssidkd.services.jobs.ids import JobNotFoundError
from ssidkd.services.jobs.results import NoResultError, read_result
from ssidkd.ui.batch.events import WORKING
from ssidkd.ui.context import PageContext
from ssidkd.ui.finetune.result_view import verdict_html

Changes = dict[Any, Any]


class ResultPart:
    """Lays out what comes after a job's end inside the current block, and wires it.

    Args:
        context: of a page with finetuning; its `ended_job` says which job has ended.
    """

    def __init__(self, context: PageContext) -> None:
        finetuning = context.services.finetuning
        if finetuning is None:  # nothing ends where nothing can begin
            return
        self._words = context.words
        self._jobs = finetuning.jobs
        self._verdict = gr.HTML("", elem_id="finetune-verdict")
        context.ended_job.change(self.show, context.ended_job, [self._verdict], **WORKING)

    def show(self, job_id: object) -> Changes:
        """Show what a job that has ended has brought; nothing of a job that has not."""
        try:
            result = read_result(self._jobs, str(job_id))
        except (JobNotFoundError, NoResultError):
            return {self._verdict: ""}
        return {self._verdict: verdict_html(result, self._words.finetune_result)}
