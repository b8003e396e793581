"""The results as one HTML page that needs nothing but itself."""

import base64
import html
from collections.abc import Sequence

import cv2
import numpy as np
from plotly.offline import get_plotlyjs

from ssidkd.core.picture import Pixels, encode_png
from training.evaluation.figures import condition_figures
from training.evaluation.gallery import Shown
from training.evaluation.measures import PictureScore
from training.evaluation.records import Record
from training.evaluation.words import (
    Table,
    costs_table,
    differences_table,
    means_table,
    pictures_table,
)
from training.tables import digits

LONGEST_SIDE = 1024
"""Larger pictures are reduced to this on the page [px]."""

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 1500px; padding: 0 1rem }
table { border-collapse: collapse; margin: 1rem 0; display: block; overflow-x: auto }
th, td { padding: .2rem .7rem; border-bottom: 1px solid #ddd; text-align: right }
td { white-space: nowrap }
th:nth-child(-n+2), td:nth-child(-n+2) { text-align: left }
.row { display: flex; gap: .5rem; overflow-x: auto; margin-bottom: 1.5rem }
figure { margin: 0 } figcaption { font-size: 13px }
"""
# The page may run its own script and show its own pictures; it can ask nobody for anything.
_POLICY = (
    "default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
)
_NOTES = (
    "PSNR and SSIM: rgb is the convention of the paper's scripts, y that of most later papers. "
    "NIQE is better when lower, but it sees no rain: read it with the dark channel (rain veils "
    "raise it) and the sharpness (blur lowers it). A number in brackets says how many pictures "
    "have a NIQE. Intervals are paired bootstrap 95 % intervals over pictures."
)


def render_page(record: Record, shown: Sequence[Shown]) -> str:
    """Return the page.

    Args:
        record: the numbers.
        shown: the worst and best pictures, see `Gallery`.
    """
    tables = [
        ("Means", means_table(record.summaries)),
        ("Networks", costs_table(record.methods)),
        ("Differences", differences_table(record.comparisons)),
    ]
    parts = [f"<h2>{title}</h2>{_table(table)}" for title, table in tables if table[1]]
    parts += [
        figure.to_html(
            full_html=False,
            include_plotlyjs=False,
            div_id=f"figure-{number}",
            config={"displaylogo": False},
        )
        for number, figure in enumerate(condition_figures(record.scores))
    ]
    every_picture = _table(pictures_table(record.scores))
    parts.append(f"<details><summary>Every picture</summary>{every_picture}</details>")
    if shown:
        parts.append("<h2>Worst and best pictures of each condition</h2>")
        parts += map(_picture_row, shown)
    return (
        "<!doctype html><html lang='en'><head><meta charset='utf-8'>"
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>Deraining, evaluated</title><style>{_STYLE}</style>"
        f"<script>{get_plotlyjs()}</script></head><body><h1>Deraining, evaluated</h1>"
        f"<p>{_NOTES}</p>{''.join(parts)}</body></html>"
    )


def _table(table: Table) -> str:
    headers, rows = table
    head = "".join(f"<th>{html.escape(cell)}</th>" for cell in headers)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _picture_row(shown: Shown) -> str:
    captions = [_caption(score) for score in shown.scores]
    cells = [*zip(captions, shown.pictures, strict=True)]
    if shown.truth is not None:
        cells.append(("truth", shown.truth))
    figures = "".join(
        f"<figure><img src='{_as_address(pixels)}' alt='{html.escape(caption, quote=True)}'>"
        f"<figcaption>{html.escape(caption)}</figcaption></figure>"
        for caption, pixels in cells
    )
    title = html.escape(f"{shown.condition}: {shown.picture}")
    return f"<h3>{title}</h3><div class='row'>{figures}</div>"


def _caption(score: PictureScore) -> str:
    psnr = "" if score.psnr_rgb is None else f", {digits(score.psnr_rgb, 2)} dB rgb"
    return f"{score.method}{psnr}, NIQE {digits(score.niqe, 3)}"


def _as_address(pixels: Pixels) -> str:
    """Return a picture as a data address, reduced where it is large."""
    factor = LONGEST_SIDE / max(pixels.shape[:2])
    if factor < 1:
        small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        pixels = np.asarray(small, np.uint8)
    return "data:image/png;base64," + base64.b64encode(encode_png(pixels)).decode("ascii")
