"""The tab "Finetune": photos in, a job that is watched, and what it has brought."""

from html import escape

import gradio as gr

from ssidkd.services.jobs.photos import PhotoIntake
from ssidkd.ui.context import PageContext
from ssidkd.ui.finetune import pieces
from ssidkd.ui.finetune.keep import can_log_in
from ssidkd.ui.finetune.photos_part import PhotosPart
from ssidkd.ui.finetune.rent_part import RentPart
from ssidkd.ui.finetune.result import ResultPart
from ssidkd.ui.finetune.start_part import StartPart
from ssidkd.ui.finetune.watch_part import WatchPart


def build_finetune_tab(context: PageContext) -> None:
    """Lay the tab out inside the current `gr.Tab` and wire it to the services."""
    words, finetuning = context.words.finetune, context.services.finetuning
    if finetuning is None:
        gr.HTML(pieces.intro(words.heading, words.intro))
        gr.HTML(f'<p class="finetune-off">{escape(words.not_here)}</p>', elem_id="finetune-off")
        return
    with gr.Column(elem_classes=["finetune"]):
        gr.HTML(pieces.intro(words.heading, words.intro), elem_id="finetune-intro")
        WatchPart(context, finetuning)
        with gr.Column(elem_classes=["finetune-form"]):
            intake = PhotoIntake(context.services.shelf)
            photos = PhotosPart(context, intake)
            start = StartPart(context, finetuning, photos, intake)
            if can_log_in():
                RentPart(context, start, context.services.assets)
        ResultPart(context)
