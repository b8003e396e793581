"""Head and foot of the page, and the badge that says what it runs on."""

import time
from collections.abc import Iterator
from html import escape

from ssidkd.services.deraining import DerainingService
from ssidkd.ui.words import Words
from ssidkd.ui.words.page import PageWords

ASK_EVERY = 0.25
"""Whether the networks are ready [s]."""
_LOGO = (
    '<svg class="logo" viewBox="0 0 40 40" aria-hidden="true">'
    '<rect width="40" height="40" rx="9"/>'
    '<path class="rain" d="M10 8 6 22M17 6 12 24M15 28l-2 7M8 27l-2 6"/>'
    '<path class="clear" d="M33 13a7.5 7.5 0 1 1-10 9.5A9.5 9.5 0 0 0 33 13z"/></svg>'
)


def header(words: PageWords, other_page: str) -> str:
    """Return the page's head: name, what it is for, and the way to the other language.

    Args:
        words: of this page.
        other_page: address of the page in the other language.
    """
    return (
        f'<page-head lang="{escape(words.locale)}" window-title="{escape(words.window_title)}">'
        f'<header class="masthead">{_LOGO}<div><h1>{escape(words.title)}'
        f"<span>{escape(words.tagline)}</span></h1><p>{escape(words.introduction)}</p></div>"
        f'<a class="language" href="{escape(other_page)}" lang="{escape(words.other_locale)}" '
        f'hreflang="{escape(words.other_locale)}">{escape(words.other_language)}</a>'
        "</header></page-head>"
    )


def footer(words: PageWords) -> str:
    """Return the page's foot: what it is after, and what happens to photos."""
    return f'<footer class="about"><p>{escape(words.about)}</p></footer>'


def machine(deraining: DerainingService, words: Words) -> str:
    """Return the badge: what the page runs on, and whether its networks are ready."""
    policy, state = deraining.policy, deraining.state
    templates = {"loading": words.page.machine_loading, "failed": words.page.machine_failed}
    full = policy.pixel_limit is None
    ready = words.page.machine_full if full else words.page.machine_quick
    text = templates.get(state, ready).format(
        device=words.common.device(deraining.device), variant=policy.variant
    )
    return f'<p class="machine {state}" role="status">{escape(text)}</p>'


def machine_until_ready(deraining: DerainingService, words: Words) -> Iterator[str]:
    """Yield the badge now, and once more when the networks are ready."""
    yield machine(deraining, words)
    if deraining.state == "loading":
        while deraining.state == "loading":
            time.sleep(ASK_EVERY)
        yield machine(deraining, words)
