"""The tab "Batch and video": many files and videos."""

import gradio as gr

from ssidkd.ui.context import PageContext


def build_batch_tab(context: PageContext) -> None:
    """Lay the tab out inside the current `gr.Tab` and wire it to the services."""
    gr.HTML(context.words.batch.tab)
