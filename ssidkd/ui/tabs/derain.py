"""The tab that derains one photo: input, teacher and student side by side."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from ssidkd.core.examples import ExampleCredit
from ssidkd.ui import pieces, text
from ssidkd.ui.comparison import ComparisonStory, Step
from ssidkd.ui.context import PageContext
from ssidkd.ui.desk import build_desk
from ssidkd.ui.panes import PaneView, view_of
from ssidkd.ui.photo_input import build_photo_input
from ssidkd.ui.run import Run

Changes = dict[Any, Any]

_COLUMNS = 6
_NO_EXAMPLE = -1  # Gradio leaves a property as it is that is changed to None


class DerainTab:
    """Lays the tab out inside the current `gr.Blocks` and wires it to the services."""

    def __init__(self, context: PageContext) -> None:
        self._services = context.services
        self._comparison = context.comparison
        with gr.Row(elem_classes=["intake"]):
            self._photo = build_photo_input()
            self._examples = self._build_examples()
        self._desk = build_desk(self._example_status(0))
        with gr.Row(elem_classes=["panes"]):
            self._panes = {view.name: gr.HTML(view.html) for view in self._example_views(0)}
        gr.HTML(pieces.legend())
        self._run = gr.State(None)
        self._wire()

    def begin(self, photo: str | None, run: Run | None) -> Changes:
        """Take a photo in: whatever runs is stopped, and the next event works on this one."""
        if photo is None:  # the input also tells when it is emptied, or turned to the webcam
            return gr.skip()
        if run is not None:
            run.replace()
        status = pieces.status(text.READING)
        # The input is emptied: it stays small, and shows no file that only we can decode.
        return {
            self._photo: None,
            self._examples: gr.update(selected_index=_NO_EXAMPLE),
            self._run: Run(Path(photo)),
            **self._desk.working(status),
        }

    def begin_full_size(self, run: Run | None) -> Changes:
        """Ask for all pixels of the photo that was worked on last."""
        if run is None:
            return self._desk.idle(pieces.problem(text.NO_PHOTO, text.KEPT))
        run.replace()
        status = pieces.status(text.READING)
        return {self._run: Run(run.photo, full_size=True), **self._desk.working(status)}

    def work(self, run: Run | None) -> Iterator[Changes]:
        """Do what was begun, and show it as it comes."""
        yield gr.skip()  # a generator that yields nothing empties all it could have changed
        if run is None or run.is_begun:
            return
        run.is_begun = True
        changes: Changes = {}
        for step in ComparisonStory(self._services, run).steps():
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
        views = tuple(self._example_views(int(event.index)))
        status = self._example_status(int(event.index))
        comparison = self._services.examples.comparison(int(event.index))
        step = Step(status=status, views=views, working=False, comparison=comparison)
        return {self._run: None, **self._changes(step)}

    def _changes(self, step: Step) -> Changes:
        desk = self._desk
        state = desk.working(step.status)
        changes = state if step.working else desk.idle(step.status, step.full_size)
        if step.comparison is not None:
            changes[self._comparison] = step.comparison
        return changes | {self._panes[view.name]: view.html for view in step.views}

    def _build_examples(self) -> gr.Gallery:
        thumbnails = [(str(path), title) for path, title in self._services.examples.thumbnails()]
        with gr.Column(elem_classes=["examples"], scale=3, min_width=300):
            gr.HTML(pieces.note(text.EXAMPLES_LABEL, text.EXAMPLES_NOTE))
            return gr.Gallery(
                thumbnails,
                columns=max(_COLUMNS, len(thumbnails)),
                rows=1,
                label=text.EXAMPLES_LABEL,
                show_label=False,
                height="auto",
                allow_preview=False,
                selected_index=0,
                object_fit="cover",
                interactive=False,
                buttons=[],
                elem_id="examples",
            )

    def _example_views(self, index: int) -> Iterator[PaneView]:
        credit = self._credit(index)
        variant = self._services.examples.results.variant
        for pane in self._services.examples.panes(index):
            made_by = "rainy" if pane.name == "input" else f"{pane.name}-{variant}"
            name = f"{credit.name}-{made_by}"
            yield view_of(pane, self._services.shelf, name, credit.description, keep=True)

    def _example_status(self, index: int) -> str:
        credit = self._credit(index)
        return pieces.status(
            text.credit(credit.title, credit.author, credit.licence, credit.preset)
        )

    def _credit(self, index: int) -> ExampleCredit:
        return self._services.examples.credits[index]

    def _wire(self) -> None:
        shown = [self._comparison, *self._desk.components(), *self._panes.values()]
        begun = [self._photo, self._examples, self._run, *self._desk.components()]
        # What only changes the state must not wait for a place behind what computes.
        at_once: dict[str, Any] = {
            "queue": False,
            "trigger_mode": "multiple",
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        working: dict[str, Any] = {
            "trigger_mode": "multiple",
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        self._photo.input(self.begin, [self._photo, self._run], begun, **at_once).then(
            self.work, self._run, shown, concurrency_limit=2, **working
        )
        self._desk.full_size.click(self.begin_full_size, self._run, begun[2:], **at_once).then(
            self.work, self._run, shown, concurrency_limit=1, **working
        )
        self._desk.stop.click(self.stop, self._run, None, **at_once)
        self._examples.select(self.show_example, self._run, [self._run, *shown], **at_once)
