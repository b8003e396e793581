"""Small pieces of HTML of the tab; every text that goes in is escaped."""

from html import escape

from ssidkd.services.jobs.photos import Tray
from ssidkd.ui.viewer import address
from ssidkd.ui.words import Words


def intro(heading: str, sentence: str) -> str:
    """Return what the tab is for."""
    return f'<div class="finetune-intro"><h2>{escape(heading)}</h2><p>{escape(sentence)}</p></div>'


def step_head(number: int, title: str, hint: str = "") -> str:
    """Return the head of one of the numbered steps."""
    said = f"<p>{escape(hint)}</p>" if hint else ""
    return (
        f'<div class="finetune-step"><b aria-hidden="true">{number}</b>'
        f"<div><h3>{escape(title)}</h3>{said}</div></div>"
    )


def photo_grid(tray: Tray, words: Words) -> str:
    """Return the photos of a tray, each with a star and a cross to press."""
    said = words.finetune
    cards = []
    for number, photo in enumerate(tray.photos):
        is_watched = number == tray.probe
        star = (said.watched if is_watched else said.watch_this).format(name=photo.name)
        cross = said.remove_this.format(name=photo.name)
        cards.append(
            f'<li class="{"watched" if is_watched else "other"}">'
            f'<img src="{escape(address(photo.thumbnail))}" alt="{escape(photo.name)}" '
            f'width="{photo.width}" height="{photo.height}">'
            f"{_button('watch', photo.identity, star, '★', pressed=is_watched)}"
            f"{_button('remove', photo.identity, cross, '✕')}"
            f'<span aria-hidden="true">{escape(photo.name)}</span></li>'
        )
    return f'<ul class="waiting-photos finetune-photos">{"".join(cards)}</ul>' if cards else ""


def _button(act: str, identity: str, label: str, sign: str, *, pressed: bool | None = None) -> str:
    state = "" if pressed is None else f' aria-pressed="{str(pressed).lower()}"'
    return (
        f'<button type="button" data-act="{act}" data-photo="{escape(identity)}" '
        f'title="{escape(label)}" aria-label="{escape(label)}"{state}>{sign}</button>'
    )
