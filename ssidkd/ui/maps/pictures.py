"""Pictures, legends and tables of the tab as HTML; every text that goes in is escaped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote

from ssidkd.core.dark_channel import ColourAnchor
from ssidkd.core.picture import Pixels
from ssidkd.services.photos import at_most
from ssidkd.services.shelf import PictureShelf

SHOWN_PIXELS = 1 << 20
"""Maps are shown with no more than this; numbers are of all pixels."""


@dataclass(frozen=True, kw_only=True)
class MapPicture:
    """One picture with a caption."""

    name: str
    """Heading of the picture."""
    path: Path
    """The PNG file."""
    alt: str
    caption: str = ""
    pane: str = ""
    """Name of the comparison's picture, for its colour."""
    overlay: str = ""
    """HTML that lies over the picture."""
    link: str = ""
    """What following the picture does, for a tooltip."""


def shelved(shelf: PictureShelf, pixels: Pixels, name: str) -> Path:
    """Write a picture for the page, made smaller if it is large."""
    return shelf.put(at_most(pixels, SHOWN_PIXELS), name)


def address(path: Path) -> str:
    """Return where a served file is, relative to the page, which may lie below a prefix."""
    return escape(f"gradio_api/file={quote(str(path))}")


def heading(title: str, sentences: Iterable[str] = (), level: int = 2) -> str:
    """Return a heading and paragraphs."""
    lines = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
    return f'<div class="maps-text"><h{level}>{escape(title)}</h{level}>{lines}</div>'


def paragraph(sentence: str) -> str:
    """Return one paragraph."""
    return f'<div class="maps-text"><p>{escape(sentence)}</p></div>'


def progress(sentence: str, share: float) -> str:
    """Return a line that says what is going on, with a bar."""
    return (
        f'<div class="status" role="status"><p>{escape(sentence)}</p>'
        f'<progress max="1" value="{share:.3f}">{share:.0%}</progress></div>'
    )


def grid(pictures: Iterable[MapPicture], css_class: str = "") -> str:
    """Return pictures beside each other, as many as there is room for."""
    return f'<div class="maps-grid {css_class}">{"".join(map(_figure, pictures))}</div>'


def _figure(picture: MapPicture) -> str:
    dot = f'<span class="dot {escape(picture.pane)}"></span>' if picture.pane else ""
    caption = f"<small>{escape(picture.caption)}</small>" if picture.caption else ""
    where = address(picture.path)
    return (
        f"<figure><figcaption><h3>{dot}{escape(picture.name)}</h3>{caption}</figcaption>"
        f'<a href="{where}" target="_blank" rel="noopener" title="{escape(picture.link)}">'
        f'<img src="{where}" alt="{escape(picture.alt)}">{picture.overlay}</a></figure>'
    )


def legend(anchors: Sequence[ColourAnchor], label: str, ends: Sequence[str] = ()) -> str:
    """Return a colour scale with numbers.

    Args:
        anchors: points of the scale from its low to its high end.
        label: what the scale says, for those who cannot see it.
        ends: words for the low and for the high end.
    """
    colours = ", ".join(anchor.colour for anchor in anchors)
    low, high = anchors[0].value, anchors[-1].value
    ticks = [_number(value, signed=low < 0) for value in (low, (low + high) / 2, high)]
    if ends:
        ticks = [f"{ticks[0]} {ends[0]}", ticks[1], f"{ticks[2]} {ends[1]}"]
    numbers = "".join(f"<i>{escape(tick)}</i>" for tick in ticks)
    return (
        f'<div class="maps-scale" role="img" aria-label="{escape(label)}: {escape(ticks[0])}, '
        f'{escape(ticks[2])}"><b style="background:linear-gradient(90deg, {colours})"></b>'
        f"<span>{numbers}</span></div>"
    )


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], caption: str = "") -> str:
    """Return a table whose first column names its rows."""
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        + "</tr>"
        for first, *cells in rows
    )
    named = f"<caption>{escape(caption)}</caption>" if caption else ""
    return (
        f'<div class="maps-table"><table>{named}<thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def folded(summary: str, html: str) -> str:
    """Return something that is shown when it is asked for."""
    return f'<details class="maps-folded"><summary>{escape(summary)}</summary>{html}</details>'


def _number(value: float, signed: bool) -> str:
    rounded = float(f"{value:.3g}") if abs(value) > 1e-9 else 0.0
    return f"{rounded:+g}" if signed and rounded else f"{rounded:g}"
