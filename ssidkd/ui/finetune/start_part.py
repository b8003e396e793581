"""Steps 2 and 3 of the tab: how much it tries, what it starts from, and the start."""

from collections.abc import Iterator
from secrets import token_urlsafe
from typing import Any

import gradio as gr

from ssidkd.learning.finetune.efforts import EFFORTS
from ssidkd.services.jobs.photos import PhotoIntake, Tray, smaller_than
from ssidkd.services.jobs.runner import Runner
from ssidkd.services.jobs.starting import Finetuning
from ssidkd.services.jobs.submission import JobRequest
from ssidkd.ui import pieces as page_pieces
from ssidkd.ui.batch.events import AT_ONCE, WORKING
from ssidkd.ui.context import PageContext
from ssidkd.ui.finetune import pieces
from ssidkd.ui.finetune.photos_part import PhotosPart
from ssidkd.ui.finetune.sentences import problem_of
from ssidkd.ui.finetune.start_choices import ChoiceError, StartChoices
from ssidkd.ui.finetune.visitor import Visitor, read_visitor

Changes = dict[Any, Any]
_FIRST_EFFORT = next(iter(EFFORTS))


class StartPart:
    """Lays the steps out inside the current block and wires them.

    Args:
        context: of the page; its `shown_job` becomes the job that is started.
        finetuning: takes the jobs.
        photos: the step before.
        intake: keeps the photos.
    """

    def __init__(
        self, context: PageContext, finetuning: Finetuning, photos: PhotosPart, intake: PhotoIntake
    ) -> None:
        self._context, self._finetuning = context, finetuning
        self._tray, self._intake = photos.tray, intake
        self._words = words = context.words
        self._choices = choices = StartChoices(finetuning, words)
        said = words.finetune
        gr.HTML(pieces.step_head(2, said.effort_title))
        with gr.Row(elem_classes=["finetune-choices"]):
            self._effort = gr.Radio(
                choices.efforts(0), value=_FIRST_EFFORT, label=said.effort,
                elem_id="finetune-effort",
            )  # fmt: skip
            starts = choices.starts(Visitor())
            self._from = gr.Dropdown(
                starts, value=starts[0][1] if starts else None, label=said.start_from,
                elem_id="finetune-from",
            )  # fmt: skip
        self._small = gr.HTML("", elem_id="finetune-small")
        gr.HTML(pieces.step_head(3, said.start_title))
        hours = f"{finetuning.jobs.expiry.hours:g}"
        promises = [promise.format(hours=hours) for promise in said.promises]
        gr.HTML(page_pieces.listed(promises, "finetune-promises"))
        self._start = gr.Button(said.start, variant="primary", size="lg", elem_id="finetune-start")
        self.status = gr.HTML("", elem_id="finetune-start-status")
        self._wire(photos)

    def refresh(self, tray: Tray, effort: object) -> Changes:
        """Say how long each effort takes with so many photos, and what happens to small ones."""
        crop = EFFORTS[str(effort)].crop if effort in EFFORTS else 0
        count = smaller_than(tray.photos, crop)
        note = self._words.finetune.small_photos.format(n=count)
        return {
            self._effort: gr.update(choices=self._choices.efforts(len(tray.photos))),
            self._small: page_pieces.status(note) if count else "",
            self.status: "",
        }

    def note_small(self, tray: Tray, effort: object) -> Changes:
        """Say what happens to small photos with this effort."""
        changes = self.refresh(tray, effort)
        return {self._small: changes[self._small]}

    def offer_starts(self, remembered: object) -> Changes:
        """Offer the results of this browser's earlier jobs to start from."""
        return {self._from: gr.update(choices=self._choices.starts(read_visitor(remembered)))}

    def start(
        self,
        tray: Tray,
        effort: object,
        start_from: object,
        remembered: object,
        elsewhere: Runner | None = None,
    ) -> Iterator[Changes]:
        """Hand the photos over to a new job, and show it; `elsewhere` runs it, if it is given."""
        yield gr.skip()
        said = self._words.finetune
        if not tray.photos or tray.readings:
            problem = said.still_reading if tray.readings else said.need_photos
            yield {self.status: page_pieces.problem(problem)}
            return
        yield {self.status: page_pieces.status(said.starting)}
        # Read once: a second press before this one is through is the same request.
        key, visitor = tray.key, read_visitor(remembered)
        if not visitor.identity:
            visitor = Visitor(identity=key, jobs=visitor.jobs)
        try:
            request = self._request(tray, key, effort, start_from, visitor)
            job_id = self._finetuning.jobs.submit(request, elsewhere)
        except Exception as error:  # noqa: BLE001 - logged there; the visitor gets a sentence
            yield {self.status: page_pieces.problem(self._refusal(error))}
            return
        if tray.key == key:
            tray.key = token_urlsafe(16)
        yield {
            self.status: "",
            self._context.visitor: visitor.showing(job_id).remembered(),
            self._context.shown_job: job_id,
        }

    @property
    def inputs(self) -> list[Any]:
        """What `start` takes, as an event names it."""
        return [self._tray, self._effort, self._from, self._context.visitor]

    @property
    def outputs(self) -> list[Any]:
        """What `start` changes."""
        return [self.status, self._context.visitor, self._context.shown_job]

    def _request(
        self, tray: Tray, key: str, effort: object, start_from: object, visitor: Visitor
    ) -> JobRequest:
        options = self._choices.options(effort)
        start = self._choices.weights(start_from)
        return JobRequest(
            photos=self._intake.pixels(tray),
            start=start,
            options=options,
            probe=tray.probe,
            visitor=visitor.identity,
            key=key,
        )

    def _refusal(self, error: Exception) -> str:
        if isinstance(error, ChoiceError):
            return self._words.finetune.no_such_choice
        return problem_of(error, self._words)

    def _wire(self, photos: PhotosPart) -> None:
        context = self._context
        seen = [self._tray, self._effort]
        refreshed = [self._effort, self._small, self.status]
        for event in photos.changed:
            event.then(self.refresh, seen, refreshed, **AT_ONCE)
        self._effort.change(self.note_small, seen, self._small, **AT_ONCE)
        context.page.load(self.refresh, seen, refreshed, **AT_ONCE)
        gr.on(
            [context.page.load, context.ended_job.change],
            self.offer_starts,
            context.visitor,
            self._from,
            **AT_ONCE,
        )
        self._start.click(
            self.start,
            self.inputs,
            self.outputs,
            preprocess=False,  # what is sent is checked where it is used, and refused in words
            **{**WORKING, "trigger_mode": "once"},
        )
