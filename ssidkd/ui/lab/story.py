"""Runs the networks on a rain of the lab, and tells it as changes of the page."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from ssidkd.core.derainer import DerainCancelled
from ssidkd.services.comparing import Pane
from ssidkd.services.deraining import ROLES
from ssidkd.services.progress import Progress
from ssidkd.services.rain_lab import RainLab
from ssidkd.ui import pieces, sentences
from ssidkd.ui.desk import HIDDEN
from ssidkd.ui.errors import sentence_of
from ssidkd.ui.lab.bench import Bench
from ssidkd.ui.lab.run import LabRun
from ssidkd.ui.lab.views import LabViews
from ssidkd.ui.words import Words

Changes = dict[Any, Any]


class LabStory:
    """Tells runs.

    Args:
        lab: makes results.
        views: of the pictures.
        bench: what is on the page.
        words: of the page.
    """

    def __init__(self, lab: RainLab, views: LabViews, bench: Bench, words: Words) -> None:
        self._lab = lab
        self._views = views
        self._bench = bench
        self._words = words

    def steps(self, run: LabRun, factor: float) -> Iterator[Changes]:
        """Yield changes until both results are there, or the run has failed or was stopped."""
        bench, words = self._bench, self._words.lab
        try:
            if run.stop.is_set():
                raise DerainCancelled
            for event in self._lab.results(run.pair, run.stop):
                if isinstance(event, Progress):
                    yield {bench.status: self._progress(run, event)}
                    continue
                run.panes[event.name] = event
                yield self._results(run, event, factor)
        except DerainCancelled:
            yield {**self._idle(run, words.stopped, again=True), **self._waiting(run)}
        except Exception as error:  # noqa: BLE001 - logged there; the visitor gets a sentence
            run.stop.set()
            problem = pieces.problem(sentence_of(error, self._words))
            yield {**self._idle(run, "", again=True), **self._waiting(run), bench.status: problem}
        else:
            yield self._idle(run, words.ready)

    def _results(self, run: LabRun, pane: Pane, factor: float) -> Changes:
        name = pane.name
        return {
            self._bench.panes[name]: self._views.pane(run, name),
            self._bench.left[name]: self._views.left(run, name, factor),
        }

    def _waiting(self, run: LabRun) -> Changes:
        missing = [role for role in ROLES if role not in run.panes]
        return {self._bench.panes[role]: self._views.pane(run, role) for role in missing}

    def _progress(self, run: LabRun, progress: Progress) -> str:
        words = self._words
        if progress.waiting is not None:
            return self.status(run, sentences.waiting(progress.waiting, words), progress)
        template = words.lab.working if progress.seconds_left is None else words.lab.working_left
        left = words.common.time_left(progress.seconds_left or 0)
        name = words.common.pictures[progress.role]
        return self.status(run, template.format(name=name, time=left), progress)

    def _idle(self, run: LabRun, sentence: str, again: bool = False) -> Changes:
        return {
            self._bench.status: self.status(run, sentence),
            self._bench.stop: gr.update(visible=HIDDEN),
            self._bench.again: gr.update(visible=True if again else HIDDEN),
        }

    def status(self, run: LabRun | None, sentence: str, progress: Progress | None = None) -> str:
        """Return the line that says which rain falls on what, and what is going on."""
        if run is None:
            return pieces.status(sentence)
        words = self._words.lab
        rain = words.rain_now.format(rain=self._views.rain_name(run), seed=run.state.seed)
        join = "" if self._words.language == "zh" else " "
        return pieces.status(
            f"{rain}{join}{sentence}", (*run.notices, *run.photo.notices), progress
        )
