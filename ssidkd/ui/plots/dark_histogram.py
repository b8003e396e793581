"""Histograms of dark channels, one line for each picture."""

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from ssidkd.core.dark_channel import histogram_edges
from ssidkd.ui.plots.look import PANE_COLOURS, dressed


def dark_histogram(
    shares: Mapping[str, NDArray[np.float64]],
    names: Mapping[str, str],
    *,
    hover: str,
    x_title: str,
    y_title: str,
    run: str,
) -> go.Figure:
    """Return a figure with a stepped line for each picture.

    Args:
        shares: by picture (B,), the share of its pixels in each of B equal bins over [0, 1].
        names: what each picture is called.
        hover: template with the place `{name}`; Plotly fills in share and ends of the bin.
        x_title: of the axis of values.
        y_title: of the axis of shares.
        run: the zoom stays for as long as this does.
    """
    figure = go.Figure()
    for picture, values in shares.items():
        edges = histogram_edges(len(values))
        figure.add_scatter(
            x=(edges[:-1] + edges[1:]) / 2,
            y=values,
            customdata=np.stack((edges[:-1], edges[1:]), axis=1),
            mode="lines",
            line={"shape": "hvh", "width": 2, "color": PANE_COLOURS[picture]},
            name=names[picture],
            hovertemplate=hover.format(name=names[picture]) + "<extra></extra>",
        )
    figure.update_layout(hovermode="x")
    figure.update_xaxes(range=[0, 1], tickformat=".1f")
    figure.update_yaxes(tickformat=".0%", rangemode="tozero")
    return dressed(figure, run=run, x_title=x_title, y_title=y_title, height=320)
