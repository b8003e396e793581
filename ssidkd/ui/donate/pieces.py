"""Small pieces of HTML of the tab; every text that goes in is escaped."""

import base64
from datetime import datetime, timezone
from html import escape

from ssidkd.services.collection.errors import PhotoUnknownError
from ssidkd.services.collection.store import Collection
from ssidkd.services.jobs.photos import Tray
from ssidkd.ui.viewer import address
from ssidkd.ui.words import Words


def intro(heading: str, sentence: str) -> str:
    """Return what the tab is for."""
    return f'<div class="donate-intro"><h2>{escape(heading)}</h2><p>{escape(sentence)}</p></div>'


def step_head(number: int, title: str, hint: str = "") -> str:
    """Return the head of one of the numbered steps."""
    said = f"<p>{escape(hint)}</p>" if hint else ""
    return (
        f'<div class="donate-step"><b aria-hidden="true">{number}</b>'
        f"<div><h3>{escape(title)}</h3>{said}</div></div>"
    )


def notice(title: str, sentence: str) -> str:
    """Return something to be careful about."""
    return f'<p class="donate-notice"><b>{escape(title)}</b> {escape(sentence)}</p>'


def photo_grid(tray: Tray, words: Words) -> str:
    """Return the photos of a tray, each with a cross to press; nothing for none."""
    cards = []
    for photo in tray.photos:
        label = escape(words.donate.remove_this.format(name=photo.name))
        name = escape(photo.name)
        cards.append(
            f'<li><img src="{escape(address(photo.thumbnail))}" alt="{name}">'
            f'<button type="button" data-act="remove" data-of="{escape(photo.identity)}" '
            f'title="{label}" aria-label="{label}">✕</button>'
            f'<span aria-hidden="true">{name}</span></li>'
        )
    return f'<ul class="waiting-photos donate-photos">{"".join(cards)}</ul>' if cards else ""


def button(act: str, label: str, of: str = "", kind: str = "") -> str:
    """Return a button that a pressable place tells of, see `build_pressable`."""
    return (
        f'<button type="button" class="donate-button {kind}" data-act="{act}" '
        f'data-of="{escape(of)}">{escape(label)}</button>'
    )


def working(sentence: str, share: float) -> str:
    """Return what is going on, with a bar for the share (0 to 1) that is done."""
    return (
        f'<div class="status" role="status"><p>{escape(sentence)}</p>'
        f'<progress max="1" value="{share:.3f}">{share:.0%}</progress></div>'
    )


def thumbnail_of(collection: Collection, identity: str) -> str:
    """Return a photo's thumbnail as an address that holds all of it; empty where there is none.

    No copy waits in a cache, so a photo that is taken back leaves none there.
    """
    try:
        content = collection.thumbnail(identity).read_bytes()
    except (PhotoUnknownError, OSError):  # taken back meanwhile
        return ""
    return f"data:image/webp;base64,{base64.b64encode(content).decode()}"


def moment(seconds: float) -> str:
    """Name a time [s since 1970]."""
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
