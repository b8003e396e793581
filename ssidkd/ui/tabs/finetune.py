"""The tab "Finetune": photos in, a job that is watched, and what it has brought."""

from html import escape

import gradio as gr

from ssidkd.ui.context import PageContext


def build_finetune_tab(context: PageContext) -> None:
    """Lay the tab out inside the current `gr.Tab` and wire it to the services."""
    words = context.words.finetune
    gr.HTML(
        f'<div class="finetune-intro"><h2>{escape(words.heading)}</h2>'
        f"<p>{escape(words.intro)}</p></div>"
    )
    if context.services.finetuning is None:
        gr.HTML(f'<p class="finetune-note">{escape(words.not_here)}</p>', elem_id="finetune-off")
