"""The page: head, tabs, foot."""

import gradio as gr

from ssidkd.services.services import Services
from ssidkd.ui import pieces, text
from ssidkd.ui.tabs.derain import DerainTab

CLEAR_EVERY = 600
KEEP_FOR = 1800
"""Of a visitor's photo and results [s]; the full size may be asked for as long."""


def build_page(services: Services) -> gr.Blocks:
    """Build the page for the services."""
    deraining = services.comparing.deraining
    machine = text.machine(deraining.device, deraining.policy.variant, deraining.policy.pixel_limit)
    with gr.Blocks(
        title=f"{text.TITLE}: {text.TAGLINE}",
        analytics_enabled=False,
        delete_cache=(CLEAR_EVERY, KEEP_FOR),
        fill_width=True,
    ) as page:
        gr.HTML(pieces.header(machine))
        DerainTab(services)
        gr.HTML(pieces.footer())
    return page
