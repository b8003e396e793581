"""The page served by Gradio's own `launch`: the only way that ZeroGPU knows."""

from collections.abc import Callable

from ssidkd.services.logs import route_server_log
from ssidkd.services.settings import Settings
from ssidkd.ui.connections import CLOSE_SECONDS, limit_connections
from ssidkd.ui.site import Site


def launch_site(site: Site, settings: Settings) -> tuple[str, Callable[[], None]]:
    """Serve a site in a thread of Gradio's; returns its address, and what stops the server.

    Gradio puts its own CORS layer before ours here, which lets every page of the world read answers
    that need no login. What changes something is closed to them by our guard.

    Raises:
        OSError: the address cannot be listened on.
    """
    page = site.page
    page.launch(
        server_name=settings.host,
        server_port=settings.port,
        prevent_thread_lock=True,
        max_threads=page.max_threads,
        state_session_capacity=page.state_session_capacity,
        app_kwargs={"middleware": list(site.guards), "routes": list(site.routes)},
        share=False,
        quiet=True,
        **site.options,
    )
    server = page.server
    limit_connections(server.config)
    route_server_log()

    def stop() -> None:
        server.should_exit = True
        server.thread.join(2 * CLOSE_SECONDS)

    return str(page.local_url), stop
