"""One pane of the comparison: a picture, its NIQE and its dark channel, in one column.

A pane is HTML as a whole. Gradio 6.31 loses about every tenth of the pictures that an event puts
into `gr.Image` shortly after something else, and its alternative texts cannot be emptied.
"""

from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote

from ssidkd.core.dark_channel import dark_channel_picture
from ssidkd.services.comparing import Pane, PaneName
from ssidkd.services.shelf import PictureShelf
from ssidkd.ui import pieces, text


@dataclass(frozen=True)
class PaneView:
    """What a pane shows."""

    name: PaneName
    html: str


def empty_view(name: PaneName, working: bool = False) -> PaneView:
    """Return the view of a pane whose picture is not there yet."""
    state = "picture working" if working else "picture"
    return PaneView(
        name,
        _column(name, f'<div class="{state}"></div>', '<div class="dark-map"></div>', None),
    )


def view_of(
    pane: Pane, shelf: PictureShelf, file_name: str, what: str, keep: bool = False
) -> PaneView:
    """Write a pane's pictures and return its view.

    Args:
        pane: what to show.
        shelf: where pictures are written.
        file_name: of the picture, without size and suffix.
        what: the picture shows, in words, for those who cannot see it.
        keep: the pictures are never cleared away.
    """
    picture = shelf.put(pane.pixels, file_name, keep)
    map_name = f"{file_name}-dark-channel"
    dark = shelf.put(dark_channel_picture(pane.dark.map), map_name, keep)
    return PaneView(
        pane.name,
        _column(
            pane.name,
            _linked(picture, text.picture_alt(pane.name, what), "picture"),
            _linked(dark, text.dark_alt(pane.name, pane.dark.mean), "dark-map"),
            pane,
            _save_link(picture, pane.name) + _shape(pane),
        ),
    )


def _column(name: PaneName, picture: str, dark: str, pane: Pane | None, extra: str = "") -> str:
    return (
        f'<section class="pane" id="pane-{name}"><div class="pane-head">'
        f'<h2><span class="dot {name}"></span>{escape(text.PANE_NAMES[name])}'
        f"<small>{escape(text.PANE_HINTS[name])}</small></h2>{extra}</div>"
        f'{picture}<div class="measures">{dark}{pieces.facts(pane)}</div></section>'
    )


def _linked(path: Path, alt: str, css_class: str) -> str:
    address = _address(path)
    return (
        f'<a class="{css_class}" href="{address}" target="_blank" title="{escape(text.OPEN)}">'
        f'<img src="{address}" alt="{escape(alt)}"></a>'
    )


def _save_link(path: Path, name: PaneName) -> str:
    if name == "input":
        return ""
    label = escape(text.save_label(name))
    return (
        f'<a class="save" href="{_address(path)}" download="{escape(path.name)}" '
        f'aria-label="{label}">{escape(text.SAVE)}</a>'
    )


def _shape(pane: Pane) -> str:
    """Return the style that gives all panes the shape of the input."""
    height, width = pane.pixels.shape[:2]
    style = f"<style>.panes {{ --shape: {width / height:.4f} }}</style>"
    return style if pane.name == "input" else ""


def _address(path: Path) -> str:
    """Return where a served file is, relative to the page, which may lie below a prefix."""
    return escape(f"gradio_api/file={quote(str(path))}")
