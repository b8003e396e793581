"""The part about the latent code: it takes seconds, so it is worked on where it can be stopped."""

import threading
from collections.abc import Iterator
from typing import Any

import gradio as gr

from ssidkd.core.derainer import DerainCancelled
from ssidkd.core.weights import Role
from ssidkd.services.comparison import Comparison
from ssidkd.services.deraining import ROLES
from ssidkd.services.explaining.codes import CodePair, CodeProgress, CodeService, CodesMissingError
from ssidkd.services.explaining.synthetic import AS_BUNDLED, RAINS, SyntheticPictures
from ssidkd.ui import pieces, sentences
from ssidkd.ui.context import PageContext
from ssidkd.ui.desk import HIDDEN
from ssidkd.ui.errors import sentence_of
from ssidkd.ui.maps import pictures
from ssidkd.ui.maps.code_view import CodeView
from ssidkd.ui.maps.section import Changes, build_plot

CLEAN_FOLDER = "clean"
"""Inside the assets: clean photos that other rain is put on."""


class CodeRun:
    """One computation of codes, kept in the visitor's state so that it can be stopped."""

    def __init__(self) -> None:
        self.stop = threading.Event()
        self.is_begun = False
        self.is_replaced = False

    def replace(self) -> None:
        """Stop, because something else is asked for; nothing of this is shown any more."""
        self.is_replaced = True
        self.stop.set()


class CodeSection:
    """Lays the part out inside the current tab."""

    def __init__(self, context: PageContext) -> None:
        services = context.services
        self._codes = CodeService(services.comparing.deraining)
        self._synthetic = SyntheticPictures(services.examples, services.assets / CLEAN_FOLDER)
        self._all = context.words
        self._common = context.words.common
        self._words = context.words.maps.code
        self._titles = context.words.compare.example_titles
        self._view = CodeView(context)
        words = self._words
        self._text = gr.HTML(pictures.heading(words.heading))
        self.controls = self._build_controls()
        with gr.Row(elem_classes=["desk"]):
            self._status = gr.HTML("", elem_id="maps-code-status")
            with gr.Row(elem_classes=["actions"]):
                self.stop_button = gr.Button(
                    self._common.stop, size="md", visible=HIDDEN, elem_id="maps-code-stop"
                )
        self._components = gr.HTML(elem_id="maps-code")
        gr.HTML(pictures.heading(words.plot, level=3))
        self._plot = build_plot("maps-code-plot", words.plot)
        self._caption = gr.HTML(elem_id="maps-code-caption")
        self._losses = gr.HTML(elem_id="maps-losses")
        self.run = gr.State(None)
        self.begun = [self.run, self._status, self.stop_button]
        self.outputs = [
            self._text,
            self._status,
            self.stop_button,
            self._components,
            self._plot,
            self._caption,
            self._losses,
        ]

    def begin(self, run: CodeRun | None) -> Changes:
        """Stop what runs, and make room for the next."""
        if run is not None:
            run.replace()
        return {
            self.run: CodeRun(),
            self._status: self._progress(CodeProgress(0, 2 * len(ROLES), None)),
            self.stop_button: gr.update(visible=True),
        }

    def work(
        self, run: CodeRun | None, comparison: Comparison, role: Role, source: str, rain: str
    ) -> Iterator[Changes]:
        """Compute the codes and show them."""
        yield gr.skip()  # a generator that yields nothing empties all it could have changed
        if run is None or run.is_begun or run.is_replaced:
            return
        run.is_begun = True
        try:
            yield from self._steps(run, comparison, role, source, rain)
        except DerainCancelled:
            if not run.is_replaced:
                yield self._idle(pieces.status(self._words.stopped))
        except CodesMissingError:
            yield self._idle(pieces.problem(self._words.no_code))
        except Exception as error:  # noqa: BLE001 - logged there; the visitor gets a sentence
            yield self._idle(pieces.problem(sentence_of(error, self._all)))

    def stop(self, run: CodeRun | None) -> None:
        """Ask the run to stop."""
        if run is not None:
            run.stop.set()

    def _steps(
        self, run: CodeRun, comparison: Comparison, role: Role, source: str, rain: str
    ) -> Iterator[Changes]:
        synthetic = self._synthetic.picture(source, rain)
        for event in self._codes.codes(comparison.rainy, synthetic, run.stop):
            if isinstance(event, CodeProgress):
                yield {self._status: self._progress(event)}
            else:
                yield self._shown(event, role, source, rain)

    def _shown(self, pair: CodePair, role: Role, source: str, rain: str) -> Changes:
        view, words = self._view, self._words
        stands_in = rain != AS_BUNDLED and not self._synthetic.has_clean(source)
        notices = (words.stand_in,) if stands_in else ()
        figure, caption = view.distributions(pair, role)
        return {
            **self._idle(pieces.status(words.ready, notices)),
            self._text: view.text(pair, role),
            self._components: view.components(pair, role),
            self._plot: figure,
            self._caption: caption,
            self._losses: view.losses(pair),
        }

    def _idle(self, status: str) -> Changes:
        return {self._status: status, self.stop_button: gr.update(visible=HIDDEN)}

    def _progress(self, progress: CodeProgress) -> str:
        words, left = self._words, progress.seconds_left
        places = {"done": progress.done, "total": progress.total}
        if progress.waiting is not None:
            sentence = sentences.waiting(progress.waiting, self._all)
        elif left is None:
            sentence = words.working.format(**places)
        else:
            sentence = words.working_left.format(left=self._common.time_left(left), **places)
        return pictures.progress(sentence, progress.done / progress.total)

    def _build_controls(self) -> list[Any]:
        words = self._words
        titles = [(self._titles.get(name, title), name) for title, name in self._synthetic.titles()]
        with gr.Row(elem_classes=["maps-controls"]):
            role = gr.Radio(
                [(self._common.pictures[role], role) for role in ROLES],
                value="student",
                label=words.whose,
                elem_id="maps-role",
            )
            # Not the first: that is the picture the page opens with.
            source = gr.Dropdown(
                titles, value=titles[-1][1], label=words.source, elem_id="maps-source"
            )
            rain = gr.Dropdown(
                [(words.rains[name], name) for name in RAINS],
                value=AS_BUNDLED,
                label=words.rain,
                elem_id="maps-rain-kind",
            )
        return [role, source, rain]
