"""The page mounted in an application of ours, in a server of ours."""

import socket
import warnings
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from ssidkd.services.settings import Settings
from ssidkd.ui.connections import PatientProtocol, limit_connections
from ssidkd.ui.site import Site

FIRST_PORT, PORTS = 7860, 100
"""Tried one after the other where no port is set, as Gradio does."""
_METHODS = ("GET", "POST")


class PageServer(uvicorn.Server):
    """A server that leaves signals to `Ending`, which lets work finish before the server stops."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the process's signal handlers as they are."""
        yield

    def stop(self) -> None:
        """Close the server from another thread."""
        self.should_exit = True


def mounted_application(site: Site, hosts: Collection[str]) -> FastAPI:
    """Return an application of ours with the page at its root.

    With a CORS layer of ours, Gradio adds none: another page's preflight is refused, and no answer
    is open to it.

    Args:
        site: to serve.
        hosts: our names; pages under them may read answers.
    """
    cors = Middleware(
        CORSMiddleware,
        allow_origins=[f"{scheme}://{host}" for host in hosts for scheme in ("https", "http")],
        allow_methods=_METHODS,
    )
    application = FastAPI(
        docs_url=None, redoc_url=None, openapi_url=None, middleware=[*site.guards, cors]
    )
    # Until it has, Gradio 6.31 takes any file of this machine for an upload; mounting says nothing.
    site.page.has_launched = True
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="SSR mode is not supported")  # nor asked for
        # Our routes go into Gradio's application as under `launch`: its login is known only there.
        return gr.mount_gradio_app(
            application,
            site.page,
            path="/",
            app_kwargs={"routes": list(site.routes)},
            **site.options,
        )


def mount_site(site: Site, settings: Settings) -> tuple[str, socket.socket, PageServer]:
    """Prepare a site's server; returns its address, its socket and the server, still to be run.

    Raises:
        OSError: the address cannot be listened on.
    """
    listener = listen(settings.host, settings.port)
    config = uvicorn.Config(
        mounted_application(site, settings.hosts),
        http=PatientProtocol,
        ws="none",
        log_config=None,
        log_level="warning",
        access_log=False,
        workers=1,
    )
    limit_connections(config)
    return _address(listener), listener, PageServer(config)


def listen(host: str, port: int | None) -> socket.socket:
    """Return a socket that listens on an address.

    Args:
        host: name or address; in brackets, too, for IPv6.
        port: the first free one from 7860 on if None.

    Raises:
        OSError: it cannot be listened on.
    """
    if port is not None:
        return _bound(host, port)
    for one in range(FIRST_PORT, FIRST_PORT + PORTS - 1):
        with suppress(OSError):
            return _bound(host, one)
    return _bound(host, FIRST_PORT + PORTS - 1)


def _bound(host: str, port: int) -> socket.socket:
    name = host.strip("[]")
    family = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)[0][0]
    return socket.create_server((name, port), family=family, backlog=2048)


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    name = "localhost" if host in ("0.0.0.0", "::") else host
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"
