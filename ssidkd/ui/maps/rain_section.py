"""The part about the rain layer: what was taken and added, and how the results differ."""

import gradio as gr
import numpy as np

from ssidkd.core.rain_layer import RainLayer
from ssidkd.core.signed_map import SignedMap, signed_picture, signed_scale
from ssidkd.services.comparing import PaneName
from ssidkd.services.comparison import Comparison
from ssidkd.services.explaining.pictures import Pair, differences, rain_layers
from ssidkd.ui.context import PageContext
from ssidkd.ui.maps import pictures
from ssidkd.ui.maps.pictures import MapPicture
from ssidkd.ui.maps.section import Changes

FACTORS = (1, 4, 16)
"""By how much differences can be amplified."""


class RainSection:
    """Lays the part out inside the current tab."""

    def __init__(self, context: PageContext) -> None:
        self._shelf = context.services.shelf
        self._words = context.words.maps.rain
        self._page = context.words.maps
        self._names = context.words.common.pictures
        words = self._words
        gr.HTML(pictures.heading(words.heading, [words.text]))
        self._layers = gr.HTML(elem_id="maps-rain")
        with gr.Row(elem_classes=["maps-head"]):
            gr.HTML(pictures.heading(words.difference_heading, [words.difference_text]))
            self._factor = gr.Radio(
                [(words.times.format(factor=factor), factor) for factor in FACTORS],
                value=FACTORS[-1],
                label=words.factor,
                elem_id="maps-factor",
            )
        self._differences = gr.HTML(elem_id="maps-difference")
        self.controls = [self._factor]
        self.outputs = [self._layers, self._differences]

    def show(self, comparison: Comparison, factor: int) -> Changes:
        """Show the rain layers, and the differences as many times larger as they are."""
        words, found = self._words, rain_layers(comparison)
        if not found.layers:
            nothing = pictures.heading(words.tab, [self._page.nothing_yet], level=3)
            return {self._layers: nothing, self._differences: ""}
        layers = (self._layer(*item, found.limit) for item in found.layers.items())
        scale = pictures.legend(signed_scale(found.limit), words.scale, (words.added, words.taken))
        return {
            self._layers: pictures.grid(layers) + scale,
            self._differences: self._difference_html(differences(comparison), factor),
        }

    def _layer(self, name: PaneName, layer: RainLayer, limit: float) -> MapPicture:
        words, shown = self._words, self._names[name]
        numbers = {"taken": f"{layer.taken:.2%}", "added": f"{layer.added:.2%}"}
        return MapPicture(
            name=words.truth if name == "truth" else shown,
            path=pictures.shelved(
                self._shelf, signed_picture(layer.map, limit), f"{name}-rain-layer"
            ),
            alt=words.alt.format(name=shown, **numbers),
            caption=words.facts.format(changed=f"{layer.changed:.0%}", **numbers),
            pane=name,
            link=self._page.open_picture,
        )

    def _difference_html(self, found: dict[Pair, SignedMap], factor: int) -> str:
        words, limit = self._words, 1 / factor
        shown = (self._difference(pair, values, factor) for pair, values in found.items())
        scale = pictures.legend(
            signed_scale(limit),
            words.difference_scale,
            (words.second_brighter, words.first_brighter),
        )
        return pictures.grid(shown) + scale

    def _difference(self, pair: Pair, values: SignedMap, factor: int) -> MapPicture:
        words = self._words
        first, second = (self._names[name] for name in pair)
        mean = f"{float(np.abs(values).mean(dtype=np.float64)):.2%}"
        file_name = "-".join((*pair, "difference", str(factor)))
        return MapPicture(
            name=words.difference_name.format(first=first, second=second),
            path=pictures.shelved(self._shelf, signed_picture(values, 1 / factor), file_name),
            alt=words.difference_alt.format(first=first, second=second, factor=factor, mean=mean),
            caption=words.difference_facts.format(mean=mean),
            link=self._page.open_picture,
        )
