"""A receipt as HTML, and as the file that a donor saves."""

import base64
from collections.abc import Mapping, Sequence
from html import escape

from ssidkd.services.collection.offer import DonationAnswer, PhotoAnswer, Receipt
from ssidkd.ui import pieces as page_pieces
from ssidkd.ui.copy_line import copy_line
from ssidkd.ui.donate import pieces
from ssidkd.ui.donate.states import donation_sentence
from ssidkd.ui.words import Words

_KEPT = ("received", "alike")


def answer_html(
    answer: DonationAnswer,
    receipt: Receipt | None,
    thumbnails: Mapping[int, str],
    more: Sequence[str],
    words: Words,
) -> str:
    """Return what became of a donation.

    Args:
        answer: of the collection.
        receipt: of the same; None where nothing was kept or its code is forgotten.
        thumbnails: addresses of pictures of the photos, by their number in the answer.
        more: how safe they are, and what happens next.
        words: of the page.
    """
    said = words.donate.receipt
    kept = sum(photo.outcome in _KEPT for photo in answer.photos)
    head = said.thanks_one if kept == 1 else said.thanks.format(n=kept)
    rows = "".join(
        _row(photo, thumbnails.get(number, ""), words) for number, photo in enumerate(answer.photos)
    )
    return (
        f'<section class="donate-done" aria-labelledby="donate-thanks">'
        f'<div role="status"><h3 id="donate-thanks">{escape(head if kept else said.nothing_new)}'
        "</h3></div>"
        f"{page_pieces.listed(more if kept else (), 'donate-more')}"
        f"{_code_card(answer, receipt, words)}"
        f'<ul class="donate-outcomes">{rows}</ul>'
        f"{pieces.button('more', said.more)}</section>"
    )


def receipt_html(code: str, receipt: Receipt, here: Sequence[str], words: Words) -> str:
    """Return one donation of this browser's list; `here` says how safe its photos are."""
    said, donation, count = words.donate.receipt, receipt.donation, len(receipt.photos)
    line = said.line_one if count == 1 else said.line
    licence = words.donate.licences[donation.licence]
    head = line.format(when=pieces.moment(donation.received), n=count, licence=licence)
    note = f"<p>{escape(' '.join(here))}</p>" if here else ""
    return (
        f'<li class="donate-receipt"><h4>{escape(head)}</h4>'
        f"<p><b>{escape(donation_sentence(receipt.photos, words))}</b></p>{note}"
        f"{code_line(code, receipt, words)}"
        f'<p class="donate-acts">{pieces.button("open", said.take_back, code)}</p></li>'
    )


def unknown_html(code: str, words: Words) -> str:
    """Return a donation that the browser remembers and the collection does not."""
    said = words.donate.receipt
    return (
        f'<li class="donate-receipt unknown"><p>{escape(said.is_unknown.format(code=code))}</p>'
        f'<p class="donate-acts">{pieces.button("forget", said.forget, code)}</p></li>'
    )


def code_line(code: str, receipt: Receipt, words: Words) -> str:
    """Return a deletion code with what copies it and what saves it."""
    said = words.donate.receipt
    content = base64.b64encode(receipt_text(code, receipt, words).encode()).decode()
    return (
        f'<div class="deletion-code">{copy_line(code, said.code_title, words)}'
        f'<a href="data:text/plain;charset=utf-8;base64,{content}" '
        f'download="{escape(said.file_name)}">{escape(said.save)}</a></div>'
    )


def receipt_text(code: str, receipt: Receipt, words: Words) -> str:
    """Return the text of the file that a donor saves."""
    donation = receipt.donation
    return words.donate.receipt.file.format(
        when=pieces.moment(donation.received),
        n=len(donation.photos),
        licence=donation.licence,
        credit=donation.credit or "-",
        terms=donation.terms,
        code=code,
        identities="\n".join(donation.photos),
    )


def _code_card(answer: DonationAnswer, receipt: Receipt | None, words: Words) -> str:
    said = words.donate.receipt
    if not answer.donation:
        return ""
    if receipt is None:
        return f'<p class="donate-code-lost">{escape(said.code_lost)}</p>'
    return (
        f'<div class="donate-code">'
        f"{code_line(answer.code, receipt, words)}<p>{escape(said.code_note)}</p></div>"
    )


def _row(photo: PhotoAnswer, thumbnail: str, words: Words) -> str:
    picture = f'<img src="{escape(thumbnail)}" alt="">' if thumbnail else "<i></i>"
    sentence = words.donate.receipt.outcomes[photo.outcome]
    if photo.sentence:
        sentence = f"{sentence} {words.donate.sentences.say(photo.sentence)}"
    return (
        f'<li data-outcome="{photo.outcome}">{picture}<div><b>{escape(photo.name)}</b>'
        f"<p>{escape(sentence)}</p></div></li>"
    )


def receipts_html(items: Sequence[str], notes: Sequence[str], sync: Sequence[str]) -> str:
    """Return the list of a browser's donations; nothing where there are none.

    Args:
        items: HTML of each.
        notes: sentences to say first.
        sync: how sending to the Hub goes.
    """
    said = page_pieces.listed(notes, "donate-notes")
    if not items:
        return said
    return (
        f'{said}<ul class="donate-receipts">{"".join(items)}</ul>'
        f"{page_pieces.listed(sync, 'donate-sync')}"
    )
