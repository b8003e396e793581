"""The text of consent as HTML."""

from html import escape

from ssidkd.services.collection.terms import TERMS_VERSION
from ssidkd.ui import pieces as page_pieces
from ssidkd.ui.words import Words


def terms_html(words: Words, *, changed: bool = False) -> str:
    """Return the text of consent with its version."""
    said = words.donate.terms
    points = page_pieces.listed(said.points, "donate-points")
    new = page_pieces.problem(said.changed) if changed else ""
    version = said.version.format(version=TERMS_VERSION)
    return (
        f'{new}<div class="donate-text"><p>{escape(said.title)}</p>{points}'
        f"<p><small>{escape(version)}</small></p></div>"
    )
