"""Two results against each other: on the photo of a job, or on the one of the first tab."""

import threading
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, cast

import gradio as gr

from ssidkd.core.derainer import DerainCancelled
from ssidkd.services.comparison import Comparison
from ssidkd.services.deraining import ROLES
from ssidkd.services.jobs.history import JobEntry
from ssidkd.services.jobs.starting import Finetuning
from ssidkd.ui import pieces
from ssidkd.ui.batch.events import AT_ONCE, WORKING
from ssidkd.ui.context import PageContext
from ssidkd.ui.errors import sentence_of
from ssidkd.ui.finetune.choice import choice, chosen_of
from ssidkd.ui.finetune.history_view import PairPicture, entry_label, pair_html
from ssidkd.ui.finetune.pair_work import OF_JOB, ON_COMPARE, PairWork, Source

Changes = dict[Any, Any]


class PairRun:
    """One wish to see a pair; it can be stopped."""

    def __init__(self) -> None:
        self.stop = threading.Event()
        self.is_begun = False


class PairPart:
    """Lays the part out inside the current block and wires it.

    Args:
        context: of the page.
        finetuning: what runs the jobs.
    """

    def __init__(self, context: PageContext, finetuning: Finetuning) -> None:
        self._context = context
        self._words = context.words
        said = context.words.finetune_result.history
        self._work = PairWork(context.services, finetuning.jobs, said)
        self._run = gr.State(None)
        gr.HTML(
            f'<section class="hub"><h3>{escape(said.against)}</h3>'
            f"<p>{escape(said.against_note)}</p></section>"
        )
        with gr.Row(elem_classes=["hub-row"]):
            self._left = choice(said.left, "finetune-left")
            self._right = choice(said.right, "finetune-right")
        with gr.Row(elem_classes=["hub-row"]):
            self._photo = gr.Radio(
                [(said.photo_of_job, OF_JOB), (said.on_compare, ON_COMPARE)],
                value=OF_JOB,
                label=said.on_photo,
                elem_id="finetune-pair-photo",
            )
            compare = gr.Button(said.compare, size="md", elem_id="finetune-pair")
            stop = gr.Button(context.words.common.stop, size="md", elem_id="finetune-pair-stop")
        self._status = gr.HTML("", elem_id="finetune-pair-status")
        self._pair = gr.HTML("", elem_id="finetune-pair-pictures")
        self.listed_outputs = [self._left, self._right]
        """What `listed` changes."""
        self._wire(compare, stop)

    def listed(self, entries: Sequence[JobEntry]) -> Changes:
        """Return the changes that offer the results of these jobs."""
        said = self._words.finetune_result.history
        choices: list[tuple[str, str]] = [(said.bundled[role], role) for role in ROLES]
        for entry in entries:
            if entry.has_result:
                label = entry_label(entry, said)
                choices.append((label, f"result:{entry.job_id}"))
                choices.append((said.began_with.format(label=label), f"start:{entry.job_id}"))
        newest = choices[2][1] if len(choices) > 2 else "teacher"
        return {
            self._left: gr.update(choices=choices, value="student"),
            self._right: gr.update(choices=choices, value=newest),
        }

    def begin(self, run: PairRun | None) -> Changes:
        """Note that a pair is to be seen, instead of one before; the next event makes it."""
        if isinstance(run, PairRun):
            run.stop.set()
        return {
            self._run: PairRun(),
            self._status: _working(self._words.finetune_result.history.preparing),
        }

    def work(
        self,
        run: PairRun | None,
        left: object,
        right: object,
        photo: object,
        shown: object,
        comparison: Comparison | None,
    ) -> Iterator[Changes]:
        """Derain one photo twice, and show both beside it."""
        yield gr.skip()  # a generator that yields nothing empties all it could have changed
        if not isinstance(run, PairRun) or run.is_begun:
            return
        run.is_begun = True
        said = self._words.finetune_result.history
        sources = [Source.read(chosen_of(value)) for value in (left, right)]
        if None in sources or sources[0] == sources[1]:
            yield {self._status: pieces.problem(said.choose_two)}
            return
        try:
            chosen = cast(list[Source], sources)
            rainy = self._work.photo(chosen, photo, shown, comparison)
            yield from self._compared(self._work.pictures(chosen, rainy, run.stop))
        except DerainCancelled:
            yield {self._status: pieces.status(self._words.common.stopped)}
        except Exception as error:  # noqa: BLE001 - logged there; the visitor gets a sentence
            yield {self._status: pieces.problem(sentence_of(error, self._words))}

    def stop(self, run: PairRun | None) -> None:
        """Ask the work to stop."""
        if isinstance(run, PairRun):
            run.stop.set()

    def _compared(self, events: Iterator[str | PairPicture]) -> Iterator[Changes]:
        said = self._words.finetune_result.history
        pictures = []
        for event in events:
            if isinstance(event, str):
                yield {self._status: _working(said.working.format(name=event))}
            else:
                pictures.append(event)
        yield {self._status: "", self._pair: pair_html(pictures, self._words)}

    def _wire(self, compare: gr.Button, stop: gr.Button) -> None:
        context = self._context
        chosen = [self._left, self._right, self._photo]
        compare.click(self.begin, self._run, [self._run, self._status], **AT_ONCE).then(
            self.work,
            [self._run, *chosen, context.shown_job, context.comparison],
            [self._status, self._pair],
            preprocess=False,  # as it was sent, see history.py
            **WORKING,
        )
        stop.click(self.stop, self._run, None, **AT_ONCE)


def _working(sentence: str) -> str:
    """Return the line of work that can be stopped: the style sheet shows the button with it."""
    return f'<div class="pair-working">{pieces.status(sentence)}</div>'
