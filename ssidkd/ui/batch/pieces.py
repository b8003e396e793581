"""Small pieces of HTML that the parts of the tab share; every text that goes in is escaped."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from ssidkd.ui.viewer import address


def intro(heading: str, sentence: str, limits: str) -> str:
    """Return what a part is for and how much it takes, above the place for files."""
    return (
        f'<div class="batch-intro"><h2>{escape(heading)}</h2><p>{escape(sentence)}</p>'
        f"<p>{escape(limits)}</p></div>"
    )


def status(sentence: str, notices: Sequence[str] = (), share: float | None = None) -> str:
    """Return the line that says what is going on, with a bar where `share` (0 to 1) is known."""
    bar = "" if share is None else f'<progress max="1" value="{share:.3f}">{share:.0%}</progress>'
    return f'<div class="status" role="status"><p>{escape(sentence)}</p>{_list(notices)}{bar}</div>'


def problem(sentence: str, notices: Sequence[str] = ()) -> str:
    """Return the line that says what went wrong and what to do."""
    return (
        f'<div class="status problem" role="alert"><p>{escape(sentence)}</p>{_list(notices)}</div>'
    )


def save_link(path: Path, label: str, note: str = "") -> str:
    """Return the link under which a file is taken away."""
    return (
        f'<p class="batch-save"><a class="save" href="{escape(address(path))}" '
        f'download="{escape(path.name)}">{escape(label)}</a> <span>{escape(note)}</span></p>'
    )


def megabytes(path: Path) -> str:
    """Return the size of a file [MB], with one digit where it is small."""
    size = path.stat().st_size / 1e6
    return f"{max(size, 0.1):.1f}" if size < 10 else f"{size:.0f}"


def _list(notices: Sequence[str]) -> str:
    lines = "".join(f"<li>{escape(notice)}</li>" for notice in notices)
    return f"<ul>{lines}</ul>" if lines else ""
