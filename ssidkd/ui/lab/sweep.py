"""The part of the rain lab that measures where deraining fails."""

from collections.abc import Iterator, Sequence
from typing import Any

import gradio as gr

from ssidkd.core.derainer import DerainCancelled
from ssidkd.core.rain import RAIN_CONTROLS
from ssidkd.core.weights import Role
from ssidkd.services.deraining import ROLES, DerainingService
from ssidkd.services.lab_sweep import (
    CROP_SIDE,
    GEOMETRIC,
    SWEEPS,
    THRESHOLD,
    Span,
    SweepPoint,
    SweepProgress,
    failing_spans,
    sweep,
)
from ssidkd.ui import pieces
from ssidkd.ui.capacity import CALLS_AT_ONCE
from ssidkd.ui.desk import HIDDEN
from ssidkd.ui.errors import sentence_of
from ssidkd.ui.lab.run import LabRun, SweepRun
from ssidkd.ui.plots.lab import sweep_figure
from ssidkd.ui.words import Words
from ssidkd.ui.words.lab_sweep import LabSweepWords

Changes = dict[Any, Any]
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


class SweepSection:
    """Lays the part out inside the current `gr.Blocks`."""

    def __init__(self, deraining: DerainingService, words: Words) -> None:
        self._deraining = deraining
        self._words = words
        said = words.lab.sweep
        names = words.lab.rain.controls
        with gr.Column(elem_classes=["lab-sweep"]):
            gr.HTML(
                f"<h2>{said.title}</h2><p>{said.text.format(side=CROP_SIDE)}</p>",
                elem_classes=["lab-sweep-head"],
            )
            with gr.Row(elem_classes=["lab-sweep-row"]):
                self._control = gr.Dropdown(
                    [(names[name], name) for name in SWEEPS],
                    value="amount",
                    label=said.control,
                    elem_id="lab-sweep-control",
                )
                self._button = gr.Button(
                    said.button, variant="primary", size="md", elem_id="lab-sweep-start"
                )
                self._stop = gr.Button(
                    words.common.stop, size="md", visible=HIDDEN, elem_id="lab-sweep-stop"
                )
            self._status = gr.HTML("", elem_id="lab-sweep-status")
            self._plot = gr.Plot(visible=HIDDEN, show_label=False, elem_id="lab-sweep-plot")
        self._run = gr.State(None)

    def wire(self, lab_run: gr.State) -> None:
        """Let the buttons do what they say, for the photo and rain of the lab's run."""
        self._button.click(
            self.begin,
            [lab_run, self._control, self._run],
            [self._run, self._status, self._stop],
            queue=False,
            trigger_mode="multiple",
            **_QUIET,
        ).then(
            self.measure,
            self._run,
            [self._status, self._plot, self._stop],
            concurrency_limit=CALLS_AT_ONCE,
            trigger_mode="multiple",
            **_QUIET,
        )
        self._stop.click(self.stop, self._run, None, queue=False, **_QUIET)

    def begin(self, lab: LabRun | None, control: str, run: SweepRun | None) -> Changes:
        """Ask for a sweep; one that runs is stopped."""
        if run is not None:
            run.replace()
        if lab is None or control not in SWEEPS:
            return gr.skip()
        status = self._progress(
            SweepProgress(done=0, total=len(SWEEPS[control]), seconds_left=None)
        )
        return {
            self._run: SweepRun(photo=lab.photo, state=lab.state, control=control),
            self._status: status,
            self._stop: gr.update(visible=True),
        }

    def measure(self, run: SweepRun | None) -> Iterator[Changes]:
        """Measure what was begun, and show every point as it comes."""
        yield gr.skip()
        if run is None or run.is_begun:
            return
        run.is_begun = True
        points: list[SweepPoint] = []
        try:
            for event in sweep(self._deraining, run.photo.pixels, run.state, run.control, run.stop):
                if isinstance(event, SweepPoint):
                    points.append(event)
                    yield self._shown(run, points)
                else:
                    yield {self._status: self._progress(event), **self._shown(run, points)}
        except DerainCancelled:
            if not run.is_replaced:
                total = len(SWEEPS[run.control])
                said = self._words.lab.sweep.stopped.format(done=len(points), total=total)
                yield self._end(pieces.status(said), run, points)
        except Exception as error:  # noqa: BLE001 - logged there; the visitor gets a sentence
            yield self._end(pieces.problem(sentence_of(error, self._words)), run, points)
        else:
            lines = [failing_sentence(points, role, run.control, self._words) for role in ROLES]
            yield self._end(pieces.status(" ".join(lines)), run, points)

    def stop(self, run: SweepRun | None) -> None:
        """Ask the sweep to stop; what was measured stays."""
        if run is not None:
            run.stop.set()

    def _end(self, status: str, run: SweepRun, points: Sequence[SweepPoint]) -> Changes:
        idle = {self._status: status, self._stop: gr.update(visible=HIDDEN)}
        return {**idle, **self._shown(run, points)}

    def _shown(self, run: SweepRun, points: Sequence[SweepPoint]) -> Changes:
        if not points:
            return {}
        words = self._words.lab
        value = getattr(run.state.rain, run.control)
        figure = sweep_figure(
            points,
            self._words.common.pictures,
            current=value,
            current_text=words.sweep.current.format(value=RAIN_CONTROLS[run.control].text(value)),
            hover=words.sweep.hover,
            x_title=words.rain.controls[run.control],
            y_title=words.sweep.psnr_axis,
            geometric=run.control in GEOMETRIC,
            run=str(id(run)),
        )
        return {self._plot: gr.update(value=figure, visible=True)}

    def _progress(self, progress: SweepProgress) -> str:
        words = self._words.lab.sweep
        template = words.working if progress.seconds_left is None else words.left
        left = self._words.common.time_left(progress.seconds_left or 0)
        said = template.format(done=progress.done, total=progress.total, time=left)
        share = progress.done / progress.total
        bar = f'<progress max="1" value="{share:.3f}">{share:.0%}</progress>'
        return f'<div class="status" role="status"><p>{said}</p>{bar}</div>'


def failing_sentence(points: Sequence[SweepPoint], role: Role, control: str, words: Words) -> str:
    """Say where a network gains less than the threshold, of the values that were tested."""
    said = words.lab.sweep
    name = words.common.pictures[role]
    threshold = f"{THRESHOLD:g}"
    spans = failing_spans(points, role)
    if not spans:
        return said.never.format(name=name, threshold=threshold)
    if spans[0].from_first and spans[0].to_last:
        return said.always.format(name=name, threshold=threshold)
    where = said.join.join(_where(span, control, said) for span in spans)
    return said.fails.format(name=name, threshold=threshold, where=where)


def _where(span: Span, control: str, words: LabSweepWords) -> str:
    low, high = (RAIN_CONTROLS[control].text(value) for value in (span.low, span.high))
    if span.to_last:
        return words.from_on.format(low=low)
    if span.from_first:
        return words.up_to.format(high=high)
    if span.low == span.high:
        return words.at.format(low=low)
    return words.between.format(low=low, high=high)
