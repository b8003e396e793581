"""The tab "Network": the network one can look into."""

import threading
from collections.abc import Iterator
from typing import Any, cast

import gradio as gr

from ssidkd.core.network.config import VARIANTS
from ssidkd.core.network.parts import network_flows, network_parts
from ssidkd.core.network.probe import ProbeStopped
from ssidkd.core.weights import Role, WeightsError
from ssidkd.services.comparison import Comparison
from ssidkd.services.deraining import ROLES
from ssidkd.services.network_view import MapScale, PartMaps, look_into, map_sheet
from ssidkd.ui.context import PageContext
from ssidkd.ui.desk import HIDDEN
from ssidkd.ui.network_panel import (
    introduction,
    maps_grid,
    part_panel,
    problem,
    progress,
    said,
)
from ssidkd.ui.plots.network import network_drawing

Changes = dict[Any, Any]

FIRST_PART = "full_network.code"
_TELL_CHOICE = """
element.addEventListener('click', (event) => {
  const part = event.target.closest('[data-part]');
  if (!part) return;
  for (const one of element.querySelectorAll('[data-part]')) {
    one.setAttribute('aria-pressed', one.dataset.part === part.dataset.part);
  }
  trigger('select', { part: part.dataset.part });
});
"""
"""Gradio's way of hearing of a click inside HTML; delegated, because the HTML is replaced."""


class Look:
    """One wish to see feature maps: kept in the state, so that the next one can end it."""

    def __init__(self, comparison: Comparison | None) -> None:
        self.comparison = comparison
        """What is looked at."""
        self.stop = threading.Event()
        self.is_replaced = False
        self.is_begun = False

    def replace(self) -> None:
        """End it, because something else is to be seen."""
        self.is_replaced = True
        self.stop.set()


def build_network_tab(context: PageContext) -> None:
    """Lay the tab out inside the current `gr.Tab` and wire it to the services."""
    NetworkTab(context)


class NetworkTab:
    """The tab's components and what they do."""

    def __init__(self, context: PageContext) -> None:
        self._context = context
        self._services = context.services
        self._words = context.words.network
        self._running = context.services.comparing.deraining.policy.variant
        self._first_variant = self._running if self._running in VARIANTS else "lite"
        self._build()
        self._wire()

    def draw(self, variant: str, part: str) -> tuple[str, str]:
        """Return drawing and panel of a variant with a part chosen."""
        config = VARIANTS[variant]
        parts = network_parts(config)
        drawing = network_drawing(parts, network_flows(config), part, self._words)
        return drawing, part_panel(parts, part, self._words)

    def choose(self, variant: str, event: gr.EventData) -> tuple[str, str]:
        """Return name and panel of the part that was clicked."""
        parts = network_parts(VARIANTS[variant])
        known = {one.name for one in parts}
        said = getattr(event, "part", None)
        part = said if isinstance(said, str) and said in known else FIRST_PART
        return part, part_panel(parts, part, self._words)

    def open(self, look: Look | None, comparison: Comparison | None) -> Changes:
        """Ask for maps when the tab is shown, unless it has them of this photo."""
        if look is not None and look.comparison is comparison:
            return gr.skip()
        return self.begin(look, comparison)

    def begin(self, look: Look | None, comparison: Comparison | None) -> Changes:
        """Ask for maps, whatever was asked for before."""
        if look is not None:
            look.replace()
        return {
            self._look: Look(comparison),
            self._status: progress(0.0, self._words),
            self._stop: gr.update(visible=True),
        }

    def work(
        self,
        look: Look | None,
        role: Role,
        variant: str,
        part: str,
        scale: MapScale,
    ) -> Iterator[Changes]:
        """Yield progress and then the maps."""
        yield gr.skip()
        if look is None or look.is_begun or look.stop.is_set():
            return
        look.is_begun = True
        shown = look.comparison or self._services.examples.comparison(0)
        try:
            # The page may run a network without a name among the variants; it is drawn as one.
            variant = self._running if variant == self._first_variant else variant
            weights = self._services.comparing.deraining.weights(role, variant)
            device = self._services.comparing.deraining.own_device
            for event in look_into(weights, device, shown.rainy, part, look.stop):
                if isinstance(event, PartMaps):
                    status = said(event, shown, role, variant, self._context.words)
                    yield {**self._idle(status), **self._shown(event, event.applications, scale)}
                else:
                    yield {self._status: progress(event, self._words)}
        except WeightsError:
            sentence = self._words.no_weights.format(variant=self._first_variant)
            yield self._idle(problem(sentence))
        except ProbeStopped:
            if not look.is_replaced:
                yield self._idle(f"<p>{self._context.words.common.stopped}</p>")

    def turn(self, maps: PartMaps | None, state: float, scale: MapScale) -> str:
        """Show another application, or the same on another scale."""
        if maps is None:
            return ""
        number = min(int(state), maps.applications)
        sheet = self._services.shelf.put(
            map_sheet(maps, number, scale), f"feature-maps-{maps.part.split('.')[-1]}-{number}"
        )
        return maps_grid(maps, number, scale, sheet, self._words)

    def _idle(self, status: str) -> Changes:
        return {self._status: status, self._stop: gr.update(visible=HIDDEN)}

    def _shown(self, maps: PartMaps, state: int, scale: MapScale) -> Changes:
        slider = gr.update(visible=HIDDEN, maximum=1, value=0)
        if maps.applications:
            slider = gr.update(visible=True, maximum=maps.applications, value=state)
        return {
            self._maps: maps,
            self._slider: slider,
            self._grid: self.turn(maps, state, scale),
        }

    def _build(self) -> None:
        words = self._words
        drawing, panel = self.draw(self._first_variant, FIRST_PART)
        self._part = gr.State(FIRST_PART)
        self._look = gr.State(None)
        self._maps = gr.State(None)
        with gr.Row(elem_classes=["network-head"]):
            gr.HTML(
                f'<div class="network-intro"><h2>{words.heading}</h2><p>{words.intro}</p></div>'
            )
            self._variant = gr.Radio(
                [(words.variants[name], name) for name in VARIANTS],
                value=self._first_variant, label=words.variant, elem_id="network-variant",
                scale=0, min_width=300,
            )  # fmt: skip
        with gr.Row(elem_classes=["network-desk"]):
            with gr.Column(scale=5, min_width=300):
                self._drawing = gr.HTML(drawing, js_on_load=_TELL_CHOICE, elem_id="network-drawing")
            with gr.Column(scale=3, min_width=280):
                self._panel = gr.HTML(panel, elem_id="network-panel")
        self._build_maps()

    def _build_maps(self) -> None:
        words = self._words
        names = self._context.words.common.pictures
        gr.HTML(introduction(words.maps_heading, words.maps_intro))
        with gr.Row(elem_classes=["network-controls"]):
            self._role = gr.Radio(
                [(names[role], role) for role in ROLES], value=ROLES[0], label=words.role,
                elem_id="network-role", min_width=160,
            )  # fmt: skip
            self._scale = gr.Radio(
                [(words.scale_each, "each"), (words.scale_one, "one")], value="each",
                label=words.scale, elem_id="network-scale", min_width=220,
            )  # fmt: skip
            self._slider = gr.Slider(
                0, 1, 0, step=1, label=words.application, info=words.application_info,
                visible=HIDDEN, elem_id="network-application", min_width=220,
            )  # fmt: skip
        with gr.Row(elem_classes=["desk"]):
            self._status = gr.HTML("", elem_id="network-status")
            with gr.Row(elem_classes=["actions"]):
                self._stop = gr.Button(
                    self._context.words.common.stop,
                    size="md",
                    visible=HIDDEN,
                    elem_id="network-stop",
                )
        self._grid = gr.HTML("", elem_id="network-maps")

    def _wire(self) -> None:
        quiet: dict[str, Any] = {
            "trigger_mode": "multiple",
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        at_once = {**quiet, "queue": False}
        begun = [self._look, self._status, self._stop]
        asked = [
            self._look, self._role, self._variant, self._part, self._scale
        ]  # fmt: skip
        found = [self._status, self._stop, self._maps, self._slider, self._grid]
        tab = cast(gr.Tab, self._context.tabs.children[-1])  # that is being filled
        events = [
            self._drawing.select(self.choose, self._variant, [self._part, self._panel], **at_once),
            self._variant.input(
                self.draw, [self._variant, self._part], [self._drawing, self._panel], **at_once
            ),
            self._role.input(lambda: None, None, None, **at_once),
        ]
        wish = [self._look, self._context.comparison]
        begins = [event.then(self.begin, wish, begun, **at_once) for event in events]
        for begin in (*begins, tab.select(self.open, wish, begun, **at_once)):
            begin.then(self.work, asked, found, concurrency_limit=1, concurrency_id="look", **quiet)
        self._stop.click(_end, self._look, None, **at_once)
        for control in (self._slider, self._scale):
            control.input(
                self.turn, [self._maps, self._slider, self._scale], self._grid,
                **{**at_once, "trigger_mode": "always_last"},
            )  # fmt: skip


def _end(look: Look | None) -> None:
    if look is not None:
        look.stop.set()
