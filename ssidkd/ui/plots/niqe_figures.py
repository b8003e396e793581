"""NIQE with its spread, and the features behind it."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from ssidkd.ui.plots.look import PANE_COLOURS, dressed


def niqe_intervals(
    values: Mapping[str, tuple[float, float]],
    names: Mapping[str, str],
    *,
    hover: str,
    x_title: str,
    run: str,
) -> go.Figure:
    """Return a figure with a dot and a bar for each picture, the first one on top.

    Args:
        values: by picture, its NIQE and how far its bar reaches to both sides.
        names: what each picture is called.
        hover: template with the place `{name}`; Plotly fills in the value.
        x_title: of the axis of values.
        run: the zoom stays for as long as this does.
    """
    figure = go.Figure()
    for picture, (value, reach) in values.items():
        figure.add_scatter(
            x=[value],
            y=[names[picture]],
            error_x={"type": "data", "array": [reach], "thickness": 3, "width": 8},
            mode="markers",
            marker={"size": 12, "color": PANE_COLOURS[picture]},
            name=names[picture],
            hovertemplate=hover.format(name=names[picture]) + "<extra></extra>",
        )
    figure.update_layout(showlegend=False)
    dressed(figure, run=run, x_title=x_title, y_title="", height=90 + 42 * max(len(values), 1))
    figure.update_yaxes(autorange="reversed", fixedrange=True)
    return figure


def feature_profile(
    deviations: Mapping[str, NDArray[np.float64]],
    names: Mapping[str, str],
    features: Sequence[str],
    *,
    hover: str,
    scales: tuple[str, str],
    y_title: str,
    run: str,
) -> go.Figure:
    """Return a figure with a line over all features for each picture.

    Args:
        deviations: by picture (F,), one for each feature; the first half is of the full size.
        names: what each picture is called.
        features: F names.
        hover: template with the place `{name}`; Plotly fills in feature and deviation.
        scales: names of the two halves.
        y_title: of the axis of deviations.
        run: the zoom stays for as long as this does.
    """
    figure = go.Figure()
    for picture, values in deviations.items():
        figure.add_scatter(
            x=np.arange(1, len(values) + 1),
            y=values,
            customdata=list(features),
            mode="lines+markers",
            line={"width": 1, "color": PANE_COLOURS[picture]},
            marker={"size": 7},
            name=names[picture],
            hovertemplate=hover.format(name=names[picture]) + "<extra></extra>",
        )
    half = len(features) / 2
    figure.add_vline(x=half + 0.5, line={"width": 1, "dash": "dot", "color": "#7b8b96"})
    dressed(figure, run=run, x_title="", y_title=y_title, height=320)
    figure.update_xaxes(
        tickvals=[(half + 1) / 2, half + (half + 1) / 2], ticktext=scales, showgrid=False
    )
    figure.update_yaxes(zeroline=True, zerolinecolor="#7b8b96", zerolinewidth=1)
    return figure
