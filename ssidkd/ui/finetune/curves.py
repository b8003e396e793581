"""The curves of a job that is watched, and what one can turn on them."""

from html import escape
from typing import Any

import gradio as gr

from ssidkd.learning.finetune.verdict import LARGEST_GUARD_LOSS
from ssidkd.services.jobs.watching import Scores
from ssidkd.ui.finetune.shown import Shown
from ssidkd.ui.plots.learning import loss_figure, score_figure
from ssidkd.ui.words import Words

Changes = dict[Any, Any]
_USUAL_SMOOTHING = 0.7
_MOST_SMOOTHING = 0.98
_REDRAWS = 50
"""Most times that the curves of losses are sent while a job runs."""


class Curves:
    """Lays the curves out inside the current block.

    Args:
        words: of the page.
    """

    def __init__(self, words: Words) -> None:
        self._said = said = words.finetune.watch
        gr.HTML(_head(said.losses_title, said.losses_note))
        with gr.Row(elem_classes=["finetune-turns"]):
            self.smoothing = gr.Slider(
                0,
                _MOST_SMOOTHING,
                value=_USUAL_SMOOTHING,
                step=0.02,
                label=said.smoothing,
                buttons=[],
                elem_id="finetune-smoothing",
            )
            self.log_axis = gr.Checkbox(label=said.log_axis, elem_id="finetune-log")
        self._losses = _plot("finetune-losses")
        with gr.Row(elem_classes=["finetune-scores"]):
            with gr.Column(min_width=260):
                gr.HTML(_head(said.scores_title, said.scores_note))
                self._niqe = _plot("finetune-niqe")
            with gr.Column(min_width=260):
                note = said.guard_note.format(most=LARGEST_GUARD_LOSS)
                gr.HTML(_head(said.guard_title, note))
                self._guard = _plot("finetune-guard")
        self.turned = [self.smoothing, self.log_axis]
        self.turns = [self.smoothing.change, self.log_axis.change]
        self.plots = [self._losses, self._niqe, self._guard]

    def changes(
        self, shown: Shown, smoothing: object, log_axis: object, *, steps: int, is_over: bool
    ) -> Changes:
        """Return the curves that have something new to show, since they were sent last.

        Args:
            shown: the job.
            smoothing: as the slider says.
            log_axis: as the box says.
            steps: of the whole job.
            is_over: whether the job has ended.
        """
        count = max(map(len, shown.watch.losses().values()), default=0)
        # Few steps are shown at once, of many only every so many: a figure is no small thing.
        seen = count if is_over else count - count % max(count // _REDRAWS, 1)
        changes: Changes = {}
        if shown.is_new("losses", seen):
            changes |= self.turned_to(shown, smoothing, log_axis)
        scores = shown.watch.scores()
        if shown.is_new("scores", scores):
            changes |= self._scores(scores, steps, shown.watch.job_id)
        return changes

    def turned_to(self, shown: Shown, smoothing: object, log_axis: object) -> Changes:
        """Return the curves of losses as they are asked for."""
        said = self._said
        figure = loss_figure(
            shown.watch.losses(),
            said.terms,
            smoothing=_weight(smoothing),
            log_axis=log_axis is True,
            raw=said.raw,
            x_title=said.step_axis,
            y_title=said.loss_axis,
            run=shown.watch.job_id,
            empty=said.no_plot,
        )
        return {self._losses: figure}

    def _scores(self, scores: Scores, steps: int, run: str) -> Changes:
        said = self._said
        niqe = {"probe": scores.probe, "watched": scores.watched, "held_out": scores.held_out}
        axis: dict[str, Any] = {
            "x_title": said.step_axis, "steps": steps, "run": run, "empty": said.no_scores,
        }  # fmt: skip
        return {
            self._niqe: score_figure(niqe, said.lines, y_title=said.niqe_axis, **axis),
            self._guard: score_figure(
                {"guard": scores.guard}, said.lines, y_title=said.psnr_axis, **axis
            ),
        }


def _weight(smoothing: object) -> float:
    """Return what a slider says; anything may be sent in its place."""
    is_number = type(smoothing) in (int, float) and 0 <= smoothing <= _MOST_SMOOTHING  # type: ignore[operator]
    return float(smoothing) if is_number else _USUAL_SMOOTHING  # type: ignore[arg-type]


def _head(title: str, note: str) -> str:
    return f'<div class="finetune-curve"><h3>{escape(title)}</h3><p>{escape(note)}</p></div>'


def _plot(identity: str) -> gr.Plot:
    return gr.Plot(show_label=False, elem_id=identity, elem_classes=["maps-plot"])
