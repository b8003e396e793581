"""Lines that can be selected, with a button that copies them; see assets/scripts/copy_line.js."""

from html import escape

from ssidkd.ui.words import Words


def copy_line(line: str, label: str, words: Words, *, button: str = "") -> str:
    """Return a line of text to copy.

    Args:
        line: the text; empty where the browser puts it there.
        label: what it is.
        words: of the page.
        button: what the button says, where there are several lines; else just that it copies.
    """
    field = f'<label><span>{escape(label)}</span><input readonly value="{escape(line)}"></label>'
    return _copied(field, button, words)


def copy_code(code: str, label: str, words: Words) -> str:
    """Return lines of code to copy; `label` is what they are, for those who cannot see them."""
    lines = f'<pre tabindex="0" aria-label="{escape(label)}"><code>{escape(code)}</code></pre>'
    return _copied(lines, "", words)


def _copied(what: str, button: str, words: Words) -> str:
    said = words.common
    return (
        f'<copy-line copied="{escape(said.copied)}" failed="{escape(said.copy_failed)}">{what}'
        f'<button type="button">{escape(button or said.copy)}</button></copy-line>'
    )
