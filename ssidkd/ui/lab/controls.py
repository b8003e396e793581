"""The controls of a rain: sliders and choices, built from the rain's own list of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from ssidkd.core.rain import RAIN_CONTROLS, RainParameters, on_controls
from ssidkd.core.rain.controls import CHOICES, turned
from ssidkd.ui.words.rain import RainWords

MAIN = ("amount", "length", "width", "brightness", "wind", "veil", "drops", "night")
"""Controls that are always in sight; the others unfold."""


@dataclass(frozen=True, kw_only=True)
class RainControls:
    """All controls of a rain, in the order of `names`."""

    names: tuple[str, ...]
    components: tuple[Any, ...]

    def rain(self, values: Sequence[Any]) -> RainParameters:
        """Return the rain that the controls stand for; values come in the order of the names."""
        rain = RainParameters()
        for name, value in zip(self.names, values, strict=True):
            if name in CHOICES:
                rain = replace(rain, **{name: value})
            elif value is not None:  # a number field that was emptied
                rain = turned(rain, name, float(value))
        return rain

    def show(self, rain: RainParameters) -> dict[Any, Any]:
        """Return the changes that set the controls to a rain."""
        rain = on_controls(rain)
        return {
            component: getattr(rain, name)
            for name, component in zip(self.names, self.components, strict=True)
        }


def build_rain_controls(words: RainWords, more: str, rain: RainParameters) -> RainControls:
    """Lay all controls out, set to a rain; `more` names what unfolds the less common ones."""
    built: dict[str, Any] = {}
    with gr.Row(elem_classes=["lab-controls"]):
        built.update({name: _slider(name, words, rain) for name in MAIN})
    with (
        gr.Accordion(more, open=False, elem_classes=["lab-more"]),
        gr.Row(elem_classes=["lab-controls"]),
    ):
        built.update({n: _slider(n, words, rain) for n in RAIN_CONTROLS if n not in MAIN})
        built.update({name: _choice(name, words, rain) for name in CHOICES})
    return RainControls(names=tuple(built), components=tuple(built.values()))


def _slider(name: str, words: RainWords, rain: RainParameters) -> gr.Slider:
    control = RAIN_CONTROLS[name]
    return gr.Slider(
        control.low,
        control.high,
        value=getattr(rain, name),
        step=control.step,
        label=words.controls[name],
        buttons=[],
        min_width=120,
        elem_id=f"lab-{name}",
    )


def _choice(name: str, words: RainWords, rain: RainParameters) -> gr.Radio:
    return gr.Radio(
        [(words.choices[word], word) for word in CHOICES[name]],
        value=getattr(rain, name),
        label=words.controls[name],
        min_width=120,
        elem_id=f"lab-{name}",
    )
