"""Figures of the tab "Results": the methods of one column, and quality against cost."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from ssidkd.services.published import INPUT, Cell, ResultsTable, Row
from ssidkd.ui.plots.look import PANE_COLOURS, dressed
from ssidkd.ui.results_table import column_name, row_name
from ssidkd.ui.words.results import ResultsWords

_GREY = "#8b9aa4"
_ROW, _FRAME = 24, 92  # heights [px]
_NEAR = (8.0, 1.5)  # [G], [dB]: names of closer dots would cover each other
_OWN_COLOURS = {"SID": PANE_COLOURS["teacher"], "SSID-KD": PANE_COLOURS["student"]}


@dataclass(frozen=True)
class Spot:
    """One method of the figure of quality and cost."""

    row: Row
    cost: float
    quality: float


def column_figure(table: ResultsTable, column: int, words: ResultsWords) -> go.Figure:
    """Return the methods of one column, the best on top; filled dots are ours.

    Args:
        table: with numbers in that column or without.
        column: its index.
        words: of the tab.
    """
    found = table.values(column)[::-1]  # Plotly draws the first below
    name = column_name(table.columns[column], words)
    names = [row_name(table, row, words) for row, _ in found]
    colours = [_colour(row) for row, _ in found]
    trace = go.Scatter(
        x=[cell.value for _, cell in found],
        y=names,
        mode="markers",
        marker={
            "color": colours,
            "size": 11,
            "symbol": [_symbol(row, cell) for row, cell in found],
            "line": {"color": colours, "width": 2},
        },
        text=[words.hover.format(method=name, value=_said(cell, words)) for _, cell in found],
        hovertemplate="%{y}<br>%{text}<extra></extra>",
        showlegend=False,
    )
    better = table.columns[column].higher_is_better
    title = name if better is None else f"{name}<br>{words.higher if better else words.lower}"
    figure = go.Figure(trace)
    return dressed(
        figure, run=f"{table.name}-{column}", x_title=title, y_title="",
        height=_FRAME + _ROW * max(len(found), 1),
    )  # fmt: skip


def cost_figure(accuracy: ResultsTable, cost: ResultsTable, words: ResultsWords) -> go.Figure:
    """Return PSNR on Rain200H against multiply-adds, for the paper's methods that have both."""
    spots = cost_spots(accuracy, cost)
    figure = go.Figure(
        go.Scatter(
            x=[spot.cost for spot in spots],
            y=[spot.quality for spot in spots],
            text=[row_name(cost, spot.row, words) for spot in spots],
            mode="markers+text",
            textposition=_label_places(spots),
            textfont={"size": 11, "color": _GREY},
            marker={"size": 11, "color": [_colour(spot.row) for spot in spots]},
            hovertemplate="%{text}<br>%{x} G<br>%{y} dB<extra></extra>",
            showlegend=False,
        )
    )
    figure = dressed(figure, run="cost", x_title=words.cost_x, y_title=words.cost_title, height=400)
    room = max((spot.cost for spot in spots), default=0) / 8
    return figure.update_xaxes(
        range=[0, max((spot.cost for spot in spots), default=1) + room]
    )  # fmt: skip


def cost_spots(accuracy: ResultsTable, cost: ResultsTable) -> list[Spot]:
    """Join the multiply-adds of Table IV with the PSNR on Rain200H of Table I by method."""
    quality = {row.method: row.cells[0].value for row in accuracy.rows if not row.ours}
    return [
        Spot(row, row.cells[0].value, found)
        for row in cost.rows
        if not row.ours
        and row.cells[0].value is not None
        and (found := quality.get(row.method)) is not None
    ]


def _label_places(spots: Sequence[Spot]) -> list[str]:
    """Put names above their dots, but beside or below them where another dot is close above."""
    places = []
    for spot in spots:
        above = sum(
            abs(other.cost - spot.cost) < _NEAR[0] and 0 < other.quality - spot.quality < _NEAR[1]
            for other in spots
        )
        places.append(("top center", "middle left", "bottom center")[min(above, 2)])
    return places


def _said(cell: Cell, words: ResultsWords) -> str:
    doubt = "" if cell.certain else f" ({words.doubtful})"
    of_all = ""
    if cell.pictures:
        of_all = f" ({words.of_pictures.format(n=cell.pictures[0], all=cell.pictures[1])})"
    return f"{cell.text}{doubt}{of_all}"


def _symbol(row: Row, cell: Cell) -> str:
    if row.ours:
        return "circle"
    return "circle-open" if cell.certain else "circle-open-dot"


def _colour(row: Row) -> str:
    if row.method == INPUT:
        return PANE_COLOURS["input"]
    for role in ("teacher", "student"):
        if row.ours and role in row.method:
            return PANE_COLOURS[role]
    return _OWN_COLOURS.get(row.method.split(",")[0], _GREY)
