"""A small application behind the guard, asked without a network."""

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import anyio
import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from ssidkd.ui.guard.guard import Guard
from ssidkd.ui.guard.limits import RequestLimits

SMALL = RequestLimits(body_bytes=1000, owner_bytes=2000, upload_bytes=5000, header_bytes=2000)
"""Limits that tests reach with little."""
JOIN, UPLOAD = "/gradio_api/queue/join", "/gradio_api/upload"


async def echo(request):
    """Say what has come through: path, bytes, headers."""
    body = await request.body()
    heard = {"path": request.url.path, "bytes": len(body), "headers": dict(request.headers)}
    return JSONResponse(heard)


def echo_app():
    """Return an application that answers everything with what it has heard."""
    methods = ["GET", "POST", "PUT", "DELETE"]
    return Starlette(routes=[Route("/{path:path}", echo, methods=methods)])


def run_apart(asked):
    """Return what an asynchronous function answers, run in a thread of its own.

    Playwright's browser, once a test of this process has opened it, leaves a loop in the main one.
    """
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(anyio.run, asked).result()


class Guarded:
    """The application of a test behind a guard, and a client of it."""

    def __init__(self, app=None, address=("203.0.113.7", 5000), **options):
        self.guard = Guard(app or echo_app(), **{"limits": SMALL, **options})
        self.address = address

    def ask(self, method, path, **more):
        """Return the answer to a request."""

        async def asked():
            transport = httpx.ASGITransport(self.guard, client=self.address)
            async with httpx.AsyncClient(transport=transport, base_url="http://rain.example") as it:
                return await it.request(method, path, **more)

        return run_apart(asked)

    def post(self, path=JOIN, **more):
        """Return the answer to something posted."""
        return self.ask("POST", path, **more)


@pytest.fixture
def guarded():
    """The application behind a guard with small limits."""
    return Guarded()


@contextmanager
def served(app, **options):
    """Serve an application for real; yields its port."""
    config = uvicorn.Config(app, port=0, log_level="critical", lifespan="off", **options)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = server.force_exit = True
    thread.join()


def in_pieces(*pieces):
    """Return a body without a length: its sender does not say how much will come."""

    async def send():
        for piece in pieces:
            yield piece

    return send()


def sentence(answer):
    """Return what a refusal says, which is all it says."""
    content = json.loads(answer.content)
    assert set(content) == {"detail", "error"}
    assert content["detail"] == content["error"]
    return content["error"]
