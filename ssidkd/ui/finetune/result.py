"""The end of a finetuning job: whether it helped, and what a visitor does with the result."""

import threading
from collections.abc import Iterator
from typing import Any

import gradio as gr

from ssidkd.core.derainer import DerainCancelled
from ssidkd.services.comparing import Pane
from ssidkd.services.comparison import Comparison
from ssidkd.services.jobs.ids import JobNotFoundError
from ssidkd.services.jobs.results import JobResult, NoResultError, read_result
from ssidkd.services.truth import measured
from ssidkd.ui import pieces, sentences
from ssidkd.ui.batch.events import AT_ONCE, WORKING
from ssidkd.ui.context import PageContext
from ssidkd.ui.donate.give_job import GiveJob
from ssidkd.ui.errors import sentence_of
from ssidkd.ui.finetune.history import HistoryPart
from ssidkd.ui.finetune.keep import KeepPart
from ssidkd.ui.finetune.result_view import use_html, verdict_html

Changes = dict[Any, Any]

_COMPARE_TAB = "compare"


class ShowRun:
    """One wish to see a result on the first tab; it can be stopped."""

    def __init__(self) -> None:
        self.stop = threading.Event()
        self.is_begun = False


class ResultPart:
    """Lays out what comes after a job's end inside the current block, and wires it.

    Args:
        context: of a page with finetuning; its `ended_job` says which job has ended.
    """

    def __init__(self, context: PageContext) -> None:
        finetuning = context.services.finetuning
        if finetuning is None:  # nothing ends where nothing can begin
            return
        self._context = context
        self._services = context.services
        self._words = context.words
        self._jobs = finetuning.jobs
        said = context.words.finetune_result
        self._run = gr.State(None)
        # The style sheet hides everything here while there is no verdict: what changes both what it
        # says and whether it is visible gets lost now and then in Gradio 6.31.
        with gr.Column(elem_classes=["finetune-result"]):
            self._verdict = gr.HTML("", elem_id="finetune-verdict")
            with gr.Column(elem_classes=["after-verdict"]):
                self._use = gr.HTML("", elem_id="finetune-use")
                with gr.Row(elem_classes=["actions"]):
                    self._show = _button(said.show, "finetune-show", "primary")
                    self._stop = _button(context.words.common.stop, "finetune-show-stop")
                    self._choose = _button(said.use, "finetune-choose")
                    self._drop = _button(said.use_no_more, "finetune-drop")
                self._keep = KeepPart(context, finetuning)
                GiveJob(context, finetuning)
        self._history = HistoryPart(context, finetuning)
        self._wire()

    def show(self, job_id: object, chosen: object) -> Changes:
        """Show what a job that has ended has brought; a recommended result is used from now on."""
        try:
            result = read_result(self._jobs, str(job_id))
        except (JobNotFoundError, NoResultError):
            return self._nothing("")
        except Exception as error:  # noqa: BLE001 - logged there; the visitor gets a sentence
            return self._nothing(pieces.problem(sentence_of(error, self._words)))
        if result.is_recommended:
            chosen = result.job_id
        said = self._words.finetune_result
        label = said.use if result.is_recommended else said.use_anyway
        return {
            self._verdict: verdict_html(result, said),
            self._context.chosen_result: chosen,
            self._choose: gr.update(value=label),
            self._use: self._use_line(result, chosen),
            **self._keep.shown(result),
        }

    def choose(self, job_id: object) -> Changes:
        """Use a result on the first tab, also one that is not recommended."""
        return self._selected(job_id, chosen=True)

    def drop(self, job_id: object) -> Changes:
        """Use no result on the first tab any more."""
        return self._selected(job_id, chosen=False)

    def begin(self, job_id: object, run: ShowRun | None) -> Changes:
        """Note that the result is to be seen on the first tab; the next event does it."""
        if run is not None:
            run.stop.set()
        working = pieces.status(self._words.finetune_result.working)
        return {self._run: ShowRun(), self._use: self._line("working", working)}

    def work(
        self, job_id: object, chosen: object, comparison: Comparison | None, run: ShowRun | None
    ) -> Iterator[Changes]:
        """Derain the photo of the first tab, and show it there."""
        yield gr.skip()  # a generator that yields nothing empties all it could have changed
        if run is None or run.is_begun:
            return
        run.is_begun = True
        try:
            result = read_result(self._jobs, str(job_id))
            for event in self._derained(result, comparison, run):
                if isinstance(event, str):
                    yield {self._use: self._line("working", event)}
                    continue
                yield {
                    self._use: self._use_line(result, chosen),
                    self._context.sent: event,
                    self._context.tabs: gr.Tabs(selected=_COMPARE_TAB),
                }
        except DerainCancelled:
            yield {self._use: self._use_line(result, chosen)}
        except Exception as error:  # noqa: BLE001 - logged there; the visitor gets a sentence
            problem = pieces.problem(sentence_of(error, self._words))
            yield {self._use: self._line("free", problem)}

    def stop(self, run: ShowRun | None) -> None:
        """Ask the work to stop."""
        if run is not None:
            run.stop.set()

    def _derained(
        self, result: JobResult, comparison: Comparison | None, run: ShowRun
    ) -> Iterator[str | Comparison]:
        """Yield what to say while the photo is worked on, then the comparison with the result."""
        networks = self._services.finetuned
        shown = comparison or self._services.examples.comparison(0)
        if networks is None:
            raise NoResultError
        network = networks.network(result.job_id)
        for event in self._services.comparing.derain_with(network, shown.rainy, run.stop):
            if isinstance(event, Pane):
                truth = shown.pixels("truth")
                yield shown.with_panes(event if truth is None else measured(event, truth))
            else:
                yield pieces.status(sentences.working(event, self._words), progress=event)

    def _selected(self, job_id: object, *, chosen: bool) -> Changes:
        try:
            result = read_result(self._jobs, str(job_id))
        except Exception as error:  # noqa: BLE001 - logged there; the visitor gets a sentence
            return self._nothing(pieces.problem(sentence_of(error, self._words)))
        kept = result.job_id if chosen else None
        return {
            self._context.chosen_result: kept,
            self._use: self._use_line(result, kept),
            self._verdict: gr.skip(),
        }

    def _use_line(self, result: JobResult, chosen: object) -> str:
        state = "selected" if chosen == result.job_id else "free"
        said = self._words.finetune_result
        return use_html(said, state, is_recommended=result.is_recommended)

    def _line(self, state: str, html: str) -> str:
        said = self._words.finetune_result
        return use_html(said, state, is_recommended=True, progress=html)

    def _nothing(self, verdict: str) -> Changes:
        return {self._verdict: verdict, self._use: ""}

    def _wire(self) -> None:
        context, ended = self._context, self._context.ended_job
        chosen = context.chosen_result
        said = [self._verdict, chosen, self._use]
        context.ended_job.change(
            self.show, [ended, chosen], [*said, self._choose, *self._keep.outputs], **WORKING
        )
        self._choose.click(self.choose, ended, said, **AT_ONCE)
        self._drop.click(self.drop, ended, said, **AT_ONCE)
        self._show.click(self.begin, [ended, self._run], [self._run, self._use], **AT_ONCE).then(
            self.work,
            [ended, chosen, context.comparison, self._run],
            [self._use, context.sent, context.tabs],
            **WORKING,
        )
        self._stop.click(self.stop, self._run, None, **AT_ONCE)


def _button(label: str, identity: str, variant: str = "secondary") -> gr.Button:
    return gr.Button(label, size="md", variant=variant, elem_id=identity)  # type: ignore[arg-type]
