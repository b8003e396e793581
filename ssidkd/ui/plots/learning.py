"""Curves of a student that learns: what it minimises, and how it does."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from ssidkd.services.jobs.watching import Point
from ssidkd.ui.plots.look import PANE_COLOURS, dressed

_SUM = "loss"
_COLOURS = (
    "#3d85d6", "#3c9d63", "#a06bd0", "#c9a227", "#c0504d", "#2aa5a0", "#7b8b96", "#d65fa3",
)  # fmt: skip
_SCORE_COLOURS: Mapping[str, str] = {
    "probe": PANE_COLOURS["finetuned"],
    "watched": PANE_COLOURS["student"],
    "held_out": PANE_COLOURS["teacher"],
    "guard": PANE_COLOURS["truth"],
}
_FEW = 40
"""Points up to which each is marked: three of them are no line to look at."""
_FEW_STEPS = 10
"""Steps up to which each has a mark on the axis."""
_HEIGHT = 320


def smoothed(values: Sequence[float], weight: float) -> list[float]:
    """Return the running mean of values, in which earlier ones fade away.

    Args:
        values: (N,), in their order.
        weight: of what came before, 0 to below 1; 0 changes nothing.
    """
    means: list[float] = []
    mean, share = 0.0, 0.0
    for value in values:
        mean = weight * mean + (1 - weight) * value
        share = weight * share + (1 - weight)
        means.append(mean / share)  # or the first ones would be pulled towards 0
    return means


def loss_figure(
    terms: Mapping[str, Sequence[Point]],
    names: Mapping[str, str],
    *,
    smoothing: float,
    log_axis: bool,
    raw: str,
    x_title: str,
    y_title: str,
    run: str,
    empty: str = "",
) -> go.Figure:
    """Return a figure with every loss term, as it was (faint) and smoothed.

    Args:
        terms: by name, the sum as `loss`.
        names: what each is called; those without one are called as they are.
        smoothing: weight of what came before, 0 to below 1.
        log_axis: whether the axis of losses is logarithmic.
        raw: template with the place `{name}`, of the values as they were.
        x_title: of the axis of steps.
        y_title: of the axis of losses.
        run: the zoom stays for as long as this does.
        empty: what is said while there is nothing to draw.
    """
    figure = go.Figure()
    others = sorted(name for name in terms if name != _SUM)
    colours = dict(zip(others, _COLOURS * (1 + len(others) // len(_COLOURS)), strict=False))
    for name in [*(_SUM,) * (_SUM in terms), *others]:
        points = terms[name]
        steps, values = [step for step, _ in points], [value for _, value in points]
        label = names.get(name, name)
        line = {"color": colours.get(name, PANE_COLOURS["student"]), "width": 1}
        mode = "lines+markers" if len(points) <= _FEW else "lines"
        shared = {"x": steps, "mode": mode, "legendgroup": name, "marker": {"size": 4}}
        figure.add_scatter(
            y=values,
            line=line,
            opacity=0.3,
            name=raw.format(name=label),
            showlegend=False,
            hoverinfo="skip",
            **shared,
        )
        figure.add_scatter(
            y=smoothed(values, smoothing),
            line={**line, "width": 2.4 if name == _SUM else 1.8},
            name=label,
            hovertemplate="%{y:.4g}",
            **shared,
        )
    figure.update_layout(hovermode="x unified")
    dressed(figure, run=run, x_title=x_title, y_title=y_title, height=_HEIGHT + 110)
    # Ranges of one kind of axis mean nothing on the other.
    figure.update_yaxes(type="log" if log_axis else "linear", uirevision=f"{run} {log_axis}")
    count = max(map(len, terms.values()), default=0)
    # Of few steps, or halves of them would be marked.
    figure.update_xaxes(dtick=1 if 0 < count <= _FEW_STEPS else None, tickformat="d")
    return _or_empty(_legend_below(figure), empty)


def score_figure(
    lines: Mapping[str, Sequence[Point]],
    names: Mapping[str, str],
    *,
    steps: int,
    x_title: str,
    y_title: str,
    run: str,
    empty: str = "",
) -> go.Figure:
    """Return a figure with a line for each kind of pictures that have scores.

    Args:
        lines: by kind.
        names: what each is called.
        steps: where the axis of steps ends.
        x_title: of that axis.
        y_title: of the axis of scores.
        run: the zoom stays for as long as this does.
        empty: what is said while there is nothing to draw.
    """
    figure = go.Figure()
    for name, points in lines.items():
        if points:
            figure.add_scatter(
                x=[step for step, _ in points],
                y=[value for _, value in points],
                mode="lines+markers" if len(points) <= _FEW else "lines",
                line={"color": _SCORE_COLOURS[name], "width": 2},
                marker={"size": 7},
                name=names[name],
                hovertemplate="%{y:.3f}",
            )
    figure.update_layout(hovermode="x unified", showlegend=len(lines) > 1)
    dressed(figure, run=run, x_title=x_title, y_title=y_title, height=_HEIGHT)
    figure.update_xaxes(range=[-0.03 * steps, 1.03 * steps])
    return _or_empty(_legend_below(figure), empty)


def _or_empty(figure: go.Figure, sentence: str) -> go.Figure:
    """Return a figure; where there is nothing in it, without axes that count nothing."""
    if not figure.data:
        figure.update_xaxes(visible=False).update_yaxes(visible=False)
        figure.add_annotation(text=sentence, showarrow=False, font={"size": 14})
    return figure


def _legend_below(figure: go.Figure) -> go.Figure:
    figure.update_layout(
        margin={"t": 12}, legend={"orientation": "h", "x": 0, "y": -0.24, "yanchor": "top"}
    )
    return figure
