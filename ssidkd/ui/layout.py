"""The page: head, tabs, foot."""

import gradio as gr

from ssidkd.services.services import Services
from ssidkd.ui import pieces, text
from ssidkd.ui.tabs.derain import DerainTab

DELETE_EVERY = 600
DELETE_AFTER = 1800  # a visitor may still ask for the full size of a photo shown this long ago


def build_page(services: Services) -> gr.Blocks:
    """Build the page for the services."""
    deraining = services.comparing.deraining
    machine = text.machine(deraining.device, deraining.policy.variant, deraining.policy.pixel_limit)
    with gr.Blocks(
        title=f"{text.TITLE}: {text.TAGLINE}",
        analytics_enabled=False,
        delete_cache=(DELETE_EVERY, DELETE_AFTER),
        fill_width=True,
    ) as page:
        gr.HTML(pieces.header(machine))
        DerainTab(services)
        gr.HTML(pieces.footer())
    return page
