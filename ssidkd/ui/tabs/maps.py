"""The tab "Maps": what dark channel, rain layer, codes and NIQE say of a picture."""

import gradio as gr

from ssidkd.ui.context import PageContext


def build_maps_tab(context: PageContext) -> None:
    """Lay the tab out inside the current `gr.Tab` and wire it to the services."""
    gr.HTML(context.words.maps.tab)
