"""The tab "Maps": what dark channel, rain layer, codes and NIQE say of a picture.

It explains the comparison that the visitor has made last. Nothing is computed before the tab is
opened; then the part that is seen is, and again whenever its controls or the comparison change.
"""

from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Any, cast

import gradio as gr

from ssidkd.services.comparison import Comparison
from ssidkd.ui.capacity import CALLS_AT_ONCE
from ssidkd.ui.context import PageContext
from ssidkd.ui.maps.code_section import CodeRun, CodeSection
from ssidkd.ui.maps.dark_section import DarkSection
from ssidkd.ui.maps.niqe_section import NiqeSection
from ssidkd.ui.maps.pictures import SHOWN_PIXELS
from ssidkd.ui.maps.rain_section import RainSection
from ssidkd.ui.maps.section import Changes, Section

_CODE = "code"
_FIRST = "dark"
# What only changes a state must not wait for a place behind what computes.
_AT_ONCE: dict[str, Any] = {
    "queue": False,
    "trigger_mode": "multiple",
    "show_progress": "hidden",
    "api_visibility": "private",
}


def build_maps_tab(context: PageContext) -> None:
    """Lay the tab out inside the current `gr.Tab` and wire it to the services."""
    MapsTab(context)


class MapsTab:
    """Lays the tab out and decides which part works when."""

    def __init__(self, context: PageContext) -> None:
        self._words = context.words.maps
        self._common = context.words.common
        self._examples = context.services.examples
        known = context.words.compare.example_titles
        self._titles = {
            credit.title: known.get(credit.name, credit.title) for credit in self._examples.credits
        }
        self._comparison = context.comparison
        self._tabs = context.tabs
        self._is_open = gr.State(False)
        self._part = gr.State(_FIRST)
        self._subject = gr.HTML(elem_id="maps-subject")
        words = self._words
        with gr.Tabs(elem_id="maps-parts", overflow_behavior="wrap"):
            with gr.Tab(words.dark.tab, id="maps-dark") as dark_tab:
                dark = DarkSection(context)
            with gr.Tab(words.rain.tab, id="maps-rain") as rain_tab:
                rain = RainSection(context)
            with gr.Tab(words.code.tab, id="maps-code") as code_tab:
                self._code = CodeSection(context)
            with gr.Tab(words.niqe.tab, id="maps-niqe") as niqe_tab:
                niqe = NiqeSection(context)
        self._quick: Mapping[str, Section] = {"dark": dark, "rain": rain, "niqe": niqe}
        self._inner = {"dark": dark_tab, "rain": rain_tab, _CODE: code_tab, "niqe": niqe_tab}
        self._wire()

    def subject(self, comparison: Comparison | None) -> str:
        """Return the line that says which picture is explained."""
        chosen = self._chosen(comparison)
        words = self._words
        height, width = chosen.rainy.shape[:2]
        size = self._common.picture_size(width, height)
        title = self._titles.get(chosen.title, chosen.title) or words.own_photo
        sentences = [words.subject.format(title=title, size=size)]
        if height * width > SHOWN_PIXELS:
            sentences.append(words.smaller.format(full=size))
        sentences.append(words.choose)
        return f'<p class="maps-subject">{escape(" ".join(sentences))}</p>'

    def open(self, values: Mapping[Any, Any]) -> Changes:
        """Show the part that is in front; the part about codes works by itself."""
        comparison = self._chosen(values[self._comparison])
        changes: Changes = {self._subject: self.subject(comparison)}
        section = self._quick.get(values[self._part])
        if section is not None:
            controls = (values[control] for control in section.controls)
            changes |= section.show(comparison, *controls)
        return changes

    def follow(self, values: Mapping[Any, Any]) -> Changes:
        """Show another comparison, if the tab is in front."""
        return self.open(values) if values[self._is_open] else gr.skip()

    def begin_codes(self, run: CodeRun | None, part: str) -> Changes:
        """Start on the codes, if their part is in front."""
        return self._code.begin(run) if part == _CODE else gr.skip()

    def follow_codes(self, run: CodeRun | None, part: str, is_open: bool) -> Changes:
        """Start on the codes of another comparison, if they are in front."""
        return self.begin_codes(run, part) if is_open else gr.skip()

    def work_on_codes(
        self, run: CodeRun | None, comparison: Comparison | None, *controls: Any
    ) -> Iterator[Changes]:
        """Compute and show the codes."""
        yield from self._code.work(run, self._chosen(comparison), *controls)

    def _chosen(self, comparison: Comparison | None) -> Comparison:
        return self._examples.comparison(0) if comparison is None else comparison

    def _show(self, section: Section) -> Callable[..., Changes]:
        def show(comparison: Comparison | None, *controls: Any) -> Changes:
            return section.show(self._chosen(comparison), *controls)

        return show

    def _wire(self) -> None:
        own_tab = cast(gr.Tab, self._tabs.children[-1])
        own_tab.select(lambda: True, None, self._is_open, **_AT_ONCE)
        # Tells of every tab that is clicked on. A tab that code opens tells only of itself.
        self._tabs.select(self._is_own, None, self._is_open, **_AT_ONCE)
        for name, tab in self._inner.items():
            tab.select(_always(name), None, self._part, **_AT_ONCE)
        for name, section in self._quick.items():
            triggers = [self._inner[name].select, *(each.change for each in section.controls)]
            taken = [self._comparison, *section.controls]
            gr.on(triggers, self._show(section), taken, [*section.outputs], **self._computing())
        controls = [each for section in self._quick.values() for each in section.controls]
        outputs = [each for section in self._quick.values() for each in section.outputs]
        seen = {self._is_open, self._part, self._comparison, *controls}
        own_tab.select(self.open, seen, [self._subject, *outputs], **self._computing())
        self._comparison.change(self.follow, seen, [self._subject, *outputs], **self._computing())
        self._wire_codes(own_tab)

    def _wire_codes(self, own_tab: gr.Tab) -> None:
        code, run = self._code, self._code.run
        asked = [self._inner[_CODE].select, *(each.change for each in code.controls)]
        begun = [
            gr.on(asked, code.begin, run, code.begun, **_AT_ONCE),
            own_tab.select(self.begin_codes, [run, self._part], code.begun, **_AT_ONCE),
            self._comparison.change(
                self.follow_codes, [run, self._part, self._is_open], code.begun, **_AT_ONCE
            ),
        ]
        for event in begun:
            event.then(
                self.work_on_codes,
                [run, self._comparison, *code.controls],
                code.outputs,
                trigger_mode="multiple",
                show_progress="hidden",
                concurrency_limit=CALLS_AT_ONCE,
                concurrency_id="maps-codes",
                api_visibility="private",
            )
        code.stop_button.click(code.stop, run, None, **_AT_ONCE)

    def _is_own(self, event: gr.SelectData) -> bool:
        return bool(event.value == self._words.tab)

    def _computing(self) -> dict[str, Any]:
        return {
            "trigger_mode": "always_last",
            "show_progress": "minimal",
            "show_progress_on": self._subject,
            "concurrency_limit": 2,
            "api_visibility": "private",
        }


def _always(name: str) -> Callable[[], str]:
    return lambda: name
