"""HTML of the viewer: pictures of one scene, seen with one zoom; see assets/scripts/viewer.js.

A tab puts `compare_bar` and its `compare_pane`s inside one element of the class `compare-frame`.
Groups of different names know nothing of each other.
"""

from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote

from ssidkd.ui.words.viewer import ViewerWords

FRAME = "compare-frame"
"""Class of the element around a group's bar and panes: what goes full screen."""
PANES = "panes"
"""Class of the element around a group's panes."""


@dataclass(frozen=True, kw_only=True)
class ShownPicture:
    """A picture as the viewer shows it."""

    path: Path
    """Of a served file, such as `PictureShelf.put` returns."""
    alt: str
    """What it shows, in words."""
    width: int
    height: int


_FULL = (
    '<svg viewBox="0 0 16 16" aria-hidden="true">'
    '<path d="M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4"/></svg>'
)


def address(path: Path) -> str:
    """Return where a served file is, relative to the page, which may lie below a prefix."""
    return f"gradio_api/file={quote(str(path))}"


def compare_pane(
    group: str,
    name: str,
    label: str,
    picture: ShownPicture | None,
    words: ViewerWords,
    *,
    original: bool = False,
    working: bool = False,
) -> str:
    """Return one pane.

    Args:
        group: name of the pictures that are seen with one zoom.
        name: of this picture, one of its kind in the group.
        label: what the visitor calls it.
        picture: what to show; None keeps a place for it.
        words: of the viewer.
        original: dividers and "hold" show this picture.
        working: something is being made to be shown here.
    """
    attributes = {
        "class": "picture working" if working else "picture",
        "group": group,
        "pane": name,
        "label": label,
        "divider": words.divider_of.format(name=label),
    }
    if picture is None:
        return f"<compare-pane {_written(attributes)}></compare-pane>"
    attributes |= {
        "width": str(picture.width),
        "height": str(picture.height),
        "style": f"--shape: {picture.width / picture.height:.4f}",
    }
    image = _written({"src": address(picture.path), "alt": picture.alt})
    marked = " original" if original else ""
    return f"<compare-pane {_written(attributes)}{marked}><img {image}></compare-pane>"


def compare_bar(group: str, words: ViewerWords) -> str:
    """Return the buttons of a group and the help on its keys."""
    keys = f"keys-{group}"
    zoom = (
        _button("fit", words.fit, words.fit_help)
        + _button("actual", "100 %", words.actual_help)
        + _button("double", "200 %", words.double_help)
        + _sign("out", "−", words.zoom_out)  # noqa: RUF001 - as wide as the plus
        + f'<output aria-label="{escape(words.zoom)}"></output>'
        + _sign("in", "+", words.zoom_in)
    )
    flip = _written(
        {"class": "flip", "data-all": words.all_pictures, "data-one": words.one_picture}
    )
    rest = (
        _button("divider", words.divider, words.divider_help)
        + _button("hold", words.original, words.original_help)
        + _sign("full", _FULL, words.full_screen)
        + f'<button type="button" popovertarget="{escape(keys)}" title="{escape(words.help)}" '
        f'aria-label="{escape(words.help)}">?</button>'
    )
    return (
        f'<compare-bar group="{escape(group)}" role="group" aria-label="{escape(words.bar)}">'
        f"<span>{zoom}</span><span {flip}></span><span>{rest}</span>"
        f"</compare-bar>{_help(keys, words)}"
    )


def _button(action: str, label: str, what: str) -> str:
    return f"<button {_written(_named(action, what))}>{escape(label)}</button>"


def _sign(action: str, html: str, what: str) -> str:
    """Return a button that shows a sign, which says nothing to a screen reader."""
    attributes = {**_named(action, what), "aria-label": what}
    return f"<button {_written(attributes)}>{html}</button>"


def _named(action: str, what: str) -> dict[str, str]:
    return {"type": "button", "data-do": action, "title": what}


def _help(identity: str, words: ViewerWords) -> str:
    rows = "".join(f"<dt>{escape(keys)}</dt><dd>{escape(what)}</dd>" for keys, what in words.keys)
    return (
        f'<div popover id="{escape(identity)}" class="keys"><p>{escape(words.help_title)}</p>'
        f"<dl>{rows}</dl></div>"
    )


def _written(attributes: dict[str, str]) -> str:
    return " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items())
