"""Serves the page, with everything switched off that it does not need."""

import importlib.util
import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from ssidkd.core.assets import AssetsMissingError
from ssidkd.core.intake import DEFAULT_LIMITS
from ssidkd.services.ending import Ending
from ssidkd.services.services import Services
from ssidkd.services.settings import Settings, SettingsError
from ssidkd.services.tidying import tidy_in_background
from ssidkd.services.uploads import UploadLimits
from ssidkd.ui.asking import visitor_of_call
from ssidkd.ui.capacity import QUEUE_LENGTH, THREADS
from ssidkd.ui.guard.causes import note_errors_of
from ssidkd.ui.guard.mounting import guards, health_page
from ssidkd.ui.guard.traffic import Traffic
from ssidkd.ui.kept_files import kept_files
from ssidkd.ui.launched import launch_site
from ssidkd.ui.layout import build_page
from ssidkd.ui.mounted import mount_site
from ssidkd.ui.owner.mounting import owner_page
from ssidkd.ui.sessions import bound_sessions_in_background, lighten_sessions
from ssidkd.ui.site import Site
from ssidkd.ui.theme import build_theme
from ssidkd.ui.winding_down import wind_down

STYLE_FOLDER = "style"
"""Style sheets inside assets/, one for each tab; all are loaded, in the order of their names."""
SCRIPT_FOLDER = "scripts"
"""Scripts inside assets/; each becomes part of the page's head, as a module."""

Wait = Callable[[Callable[[], None]], None]
"""Waits until the process is to end, and then stops a server."""

log = logging.getLogger(__name__)


def serve(services: Services, settings: Settings, ending: Ending | None = None) -> None:
    """Serve the page until the process is asked to end, which signals do, too.

    On a Space by Gradio's `launch`: ZeroGPU's package reaches for that, and a page that is mounted
    never starts there. Everywhere else mounted in an application of ours, which does the same for
    visitors and keeps the pages of others out with a CORS layer of its own.

    Args:
        services: of the page.
        settings: of this machine.
        ending: the wish that the process ends; that of its signals if None.

    Raises:
        AssetsMissingError: the page's style is not among the assets.
        SettingsError: the address and port of the settings cannot be listened on, or MCP is asked
            for and not installed.
    """
    if ending is None:
        ending = Ending()
        ending.listen()
    _check_mcp(settings)
    traffic = Traffic(proxies=settings.proxies, is_ending=lambda: ending.is_asked)
    site = build_site(services, settings, traffic)
    services.shelf.stay(kept_files(site.page))
    tidy_in_background(services.shelf, UploadLimits(most_bytes=settings.uploads_gb << 30))
    bound_sessions_in_background(site.page)

    def wait(stop_server: Callable[[], None]) -> None:
        wind_down(ending, services, traffic, stop_server)

    run = _run_launched if settings.serve == "launch" else _run_mounted
    run(site, settings, wait)


def build_site(services: Services, settings: Settings, traffic: Traffic) -> Site:
    """Return the page with its guard and the routes beside it.

    Raises:
        AssetsMissingError: the page's style is not among the assets.
    """
    styles = sorted((services.assets / STYLE_FOLDER).glob("*.css"))
    if not styles:
        raise AssetsMissingError("assets/style/ is missing. Restore it from the project.")
    # What waits in the queue is called through it alone, not past it.
    page = build_page(services)
    page.max_threads = THREADS
    page.queue(max_size=QUEUE_LENGTH, api_open=False)
    lighten_sessions(page)
    note_errors_of(page)
    services.comparing.deraining.visitor = partial(visitor_of_call, settings.proxies)
    return Site(
        page=page,
        options=_page_options(services, settings, styles),
        guards=guards(settings, traffic),
        routes=(
            *health_page(services, settings, traffic),
            *owner_page(services.collecting, settings, services.assets),
        ),
    )


def _page_options(
    services: Services, settings: Settings, styles: Sequence[Path]
) -> Mapping[str, Any]:
    """Return what both ways of serving are told of the page."""
    return {
        "theme": build_theme(),
        "css_paths": styles,
        "head": _scripts(services.assets / SCRIPT_FOLDER),
        "allowed_paths": [str(services.examples.folder)],
        "max_file_size": DEFAULT_LIMITS.max_bytes,
        "footer_links": ["gradio", "settings"],
        "show_error": False,  # exceptions name paths
        "enable_monitoring": False,
        "run_history": False,  # it would keep visitors' photos in their browsers
        "mcp_server": settings.mcp,
        "ssr_mode": False,
    }


def _run_launched(site: Site, settings: Settings, wait: Wait) -> None:
    with _explained(settings):
        address, stop = launch_site(site, settings)
    log.info("The page is at %s", address)
    wait(stop)


def _run_mounted(site: Site, settings: Settings, wait: Wait) -> None:
    """Run the server in this thread, and wait for the end in another one."""
    with _explained(settings):
        address, listener, server = mount_site(site, settings)
    log.info("The page is at %s", address)
    threading.Thread(target=wait, args=(server.stop,), name="end", daemon=True).start()
    server.run(sockets=[listener])


@contextmanager
def _explained(settings: Settings) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SettingsError(
            f"The page cannot listen on {settings.host}, port {settings.port or 'any'}: it may be "
            "in use. Choose another one with SSIDKD_PORT."
        ) from error


def _check_mcp(settings: Settings) -> None:
    """Raise `SettingsError` where MCP is asked for and its package is not there."""
    if settings.mcp and importlib.util.find_spec("mcp") is None:
        raise SettingsError(
            "SSIDKD_MCP needs a package that is not installed. Run: pip install 'gradio[mcp]'"
        )


def _scripts(folder: Path) -> str:
    """Return all scripts as HTML: the page asks nobody for anything more."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js")))
    return "".join(f'<script type="module">\n{text}</script>\n' for text in texts)
