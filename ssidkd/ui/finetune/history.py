"""The jobs of this browser: open one, delete one."""

from html import escape
from typing import Any

import gradio as gr

from ssidkd.services.jobs.history import JobEntry, job_entries
from ssidkd.services.jobs.ids import JobNotFoundError
from ssidkd.services.jobs.limits import JobRefusedError
from ssidkd.services.jobs.starting import Finetuning
from ssidkd.services.jobs.states import JobState
from ssidkd.ui import pieces
from ssidkd.ui.ask_first import ANSWERED, answer_of, ask_first
from ssidkd.ui.batch.events import WORKING
from ssidkd.ui.context import PageContext
from ssidkd.ui.errors import sentence_of
from ssidkd.ui.finetune.choice import choice, chosen_of
from ssidkd.ui.finetune.history_pair import PairPart
from ssidkd.ui.finetune.history_view import entry_label, history_table
from ssidkd.ui.finetune.visitor import read_visitor

Changes = dict[Any, Any]
_LOOK_EVERY = 10.0
"""[s]"""


class HistoryPart:
    """Lays the part out inside the current block and wires it.

    Args:
        context: of the page; its `visitor` knows the ids of the jobs.
        finetuning: what runs the jobs.
    """

    def __init__(self, context: PageContext, finetuning: Finetuning) -> None:
        self._context = context
        self._words = context.words
        self._jobs = finetuning.jobs
        said = context.words.finetune_result.history
        with gr.Column(elem_classes=["history"]):
            gr.HTML(
                f'<section class="hub"><h2>{escape(said.title)}</h2>'
                f"<p>{escape(said.note)}</p></section>"
            )
            self._table = gr.HTML(history_table((), None, said), elem_id="finetune-history")
            with gr.Column(elem_classes=["with-jobs"]):
                with gr.Row(elem_classes=["hub-row"]):
                    self._job = choice(said.job, "finetune-history-job")
                    self._open = gr.Button(said.open, size="md", elem_id="finetune-history-open")
                    self._delete = gr.Button(
                        said.delete, size="md", elem_id="finetune-history-delete"
                    )
                self._said = gr.HTML("", elem_id="finetune-history-said")
                self._question = gr.HTML("", js_on_load=ANSWERED, elem_id="finetune-question")
                self._pair = PairPart(context, finetuning)
        self._wire()

    def refresh(self, remembered: object, shown: object, job: object) -> Changes:
        """List the jobs of this browser as they are now."""
        said = self._words.finetune_result.history
        entries = self._entries(remembered)
        ids = [entry.job_id for entry in entries]
        labels = [(entry_label(entry, said), entry.job_id) for entry in entries]
        chosen = job if job in ids else (ids[0] if ids else None)
        return {
            self._table: history_table(entries, shown, said),
            self._job: gr.update(choices=labels, value=chosen),
            **self._pair.listed(entries),
        }

    def table(self, remembered: object, shown: object) -> str:
        """Return the list alone: jobs go on while nobody touches anything."""
        said = self._words.finetune_result.history
        return history_table(self._entries(remembered), shown, said)

    def open(self, job: object, remembered: object) -> Changes:
        """Show a job above."""
        job_id = chosen_of(job)
        said = self._words.finetune_result
        if not job_id:
            return {self._said: pieces.problem(said.history.choose_first)}
        try:
            self._jobs.folder(job_id)
        except JobNotFoundError:
            return {self._said: pieces.problem(said.missing)}
        return {
            self._said: "",
            self._context.visitor: read_visitor(remembered).showing(job_id).remembered(),
            self._context.shown_job: job_id,
        }

    def ask(self, job: object) -> Changes:
        """Ask whether a job is to be deleted, if it can be."""
        job_id = chosen_of(job)
        said = self._words.finetune_result.history
        entry = next(iter(job_entries(self._jobs, [job_id])), None) if job_id else None
        if entry is None:
            missing = self._words.finetune_result.missing if job_id else said.choose_first
            return {self._said: pieces.problem(missing)}
        if not entry.state.is_final and entry.state is not JobState.INTERRUPTED:
            return {self._said: pieces.problem(said.not_over)}
        sentence = said.delete_sentence.format(label=entry_label(entry, said))
        question = ask_first(
            said.delete_title, sentence, do=said.delete_do, leave=said.delete_leave, subject=job_id
        )
        return {self._said: "", self._question: question}

    def answer(
        self, remembered: object, shown: object, used: object, event: gr.EventData
    ) -> Changes:
        """Delete a job if that was the answer, with its photos and all files made of it."""
        is_yes, job_id = answer_of(event)
        changes = self._deleted(job_id, remembered, shown, used) if is_yes else {}
        return {self._question: "", **changes}

    def _deleted(self, job_id: str, remembered: object, shown: object, used: object) -> Changes:
        said = self._words.finetune_result
        try:
            self._jobs.delete(job_id)
        except JobRefusedError:
            return {self._said: pieces.problem(said.history.not_over)}
        except JobNotFoundError:
            pass  # gone already, which is what was wanted
        except Exception as error:  # noqa: BLE001 - logged there; the visitor gets a sentence
            return {self._said: pieces.problem(sentence_of(error, self._words))}
        take_away = self._context.services.take_away
        if take_away is not None:
            take_away.forget(job_id)
        context = self._context
        return {
            self._said: pieces.status(said.history.deleted),
            context.visitor: read_visitor(remembered).without(job_id).remembered(),
            context.shown_job: None if shown == job_id else gr.skip(),
            context.chosen_result: None if used == job_id else gr.skip(),
        }

    def _entries(self, remembered: object) -> list[JobEntry]:
        return list(job_entries(self._jobs, read_visitor(remembered).jobs))

    def _wire(self) -> None:
        context = self._context
        visitor, shown, used = context.visitor, context.shown_job, context.chosen_result
        # As it was sent: of a component that a handler changes, Gradio 6.31 makes a copy for the
        # session, and with it goes what `choice` has changed.
        raw: dict[str, Any] = {**WORKING, "preprocess": False}
        quietly = {**raw, "trigger_mode": "always_last", "concurrency_limit": None}
        gr.on(
            [visitor.change, shown.change, context.ended_job.change, context.page.load],
            self.refresh,
            [visitor, shown, self._job],
            [self._table, self._job, *self._pair.listed_outputs],
            **quietly,
        )
        gr.Timer(_LOOK_EVERY).tick(self.table, [visitor, shown], self._table, **raw)
        self._open.click(self.open, [self._job, visitor], [self._said, visitor, shown], **raw)
        self._delete.click(self.ask, self._job, [self._said, self._question], **raw)
        self._question.select(
            self.answer,
            [visitor, shown, used],
            [self._question, self._said, visitor, shown, used],
            **raw,
        )
