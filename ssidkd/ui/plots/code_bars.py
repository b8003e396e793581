"""How two codes are spread over the channels, side by side."""

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from ssidkd.ui.plots.look import PAIR_COLOURS, dressed

Shares = NDArray[np.float64]


def code_bars(
    photo: Shares,
    synthetic: Shares,
    terms: Shares,
    names: tuple[str, str],
    *,
    hover: str,
    x_title: str,
    y_title: str,
    run: str,
) -> go.Figure:
    """Return a figure with two bars for each channel.

    Args:
        photo: (C,) share of each channel in the photo's code.
        synthetic: (C,) the same of the synthetic picture's.
        terms: (C,) what each channel adds to the KL divergence [nats].
        names: of both pictures.
        hover: template with the place `{name}`; Plotly fills in channel, share and term.
        x_title: of the axis of channels.
        y_title: of the axis of shares.
        run: the zoom stays for as long as this does.
    """
    figure = go.Figure()
    for shares, name, colour in zip((photo, synthetic), names, PAIR_COLOURS, strict=True):
        figure.add_bar(
            x=np.arange(1, len(shares) + 1),
            y=shares,
            customdata=terms,
            name=name,
            marker={"color": colour, "line": {"width": 0}},
            hovertemplate=hover.format(name=name) + "<extra></extra>",
        )
    figure.update_layout(barmode="group", bargap=0.25, bargroupgap=0)
    figure.update_yaxes(rangemode="tozero")
    return dressed(figure, run=run, x_title=x_title, y_title=y_title, height=300)
