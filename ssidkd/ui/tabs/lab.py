"""The tab "Rain lab": rain put on a clean photo."""

from functools import partial
from html import escape
from typing import Any, cast

import gradio as gr

from ssidkd.core.rain import PRESETS
from ssidkd.services.lab_link import DEFAULT_PRESET
from ssidkd.ui.capacity import CALLS_AT_ONCE
from ssidkd.ui.context import PageContext
from ssidkd.ui.desk import HIDDEN
from ssidkd.ui.lab.bench import Bench
from ssidkd.ui.lab.controls import build_rain_controls
from ssidkd.ui.lab.handlers import LabHandlers
from ssidkd.ui.lab.photos import LabPhotos
from ssidkd.ui.lab.sweep import SweepSection
from ssidkd.ui.lab.views import GROUP, LEFT, SHOWN, LabViews
from ssidkd.ui.viewer import compare_bar

FACTORS = (1, 2, 4, 8, 16)
"""By how much one can amplify what is left."""
_USUAL_FACTOR = 4
COMPARE = "compare"
"""Identity of the tab to which pictures are sent."""


def build_lab_tab(context: PageContext) -> None:
    """Lay the tab out inside the current `gr.Tab` and wire it to the services."""
    LabTab(context)


class LabTab:
    """The tab's parts from top to bottom, and their wiring."""

    def __init__(self, context: PageContext) -> None:
        self._context = context
        self._words = context.words.lab
        self._bundled = LabPhotos(context.services.assets / "clean", context.words)
        self._views = LabViews(context.services.shelf, context.words)
        with gr.Column(elem_classes=["lab"]):
            gr.HTML(f'<p class="lab-intro">{escape(self._words.introduction)}</p>')
            self._build_intake()
            self._controls = build_rain_controls(
                self._words.rain, self._words.more, PRESETS[DEFAULT_PRESET]
            )
            self._build_desk()
            self._build_panes()
            gr.HTML(self._views.notes())
            self._take = gr.HTML("", elem_id="lab-take")
            self._send = gr.Button(self._words.take.send, size="md", elem_id="lab-send")
            self._sweep = SweepSection(context.services.comparing.deraining, context.words)
        self._run = gr.State(None)
        bench = Bench(
            photos=self._photos,
            controls=self._controls,
            seed=self._seed,
            status=self._status,
            stop=self._stop,
            again=self._again,
            panes=self._panes,
            left=self._left,
            legend=self._legend,
            factor=self._factor,
            take=self._take,
            run=self._run,
        )
        self.handlers = LabHandlers(context, self._bundled, self._views, bench)
        self.bench = bench
        self._wire()
        self._sweep.wire(self._run)

    def _build_intake(self) -> None:
        with gr.Row(elem_classes=["lab-intake"]):
            with gr.Column(elem_classes=["lab-photos"], scale=1, min_width=300):
                gr.HTML(f'<p class="note"><b>{escape(self._words.photos)}</b></p>')
                with gr.Row(elem_classes=["lab-photo-row"]):
                    self._photos = gr.Gallery(
                        self._bundled.thumbnails(self._context.services.shelf),
                        columns=4,
                        rows=1,
                        label=self._words.photos,
                        show_label=False,
                        height="auto",
                        allow_preview=False,
                        object_fit="cover",
                        interactive=False,
                        buttons=[],
                        elem_id="lab-photos",
                    )
                    self._upload = gr.UploadButton(
                        self._words.upload, size="md", type="filepath", elem_id="lab-upload"
                    )
            with gr.Column(elem_classes=["lab-presets"], scale=1, min_width=300):
                gr.HTML(f'<p class="note"><b>{escape(self._words.presets_label)}</b></p>')
                with gr.Row(elem_classes=["lab-chips"]):
                    self._presets = {
                        name: gr.Button(
                            self._words.rain.presets[name],
                            size="sm",
                            min_width=0,
                            elem_id=f"lab-preset-{name}",
                        )
                        for name in PRESETS
                    }
                with gr.Row(elem_classes=["lab-chips", "lab-seed"]):
                    self._seed = gr.Number(
                        1,
                        precision=0,
                        minimum=0,
                        maximum=999_999,
                        label=self._words.rain.controls["seed"],
                        min_width=90,
                        elem_id="lab-seed",
                    )
                    self._other = gr.Button(
                        self._words.other_rain, size="sm", min_width=0, elem_id="lab-other"
                    )
                    self._reset = gr.Button(
                        self._words.reset, size="sm", min_width=0, elem_id="lab-reset"
                    )

    def _build_desk(self) -> None:
        with gr.Row(elem_classes=["desk", "lab-desk"]):
            self._status = gr.HTML("", elem_id="lab-status")
            with gr.Row(elem_classes=["actions"]):
                self._again = gr.Button(
                    self._words.again,
                    variant="primary",
                    size="md",
                    visible=HIDDEN,
                    elem_id="lab-again",
                )
                self._stop = gr.Button(
                    self._context.words.common.stop, size="md", visible=HIDDEN, elem_id="lab-stop"
                )

    def _build_panes(self) -> None:
        self._panes, self._left = {}, {}
        with gr.Column(elem_classes=["compare-frame", "lab-frame"]):
            gr.HTML(compare_bar(GROUP, self._context.words.viewer))
            with gr.Row(elem_classes=["panes", "lab-panes"]):
                for name in SHOWN:
                    with gr.Column(min_width=0, elem_classes=[f"lab-column-{name}"]):
                        self._panes[name] = gr.HTML(self._views.pane(None, name))
                        if name in LEFT:
                            html = self._views.left(None, name, _USUAL_FACTOR)
                            self._left[name] = gr.HTML(html)
                        else:
                            self._build_amplification()

    def _build_amplification(self) -> None:
        with gr.Column(elem_classes=["lab-amplify"]):
            self._factor = gr.Radio(
                [(f"× {factor}", factor) for factor in FACTORS],  # noqa: RUF001 - times
                value=_USUAL_FACTOR,
                label=self._words.amplification,
                elem_id="lab-factor",
            )
            self._legend = gr.HTML(self._views.legend(_USUAL_FACTOR))

    def _wire(self) -> None:
        begun, at_once = self.bench.begun(), _AT_ONCE
        handlers, bench = self.handlers, self.bench
        values = [bench.seed, *bench.controls.components]
        seen = [bench.run, bench.factor]
        last = {**at_once, "trigger_mode": "always_last"}
        turned = [component.input for component in values]
        tab = cast(gr.Tab, self._context.tabs.children[-1])
        events = [
            gr.on(turned, handlers.turn, [*seen, *values], begun, **last),
            self._photos.select(handlers.choose_photo, [*seen, *values], begun, **at_once),
            self._upload.upload(handlers.upload, [self._upload, *seen, *values], begun, **at_once),
            self._other.click(handlers.other_rain, seen, begun, **at_once),
            self._reset.click(handlers.reset, seen, begun, **at_once),
            self._again.click(handlers.again, seen, begun, **at_once),
            tab.select(handlers.open, seen, begun, **at_once),
            self._context.page.load(handlers.load, seen, begun, **at_once),
        ]
        events += [
            button.click(partial(handlers.choose_preset, name), seen, begun, **at_once)
            for name, button in self._presets.items()
        ]
        for event in events:
            event.then(
                handlers.work, seen, bench.worked(), concurrency_limit=CALLS_AT_ONCE, **_WORKING
            )
        bench.stop.click(handlers.stop, bench.run, None, **at_once)
        bench.factor.input(handlers.amplify, seen, [*bench.left.values(), bench.legend], **last)
        self._send.click(
            self.send,
            bench.run,
            [self._context.sent, self._context.tabs, bench.status],
            **_WORKING,  # only what goes through the queue tells others that a state has changed
        )

    def send(self, run: Any) -> dict[Any, Any]:
        """Hand the pictures over to the other tabs."""
        if run is None or not run.is_complete:
            return {self._status: self.handlers.status(run, self._words.take.sent_not_ready)}
        return {
            self._context.sent: run.comparison(),
            self._context.tabs: gr.Tabs(selected=COMPARE),
        }


_AT_ONCE: dict[str, Any] = {
    "queue": False,
    "trigger_mode": "multiple",
    "show_progress": "hidden",
    "api_visibility": "private",
}
_WORKING: dict[str, Any] = {
    "trigger_mode": "multiple",
    "show_progress": "hidden",
    "api_visibility": "private",
}
