"""The part about the dark channel: maps on one scale, means and histograms."""

import gradio as gr
import numpy as np

from ssidkd.core.dark_channel import DarkChannel, colour_scale, dark_channel_picture
from ssidkd.services.comparing import PaneName
from ssidkd.services.comparison import Comparison
from ssidkd.services.explaining.pictures import LARGEST_WINDOW, dark_channels, odd_window
from ssidkd.ui.context import PageContext
from ssidkd.ui.maps import pictures
from ssidkd.ui.maps.pictures import MapPicture
from ssidkd.ui.maps.section import Changes, build_plot
from ssidkd.ui.plots.dark_histogram import dark_histogram

_WINDOW = 15


class DarkSection:
    """Lays the part out inside the current tab."""

    def __init__(self, context: PageContext) -> None:
        self._shelf = context.services.shelf
        self._words = context.words.maps.dark
        self._page = context.words.maps
        self._names = context.words.common.pictures
        words = self._words
        with gr.Row(elem_classes=["maps-head"]):
            gr.HTML(pictures.heading(words.heading, [words.text]))
            self._window = gr.Slider(
                1,
                LARGEST_WINDOW,
                _WINDOW,
                step=2,
                label=words.window,
                info=words.window_info,
                elem_id="maps-window",
            )
        self._maps = gr.HTML(elem_id="maps-dark")
        gr.HTML(pictures.legend(colour_scale(), words.scale))
        gr.HTML(pictures.heading(words.plot, level=3))
        self._plot = build_plot("maps-dark-plot", words.plot)
        self._table = gr.HTML(elem_id="maps-dark-table")
        self.controls = [self._window]
        self.outputs = [self._maps, self._plot, self._table]

    def show(self, comparison: Comparison, window: float) -> Changes:
        """Show the dark channels over the odd window next to what was asked for."""
        words = self._words
        channels = dark_channels(comparison, odd_window(window))
        figure = dark_histogram(
            {name: channel.histogram for name, channel in channels.items()},
            self._names,
            hover=words.hover,
            x_title=words.plot_x,
            y_title=words.plot_y,
            run="dark",
        )
        rows = [self._row(name, channel) for name, channel in channels.items()]
        return {
            self._maps: pictures.grid(self._picture(*item) for item in channels.items()),
            self._plot: figure,
            self._table: pictures.folded(
                self._page.values, pictures.table(words.table.split("|"), rows)
            ),
        }

    def _picture(self, name: PaneName, channel: DarkChannel) -> MapPicture:
        words, mean = self._words, f"{channel.mean:.3f}"
        file_name = f"{name}-dark-channel-{channel.window}"
        return MapPicture(
            name=self._names[name],
            path=pictures.shelved(self._shelf, dark_channel_picture(channel.map), file_name),
            alt=words.alt.format(name=self._names[name], mean=mean, window=channel.window),
            caption=words.mean.format(mean=mean),
            pane=name,
            link=self._page.open_picture,
        )

    def _row(self, name: PaneName, channel: DarkChannel) -> tuple[str, ...]:
        bright = float((channel.map > 0.5).mean())
        median = float(np.median(channel.map))
        return self._names[name], f"{channel.mean:.3f}", f"{median:.3f}", f"{bright:.1%}"
