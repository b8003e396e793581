"""One pane of the comparison: a picture, and what was measured on it, in one column.

A pane is HTML as a whole. Gradio 6.31 loses about every tenth of the pictures that an event puts
into `gr.Image` shortly after something else, and its alternative texts cannot be emptied.
"""

from dataclasses import dataclass
from html import escape
from pathlib import Path

from ssidkd.core.dark_channel import dark_channel_picture
from ssidkd.services.comparing import Pane, PaneName
from ssidkd.services.shelf import PictureShelf
from ssidkd.ui import pieces
from ssidkd.ui.viewer import ShownPicture, address, compare_pane
from ssidkd.ui.words import Words

GROUP = "compare"
"""Name of the panes that are seen with one zoom."""
NAMES: tuple[PaneName, ...] = ("input", "teacher", "student", "finetuned", "truth")
"""Of all panes there may be, from left to right."""


@dataclass(frozen=True)
class PaneView:
    """What a pane shows."""

    name: PaneName
    html: str
    """Empty for a pane that is not there."""


def no_view(name: PaneName) -> PaneView:
    """Return the view of a pane that this comparison does not have."""
    return PaneView(name, "")


def empty_view(name: PaneName, words: Words, working: bool = False) -> PaneView:
    """Return the view of a pane whose picture is not there yet."""
    label = words.common.pictures[name]
    place = compare_pane(GROUP, name, label, None, words.viewer, working=working)
    measures = f'<div class="dark-map"></div>{pieces.facts(None, words)}'
    return PaneView(name, _column(name, words, place, measures))


def view_of(
    pane: Pane, shelf: PictureShelf, file_name: str, what: str, words: Words, keep: bool = False
) -> PaneView:
    """Write a pane's pictures and return its view.

    Args:
        pane: what to show.
        shelf: where pictures are written.
        file_name: of the picture, without size and suffix.
        what: the picture shows, in words, for those who cannot see it.
        words: of the page.
        keep: the pictures are never cleared away.
    """
    path = shelf.put(pane.pixels, file_name, keep)
    dark = shelf.put(dark_channel_picture(pane.dark.map), f"{file_name}-dark-channel", keep)
    height, width = pane.pixels.shape[:2]
    alt = words.compare.picture_alts[pane.name].format(what=what)
    shown = ShownPicture(path=path, alt=alt, width=width, height=height)
    picture = compare_pane(
        GROUP,
        pane.name,
        words.common.pictures[pane.name],
        shown,
        words.viewer,
        original=pane.name == "input",
    )
    measures = _dark_map(dark, pane, words) + pieces.facts(pane, words)
    return PaneView(
        pane.name, _column(pane.name, words, picture, measures, _save_link(path, pane.name, words))
    )


def _column(name: PaneName, words: Words, picture: str, measures: str, save: str = "") -> str:
    hint = escape(words.compare.hints[name])
    return (
        f'<section class="pane" id="pane-{name}"><div class="pane-head">'
        f'<h2><span class="dot {name}"></span>{escape(words.common.pictures[name])}'
        f'<small title="{hint}">{hint}</small></h2>{save}</div>'
        f'{picture}<div class="measures">{measures}</div></section>'
    )


def _dark_map(path: Path, pane: Pane, words: Words) -> str:
    name = words.common.pictures[pane.name]
    alt = words.compare.dark_alt.format(name=name, mean=f"{pane.dark.mean:.3f}")
    return f'<div class="dark-map"><img src="{escape(address(path))}" alt="{escape(alt)}"></div>'


def _save_link(path: Path, name: PaneName, words: Words) -> str:
    label = words.compare.save_label.format(name=words.common.pictures[name])
    return (
        f'<a class="save" href="{escape(address(path))}" download="{escape(path.name)}" '
        f'aria-label="{escape(label)}">{escape(words.compare.save)}</a>'
    )
