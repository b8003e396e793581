"""The figure of a sweep: PSNR of input, teacher and student against one control of the rain."""

import math
from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from ssidkd.services.lab_sweep import SweepPoint
from ssidkd.ui.plots.look import PANE_COLOURS, dressed

_DASHES: Mapping[str, str] = {"input": "dot", "teacher": "dash", "student": "solid"}


def sweep_figure(
    points: Sequence[SweepPoint],
    names: Mapping[str, str],
    *,
    current: float,
    current_text: str,
    hover: str,
    x_title: str,
    y_title: str,
    geometric: bool,
    run: str,
) -> go.Figure:
    """Return a figure with a line for input, teacher and student.

    Args:
        points: of the sweep, as far as it is.
        names: what each picture is called.
        current: value of the control on the page, marked if the axis reaches it.
        current_text: what the mark says.
        hover: template with the place `{name}`; Plotly fills in value and PSNR.
        x_title: what is swept.
        y_title: what is measured.
        geometric: values are spaced by factors, and so is the axis.
        run: the zoom stays for as long as this does.
    """
    figure = go.Figure()
    values = [point.value for point in points]
    for picture, dash in _DASHES.items():
        figure.add_scatter(
            x=values,
            y=[_psnr(point, picture) for point in points],
            mode="lines+markers",
            line={"width": 2, "color": PANE_COLOURS[picture], "dash": dash},
            marker={"size": 7},
            name=names[picture],
            hovertemplate=hover.format(name=names[picture]) + "<extra></extra>",
        )
    if not geometric or current > 0:
        figure.add_vline(x=current, line={"width": 1, "dash": "dot", "color": "#7b8b96"})
        figure.add_annotation(
            x=math.log10(current) if geometric else current,  # shapes take values, notes logarithms
            y=1,
            yref="paper",
            yanchor="bottom",
            text=current_text,
            showarrow=False,
            font={"size": 11},
        )
    figure.update_layout(hovermode="x unified")
    if geometric:
        figure.update_xaxes(type="log", tickvals=values, ticktext=[f"{v:g}" for v in values])
    else:
        figure.update_xaxes(tickvals=values)
    dressed(figure, run=run, x_title=x_title, y_title=y_title, height=340)
    figure.update_layout(legend={"orientation": "h", "x": 0, "y": -0.22, "yanchor": "top"})
    return figure


def _psnr(point: SweepPoint, picture: str) -> float:
    if picture == "input":
        return point.rainy
    return point.derained["teacher" if picture == "teacher" else "student"]
