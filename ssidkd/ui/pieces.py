"""Small pieces of HTML; every text that goes in is escaped."""

from collections.abc import Sequence
from html import escape

from ssidkd.core.dark_channel import colour_scale
from ssidkd.services.comparing import Pane
from ssidkd.services.progress import Progress
from ssidkd.ui import text

_LOGO = (
    '<svg class="logo" viewBox="0 0 40 40" aria-hidden="true">'
    '<rect width="40" height="40" rx="9"/>'
    '<path class="rain" d="M10 8 6 22M17 6 12 24M15 28l-2 7M8 27l-2 6"/>'
    '<path class="clear" d="M33 13a7.5 7.5 0 1 1-10 9.5A9.5 9.5 0 0 0 33 13z"/></svg>'
)


def header(machine: str) -> str:
    """Return the page's head: name, what it is for, what it runs on."""
    return (
        f'<header class="masthead">{_LOGO}<div><h1>{escape(text.TITLE)}'
        f"<span>{escape(text.TAGLINE)}</span></h1><p>{escape(text.INTRODUCTION)}</p></div>"
        f'<p class="machine">{escape(machine)}</p></header>'
    )


def facts(pane: Pane | None) -> str:
    """Return what was measured on a pane's picture, and how it was made; dashes before it is."""
    if pane is None:
        return _facts(text.NOT_YET, text.NOT_YET, ())
    value = text.NIQE_NONE if pane.niqe is None else f"{pane.niqe:.2f}"
    words = (*_made(pane), *((pane.niqe_reason,) if pane.niqe_reason else ()))
    return _facts(value, f"{pane.dark.mean:.3f}", words)


def _facts(niqe: str, dark: str, words: Sequence[str]) -> str:
    lines = "".join(f"<p>{escape(line)}</p>" for line in words)
    return (
        f'<div class="facts"><dl><dt>{escape(text.NIQE_NAME)}</dt><dd>{escape(niqe)}</dd>'
        f"<dt>{escape(text.DARK_LABEL)}</dt><dd>{escape(dark)}</dd></dl>{lines}</div>"
    )


def _made(pane: Pane) -> tuple[str, ...]:
    height, width = pane.pixels.shape[:2]
    size = text.picture_size(width, height)
    if pane.work is not None:
        work = pane.work
        return size, text.made_in(work.seconds, work.device, work.precision)
    return (size,) if pane.name == "input" else (size, text.PRECOMPUTED)


def status(sentence: str, notices: Sequence[str] = (), progress: Progress | None = None) -> str:
    """Return the line that says what is shown, or what is going on."""
    notes = "".join(f"<li>{escape(notice)}</li>" for notice in notices)
    listed = f"<ul>{notes}</ul>" if notes else ""
    bar = "" if progress is None else _bar(progress.share)
    return f'<div class="status" role="status"><p>{escape(sentence)}</p>{listed}{bar}</div>'


def problem(sentence: str, afterwards: str = "") -> str:
    """Return the line that says what went wrong, and what there is to see nevertheless."""
    listed = f"<ul><li>{escape(afterwards)}</li></ul>" if afterwards else ""
    return f'<div class="status problem" role="alert"><p>{escape(sentence)}</p>{listed}</div>'


def note(title: str, sentence: str) -> str:
    """Return a small line that introduces something."""
    return f'<p class="note"><b>{escape(title)}</b> {escape(sentence)}</p>'


def _bar(share: float) -> str:
    return f'<progress max="1" value="{share:.3f}">{share:.0%}</progress>'


def legend() -> str:
    """Return the colour scale of the dark channel and what both measures mean."""
    colours = ", ".join(anchor.colour for anchor in colour_scale())
    scale = (
        f'<span class="scale" role="img" aria-label="{escape(text.DARK_SCALE)}"><i>0</i>'
        f'<b style="background:linear-gradient(90deg, {colours})"></b><i>1</i></span>'
    )
    return (
        f'<div class="legend"><p>{escape(text.NIQE_NOTE)}</p>'
        f"<p>{escape(text.DARK_NOTE)} {scale}</p></div>"
    )


def footer() -> str:
    """Return the page's foot: what it is after, and what happens to photos."""
    return f'<footer class="about"><p>{escape(text.ABOUT)}</p></footer>'
