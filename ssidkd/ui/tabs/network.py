"""The tab "Network": the network one can look into."""

import gradio as gr

from ssidkd.ui.context import PageContext


def build_network_tab(context: PageContext) -> None:
    """Lay the tab out inside the current `gr.Tab` and wire it to the services."""
    gr.HTML(context.words.network.tab)
