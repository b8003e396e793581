"""Figures of the results: every picture is a dot."""

from collections.abc import Sequence

import plotly.graph_objects as go

from training.evaluation.measures import PictureScore

_COLOURS = ("#8a8a8a", "#2a6fb0", "#d9822b", "#3c8d4f", "#a3479b", "#b5443c", "#6b5b95", "#444444")


def condition_figures(scores: Sequence[PictureScore]) -> list[go.Figure]:
    """Return a figure of each condition: PSNR where there are clean pictures, and NIQE."""
    figures = []
    for condition in dict.fromkeys(score.condition for score in scores):
        group = [score for score in scores if score.condition == condition]
        if any(score.psnr_rgb is not None for score in group):
            title = f"{condition}: PSNR rgb [dB], higher is better; identical pictures left out"
            figures.append(_dots(title, group, [score.finite_psnr_rgb for score in group]))
        if any(score.niqe is not None for score in group):
            title = f"{condition}: NIQE, lower is better"
            figures.append(_dots(title, group, [score.niqe for score in group]))
    return figures


def _dots(title: str, scores: Sequence[PictureScore], values: Sequence[float | None]) -> go.Figure:
    """Return a figure with a column for each picture and a colour for each method."""
    figure = go.Figure()
    for number, method in enumerate(dict.fromkeys(score.method for score in scores)):
        pairs = [
            (score.picture, value)
            for score, value in zip(scores, values, strict=True)
            if score.method == method
        ]
        figure.add_trace(
            go.Scatter(
                x=[picture for picture, _ in pairs],
                y=[value for _, value in pairs],
                name=method,
                mode="markers",
                marker={"color": _COLOURS[number % len(_COLOURS)], "size": 9},
            )
        )
    figure.update_layout(
        title=title, height=380, xaxis={"type": "category"}, template="simple_white"
    )
    return figure
