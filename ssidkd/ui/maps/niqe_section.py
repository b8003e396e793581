"""The part about NIQE: where it comes from, and how sure it is."""

from typing import Literal

import gradio as gr
import numpy as np

from ssidkd.core.dark_channel import ColourAnchor, colour_scale, dark_channel_picture
from ssidkd.core.metrics.niqe import BLOCK
from ssidkd.core.picture import Pixels
from ssidkd.services.comparing import PaneName
from ssidkd.services.comparison import Comparison
from ssidkd.services.explaining.scores import ScoreMap, Scores, explain_scores
from ssidkd.ui.context import PageContext
from ssidkd.ui.desk import HIDDEN
from ssidkd.ui.maps import pictures
from ssidkd.ui.maps.block_overlay import Values, block_overlay, shared_ends
from ssidkd.ui.maps.niqe_words import feature_names, score_rows, score_sentence
from ssidkd.ui.maps.pictures import MapPicture
from ssidkd.ui.maps.section import Changes, build_plot
from ssidkd.ui.plots.niqe_figures import feature_profile, niqe_intervals

View = Literal["shares", "distances"]


class NiqeSection:
    """Lays the part out inside the current tab."""

    def __init__(self, context: PageContext) -> None:
        self._shelf = context.services.shelf
        self._words = context.words.maps.niqe
        self._page = context.words.maps
        self._refusals = context.words.refusals
        self._names = context.words.common.pictures
        words = self._words
        with gr.Row(elem_classes=["maps-head"]):
            gr.HTML(pictures.heading(words.heading, [words.text]))
            self._view = gr.Radio(
                [(words.distances, "distances"), (words.shares, "shares")],
                value="distances",
                label=words.view,
                elem_id="maps-niqe-view",
            )
        self._maps = gr.HTML(elem_id="maps-niqe")
        gr.HTML(pictures.heading(words.values_heading, [words.values_text], level=3))
        self._intervals = build_plot("maps-niqe-plot", words.plot)
        self._table = gr.HTML(elem_id="maps-niqe-table")
        gr.HTML(pictures.heading(words.features_heading, [words.features_text], level=3))
        self._features = build_plot("maps-features-plot", words.features)
        self._feature_table = gr.HTML(elem_id="maps-features-table")
        self.controls = [self._view]
        self.outputs = [
            self._maps,
            self._intervals,
            self._table,
            self._features,
            self._feature_table,
        ]

    def show(self, comparison: Comparison, view: View) -> Changes:
        """Show the score of every picture, block by block."""
        words = self._words
        scores = explain_scores(comparison)
        rows = score_rows(scores, self._names, words)
        return {
            self._maps: self._maps_html(comparison, scores, view),
            self._intervals: self._interval_figure(scores),
            self._table: pictures.table(words.table.split("|"), rows) if rows else "",
            **self._feature_changes(scores),
        }

    def _maps_html(self, comparison: Comparison, scores: Scores, view: View) -> str:
        words = self._words
        values = {name: getattr(score, view) for name, score in scores.maps.items()}
        low, high = shared_ends([*values.values()])
        low = min(low, 0.0) if view == "shares" else low
        shown = (
            self._picture(name, comparison.panes[name].pixels, score, values[name], (low, high))
            for name, score in scores.maps.items()
        )
        anchors = [
            ColourAnchor(value=low + each.value * (high - low), colour=each.colour)
            for each in colour_scale()
        ]
        label = words.share_scale if view == "shares" else words.distance_scale
        note = words.shares_text if view == "shares" else words.distances_text
        text = pictures.heading(getattr(words, view), [note], level=3)
        return text + pictures.grid(shown, "blocks") + pictures.legend(anchors, label)

    def _picture(
        self,
        name: PaneName,
        pixels: Pixels,
        score: ScoreMap,
        values: Values,
        ends: tuple[float, float],
    ) -> MapPicture:
        words, shown = self._words, self._names[name]
        has_map = bool(np.isfinite(values).any())
        alt, overlay = words.no_map.format(name=shown), ""
        if has_map:
            height, width = pixels.shape[:2]
            span = max(ends[1] - ends[0], 1e-9)
            colours = dark_channel_picture(np.nan_to_num((values - ends[0]) / span))
            overlay = block_overlay(
                values, colours, (width, height), BLOCK, block=words.block, flat=words.flat
            )
            alt = words.alt.format(
                name=shown,
                rows=values.shape[0],
                columns=values.shape[1],
                low=f"{np.nanmin(values):.1f}",
                high=f"{np.nanmax(values):.1f}",
            )
        return MapPicture(
            name=shown,
            path=pictures.shelved(self._shelf, pixels, f"{name}-niqe-blocks"),
            alt=alt,
            caption=score_sentence(score, words, self._refusals),
            pane=name,
            overlay=overlay,
            link=self._page.open_picture,
        )

    def _interval_figure(self, scores: Scores) -> gr.Plot:
        words = self._words
        values: dict[str, tuple[float, float]] = {
            name: (score.value, 2 * score.error)
            for name, score in scores.maps.items()
            if score.value is not None and score.error is not None
        }
        if not values:
            return gr.Plot(value=None, visible=HIDDEN)
        return gr.Plot(
            value=niqe_intervals(
                values, self._names, hover=words.plot_hover, x_title=words.plot_x, run="niqe"
            ),
            visible=True,
        )

    def _feature_changes(self, scores: Scores) -> Changes:
        words, features = self._words, feature_names(self._words)
        deviations: dict[str, Values] = {
            name: score.deviations
            for name, score in scores.maps.items()
            if np.isfinite(score.deviations).any()
        }
        figure = feature_profile(
            deviations,
            self._names,
            features,
            hover=words.feature_hover,
            scales=words.scales,
            y_title=words.features_y,
            run="features",
        )
        rows = [
            (feature, *(f"{values[index]:+.2f}" for values in deviations.values()))
            for index, feature in enumerate(features)
        ]
        heads = [words.features_y, *(self._names[name] for name in deviations)]
        listed = pictures.folded(self._page.values, pictures.table(heads, rows))
        return {self._features: figure, self._feature_table: listed}
