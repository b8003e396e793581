"""The tab "Donate": real rainy photos are given, seen again and taken back."""

from html import escape

import gradio as gr

from ssidkd.services.collection.attempts import Attempts
from ssidkd.services.collection.photo_file import LONGEST_SIDE
from ssidkd.services.jobs.photos import PhotoIntake, PhotoLimits
from ssidkd.ui.batch.events import AT_ONCE
from ssidkd.ui.context import PageContext
from ssidkd.ui.donate import pieces
from ssidkd.ui.donate.about_part import AboutPart
from ssidkd.ui.donate.give_part import GivePart
from ssidkd.ui.donate.photos_part import PhotosPart
from ssidkd.ui.donate.pressing import build_pressable
from ssidkd.ui.donate.receipts_part import ReceiptsPart
from ssidkd.ui.donate.withdraw_part import WithdrawPart

MOST_PHOTOS = 30
"""Of one donation."""


def build_donate_tab(context: PageContext) -> None:
    """Lay the tab out inside the current `gr.Tab` and wire it to the collection."""
    words, collecting = context.words.donate, context.services.collecting
    if collecting is None:
        gr.HTML(pieces.intro(words.heading, words.why))
        gr.HTML(f'<p class="donate-off">{escape(words.not_here)}</p>', elem_id="donate-off")
        return
    attempts, donor = Attempts(), context.donor
    limits = PhotoLimits(photos=MOST_PHOTOS, waiting_bytes=1 << 30, side=LONGEST_SIDE)
    intake = PhotoIntake(context.services.shelf, limits)
    with gr.Column(elem_classes=["donate"]):
        gr.HTML(pieces.intro(words.heading, words.why))
        answer = build_pressable("donate-answer")
        with gr.Column(elem_classes=["donate-form"]):
            photos = PhotosPart(context, intake)
            about = AboutPart(context)
            give = GivePart(context, collecting, photos, about, intake, answer)
        receipts = ReceiptsPart(context, collecting, attempts)
        WithdrawPart(context, collecting, attempts, receipts)
        # The form must be seen when photos come from another tab.
        context.offered.change(lambda: "", None, answer, **AT_ONCE)
        give.given.then(receipts.look, donor, receipts.changed, **AT_ONCE)
