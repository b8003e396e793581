"""Serves the page, with everything switched off that it does not need."""

import gradio as gr

from ssidkd.core.intake import DEFAULT_LIMITS
from ssidkd.services.services import Services
from ssidkd.services.settings import Settings
from ssidkd.ui.layout import build_page
from ssidkd.ui.theme import build_theme

QUEUE_LENGTH = 20


def serve(services: Services, settings: Settings, block: bool = True) -> gr.Blocks:
    """Serve the page until the process ends, or only start to if not `block`."""
    page = build_page(services).queue(max_size=QUEUE_LENGTH)
    page.launch(
        server_name=settings.host,
        server_port=settings.port,
        prevent_thread_lock=not block,
        theme=build_theme(),
        css_paths=services.assets / "style.css",
        allowed_paths=[str(services.examples.folder)],
        max_file_size=DEFAULT_LIMITS.max_bytes,
        footer_links=["gradio", "settings"],
        show_error=False,  # exceptions name paths
        enable_monitoring=False,
        run_history=False,  # it would keep visitors' photos in their browsers
        mcp_server=False,
        ssr_mode=False,
        share=False,
        quiet=True,
    )
    return page
