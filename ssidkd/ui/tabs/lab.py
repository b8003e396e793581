"""The tab "Rain lab": rain put on a clean photo."""

import gradio as gr

from ssidkd.ui.context import PageContext


def build_lab_tab(context: PageContext) -> None:
    """Lay the tab out inside the current `gr.Tab` and wire it to the services."""
    gr.HTML(context.words.lab.tab)
