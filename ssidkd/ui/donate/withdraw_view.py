"""The photos of a donation, to be chosen and taken back, as HTML."""

from collections.abc import Callable, Collection
from html import escape

from ssidkd.services.collection.offer import Receipt
from ssidkd.services.collection.records import Tombstone
from ssidkd.ui import pieces as page_pieces
from ssidkd.ui.donate import pieces
from ssidkd.ui.donate.states import Photo, hub_sentences, photo_sentence
from ssidkd.ui.words import Words

Thumbnail = Callable[[str], str]
"""Address of a picture of the photo of an identity; empty where there is none."""


def photos_html(
    receipt: Receipt, ticked: Collection[str], thumbnail: Thumbnail, words: Words, *, asked: bool
) -> str:
    """Return the photos of a donation.

    Args:
        receipt: of the donation.
        ticked: identities of the chosen photos.
        thumbnail: finds pictures.
        words: of the page.
        asked: whether it is to be confirmed that the chosen photos are taken back.
    """
    said = words.donate.withdraw
    cards = "".join(
        _card(number, photo, ticked, thumbnail, words, asked=asked)
        for number, photo in enumerate(receipt.photos, start=1)
    )
    left = [one for one in receipt.photos if not isinstance(one, Tombstone)]
    if not left:
        below = page_pieces.listed(
            [said.nothing_left, *hub_sentences(_taken_back(receipt), words)], "donate-more"
        )
    elif asked:
        below = _question(len(ticked), words)
    else:
        below = (
            f'<p class="donate-acts">{pieces.button("all", said.tick_all)}'
            f"{pieces.button('ask', said.take_back, kind='danger')}</p>"
        )
    return f'<ul class="donate-own">{cards}</ul>{below}'


def done_html(receipt: Receipt, identities: Collection[str], words: Words) -> str:
    """Return what was taken back, and what follows from it."""
    said = words.donate.withdraw
    taken_back = [one for one in _taken_back(receipt) if one.identity in identities]
    count = len(taken_back)
    head = said.done_one if count == 1 else said.done.format(n=count)
    more = [*hub_sentences(taken_back, words), said.caches]
    return (
        f'<div class="donate-taken-back" role="status"><p><b>{escape(head)}</b></p>'
        f"{page_pieces.listed(more, 'donate-more')}</div>"
    )


def _taken_back(receipt: Receipt) -> list[Tombstone]:
    return [one for one in receipt.photos if isinstance(one, Tombstone)]


def _question(count: int, words: Words) -> str:
    said = words.donate.withdraw
    head = said.ask_one if count == 1 else said.ask.format(n=count)
    yes = said.yes_one if count == 1 else said.yes.format(n=count)
    return (
        f'<div class="donate-question"><p role="alert"><b>{escape(head)}</b> '
        f"{escape(said.ask_note)}</p>"
        f'<p class="donate-acts">{pieces.button("yes", yes, kind="danger")}'
        f"{pieces.button('no', said.no)}</p></div>"
    )


def _card(
    number: int,
    photo: Photo,
    ticked: Collection[str],
    thumbnail: Thumbnail,
    words: Words,
    *,
    asked: bool,
) -> str:
    said = words.donate.withdraw
    name = said.photo.format(n=number)
    state = escape(photo_sentence(photo, words))
    text = f"<span><b>{escape(name)}</b> {state}</span>"
    if isinstance(photo, Tombstone):
        return f'<li class="gone"><i></i>{text}</li>'
    identity = escape(photo.identity)
    picture = thumbnail(photo.identity)
    shown = f'<img src="{escape(picture)}" alt="{escape(name)}">' if picture else "<i></i>"
    attributes = f"{' checked' if photo.identity in ticked else ''}{' disabled' if asked else ''}"
    return (
        f'<li><label>{shown}<input type="checkbox" data-photo="{identity}" '
        f'aria-label="{escape(said.tick.format(n=number))}"{attributes}>{text}</label></li>'
    )
