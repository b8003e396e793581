"""Serves the page, with everything switched off that it does not need."""

import importlib.util
import logging
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import gradio as gr

from ssidkd.core.assets import AssetsMissingError
from ssidkd.core.intake import DEFAULT_LIMITS
from ssidkd.services.services import Services
from ssidkd.services.settings import Settings, SettingsError
from ssidkd.services.shelf import PictureShelf
from ssidkd.ui.guard.mounting import guards, health_page
from ssidkd.ui.layout import CLEAR_EVERY, KEEP_FOR, build_page
from ssidkd.ui.owner.mounting import owner_page
from ssidkd.ui.theme import build_theme

QUEUE_LENGTH = 20
STYLE_FOLDER = "style"
"""Style sheets inside assets/, one for each tab; all are loaded, in the order of their names."""
SCRIPT_FOLDER = "scripts"
"""Scripts inside assets/; each becomes part of the page's head, as a module."""

log = logging.getLogger(__name__)


def serve(services: Services, settings: Settings, block: bool = True) -> gr.Blocks:
    """Serve the page until the process ends, or only start to if not `block`.

    Raises:
        AssetsMissingError: the page's style is not among the assets.
        SettingsError: the address and port of the settings cannot be listened on, or MCP is asked
            for and not installed.
    """
    styles = sorted((services.assets / STYLE_FOLDER).glob("*.css"))
    if not styles:
        raise AssetsMissingError("assets/style/ is missing. Restore it from the project.")
    _check_mcp(settings)
    page = build_page(services).queue(max_size=QUEUE_LENGTH)
    threading.Thread(target=_clear_for_ever, args=(services.shelf,), daemon=True).start()
    try:
        _launch(page, services, settings, styles)
    except OSError as error:
        raise SettingsError(
            f"The page cannot listen on {settings.host}, port {settings.port or 'any'}: it may be "
            "in use. Choose another one with SSIDKD_PORT."
        ) from error
    log.info("The page is at %s", page.local_url)
    if block:
        page.block_thread()
    return page


def _check_mcp(settings: Settings) -> None:
    """Raise `SettingsError` where MCP is asked for and its package is not there."""
    if settings.mcp and importlib.util.find_spec("mcp") is None:
        raise SettingsError(
            "SSIDKD_MCP needs a package that is not installed. Run: pip install 'gradio[mcp]'"
        )


def _clear_for_ever(shelf: PictureShelf) -> None:
    while True:
        time.sleep(CLEAR_EVERY)
        shelf.clear(older_than=KEEP_FOR)


def _launch(
    page: gr.Blocks, services: Services, settings: Settings, styles: Sequence[Path]
) -> None:
    page.launch(
        server_name=settings.host,
        server_port=settings.port,
        prevent_thread_lock=True,
        theme=build_theme(),
        css_paths=styles,
        head=_scripts(services.assets / SCRIPT_FOLDER),
        allowed_paths=[str(services.examples.folder)],
        max_file_size=DEFAULT_LIMITS.max_bytes,
        footer_links=["gradio", "settings"],
        app_kwargs={
            "middleware": guards(settings),
            "routes": (
                *health_page(services, settings),
                *owner_page(services.collecting, settings, services.assets),
            ),
        },
        show_error=False,  # exceptions name paths
        enable_monitoring=False,
        run_history=False,  # it would keep visitors' photos in their browsers
        mcp_server=settings.mcp,
        ssr_mode=False,
        share=False,
        quiet=True,
    )


def _scripts(folder: Path) -> str:
    """Return all scripts as HTML: the page asks nobody for anything more."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js")))
    return "".join(f'<script type="module">\n{text}</script>\n' for text in texts)
