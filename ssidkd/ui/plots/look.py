"""What all figures have in common; their colours of text and grid are in assets/style/maps.css."""

from collections.abc import Mapping

import plotly.graph_objects as go

PANE_COLOURS: Mapping[str, str] = {
    "input": "#7b8b96",
    "teacher": "#3d85d6",
    "student": "#d1702a",
    "finetuned": "#a06bd0",
    "truth": "#3c9d63",
}
"""Of each picture, so light and so dark that they are seen on a light and on a dark page."""
PAIR_COLOURS = ("#d1702a", "#3d85d6")
"""Of a photo and what it is compared with."""
_CLEAR = "rgba(0,0,0,0)"
_TEXT = "#7b8b96"  # where the style sheet does not reach


def dressed(figure: go.Figure, *, run: str, x_title: str, y_title: str, height: int) -> go.Figure:
    """Give a figure the page's look, and let its zoom stay for as long as `run` does."""
    figure.update_layout(
        autosize=True,
        height=height,
        margin={"l": 8, "r": 8, "t": 34, "b": 8},
        paper_bgcolor=_CLEAR,
        plot_bgcolor=_CLEAR,
        font={"color": _TEXT, "size": 12},
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "title": None},
        hoverlabel={"font": {"size": 12}, "namelength": -1},
        modebar={"bgcolor": _CLEAR, "color": _TEXT, "orientation": "v"},
        uirevision=run,
    )
    axes = {"automargin": True, "gridcolor": "rgba(128,140,150,0.25)", "zeroline": False}
    figure.update_xaxes(title={"text": x_title, "standoff": 6}, **axes)
    figure.update_yaxes(title={"text": y_title, "standoff": 6}, **axes)
    return figure
