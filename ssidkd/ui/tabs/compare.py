"""The tab that compares one photo: input, teacher and student side by side."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from ssidkd.core.examples import ExampleCredit
from ssidkd.services.comparison import Comparison
from ssidkd.ui import pieces, sentences
from ssidkd.ui.capacity import CALLS_AT_ONCE
from ssidkd.ui.comparison import ComparisonStory, Step, sent_step
from ssidkd.ui.context import PageContext
from ssidkd.ui.desk import build_desk
from ssidkd.ui.donate.give_compared import GiveCompared
from ssidkd.ui.panes import GROUP, NAMES, PaneView, no_view, view_of
from ssidkd.ui.photo_input import build_photo_input
from ssidkd.ui.run import Run
from ssidkd.ui.strict_calls import chosen
from ssidkd.ui.take_away import add_truth, figure_link
from ssidkd.ui.viewer import FRAME, PANES, compare_bar

Changes = dict[Any, Any]

_COLUMNS = 6
_NO_EXAMPLE = -1  # Gradio leaves a property as it is that is changed to None


class CompareTab:
    """Lays the tab out inside the current `gr.Tab` and wires it to the services."""

    def __init__(self, context: PageContext) -> None:
        self._services = context.services
        self._gallery = context.services.gallery
        self._page = context.page
        self._words = context.words
        self._comparison = context.comparison
        self._sent = context.sent
        self._chosen_result = context.chosen_result
        compare = context.words.compare
        with gr.Row(elem_classes=["intake"]):
            self._photo = build_photo_input(compare)
            self._examples = self._build_examples()
        self._desk = build_desk(self._example_status(0), context.words)
        with gr.Column(elem_classes=[FRAME, "compare-task"]):
            gr.HTML(compare_bar(GROUP, context.words.viewer))
            with gr.Row(elem_classes=[PANES]):
                views = {view.name: view for view in self._example_views(0)}
                self._panes = {name: gr.HTML(views[name].html) for name in NAMES}
        gr.HTML(pieces.legend(compare))
        self._download = gr.HTML("", elem_id="download")
        self._run = gr.State(None)
        self._give = GiveCompared(context, self._run)
        self._wire()

    def begin(
        self, photo: str | None, run: Run | None, chosen_result: str | None = None
    ) -> Changes:
        """Take a photo in: whatever runs is stopped, and the next event works on this one."""
        if photo is None:  # the input also tells when it is emptied, or turned to the webcam
            return gr.skip()
        if run is not None:
            run.replace()
        status = pieces.status(self._words.compare.reading)
        # The input is emptied: it stays small, and shows no file that only we can decode.
        return {
            self._photo: None,
            self._examples: gr.update(selected_index=_NO_EXAMPLE),
            self._run: Run(Path(photo), finetuned=chosen_result),
            **self._give.shown(is_own=True),
            **self._desk.working(status),
        }

    def begin_full_size(self, run: Run | None, chosen_result: str | None = None) -> Changes:
        """Ask for all pixels of the photo that was worked on last."""
        words = self._words.compare
        if run is None:
            return self._desk.idle(pieces.problem(words.no_photo, words.kept))
        run.replace()
        again = Run(run.photo, full_size=True, truth=run.truth, finetuned=chosen_result)
        return {self._run: again, **self._desk.working(pieces.status(words.reading))}

    def work(self, run: Run | None) -> Iterator[Changes]:
        """Do what was begun, and show it as it comes."""
        yield gr.skip()  # a generator that yields nothing empties all it could have changed
        if run is None or run.is_begun:
            return
        run.is_begun = True
        changes: Changes = {}
        for step in ComparisonStory(self._services, run, self._words).steps():
            # Said again each time: a browser shows only the last of changes that come at once.
            changes |= self._changes(step)
            yield dict(changes)

    def stop(self, run: Run | None) -> None:
        """Ask the run to stop."""
        if run is not None:
            run.stop.set()

    def show_example(self, event: gr.SelectData, run: Run | None) -> Changes:
        """Show an example and its results."""
        if run is not None:
            run.replace()
        index = chosen(event, range(len(self._gallery.credits)))
        step = Step(
            status=self._example_status(index),
            views=tuple(self._example_views(index)),
            working=False,
            comparison=self._gallery.comparison(index),
        )
        return {self._run: None, **self._changes(step), **self._give.shown(is_own=False)}

    def show_sent(self, sent: Comparison | None, run: Run | None) -> Changes:
        """Show what another tab has made."""
        if sent is None:
            return gr.skip()
        if run is not None:
            run.replace()
        step = sent_step(sent, self._services, self._words)
        return {self._run: None, **self._changes(step), **self._give.shown(is_own=False)}

    def add_truth(
        self, file: str | None, comparison: Comparison, run: Run | None
    ) -> Iterator[Changes]:
        """Show the clean picture beside the others, and measure them against it."""
        yield gr.skip()
        if file is None:
            return
        yield {self._desk.status: pieces.status(self._words.compare.reading_truth)}
        step = add_truth(Path(file), comparison, self._services, self._words)
        if run is not None and step.comparison is not None:
            run.truth = Path(file)
        yield self._changes(step) | {self._desk.full_size: gr.skip()}

    def save(self, comparison: Comparison) -> str:
        """Make one picture of the whole comparison, and have the browser save it."""
        return figure_link(comparison, self._services.shelf)

    def _changes(self, step: Step) -> Changes:
        desk = self._desk
        state = desk.working(step.status)
        changes = state if step.working else desk.idle(step.status, step.full_size)
        if step.comparison is not None:
            changes[self._comparison] = step.comparison
        # Text alone: what also changes whether a component is visible gets lost now and then in
        # Gradio 6.31. Empty panes are hidden by the style sheet.
        return changes | {self._panes[view.name]: view.html for view in step.views}

    def _build_examples(self) -> gr.Gallery:
        words, thumbnails = self._words.compare, self._thumbnails()
        with gr.Column(elem_classes=["examples"], scale=3, min_width=300):
            gr.HTML(pieces.note(words.examples_label, words.examples_note))
            return gr.Gallery(
                thumbnails,
                columns=max(_COLUMNS, len(thumbnails)),
                rows=1,
                label=words.examples_label,
                show_label=False,
                height="auto",
                allow_preview=False,
                selected_index=0,
                object_fit="cover",
                interactive=False,
                buttons=[],
                elem_id="examples",
            )

    def _thumbnails(self) -> list[tuple[str, str]]:
        # Of one moment: the owner's examples become ready while this reads.
        titles = [sentences.title(credit, self._words) for credit in self._gallery.credits]
        paths = [str(path) for path, _ in self._gallery.thumbnails()]
        return list(zip(paths, titles, strict=False))

    def _example_views(self, index: int) -> Iterator[PaneView]:
        credit = self._credit(index)
        variant = self._gallery.variant(index)
        made = self._gallery.comparison(index).panes
        for name in NAMES:
            if name not in made:
                yield no_view(name)
                continue
            file_name = f"{credit.name}-{'rainy' if name == 'input' else f'{name}-{variant}'}"
            what = sentences.description(credit, self._words)
            yield view_of(made[name], self._services.shelf, file_name, what, self._words, keep=True)

    def _example_status(self, index: int) -> str:
        return pieces.status(sentences.credit(self._credit(index), self._words))

    def _credit(self, index: int) -> ExampleCredit:
        return self._gallery.credits[index]

    def _wire(self) -> None:
        desk = self._desk
        shown = [self._comparison, *desk.components(), *self._panes.values()]
        given = self._give.outputs
        begun = [self._photo, self._examples, self._run, *desk.components(), *given]
        working: dict[str, Any] = {
            "trigger_mode": "multiple",
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        # What only changes the state must not wait for a place behind what computes.
        at_once = working | {"queue": False}
        taken = [self._photo, self._run, self._chosen_result]
        self._photo.input(self.begin, taken, begun, **at_once).then(
            self.work, self._run, shown, concurrency_limit=CALLS_AT_ONCE, **working
        )
        desk.full_size.click(self.begin_full_size, taken[1:], begun[2:], **at_once).then(
            self.work, self._run, shown, concurrency_limit=CALLS_AT_ONCE, **working
        )
        desk.stop.click(self.stop, self._run, None, **at_once)
        changed = [self._run, *shown, *given]
        self._examples.select(self.show_example, self._run, changed, **at_once)
        self._sent.change(self.show_sent, [self._sent, self._run], changed, **at_once)
        desk.truth.upload(
            self.add_truth, [desk.truth, self._comparison, self._run], shown, **working
        )
        if self._gallery.own is not None:  # they become ready after the page was built
            self._page.load(self._thumbnails, None, self._examples, **at_once)
        desk.save.click(self.save, self._comparison, self._download, **working)
