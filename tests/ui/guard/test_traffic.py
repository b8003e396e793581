"""Streams that are held open, through real sockets, and the server's end."""

import asyncio
import time
from contextlib import ExitStack

import pytest
from starlette.applications import Starlette
from starlette.responses import StreamingResponse
from starlette.routing import Route

from ssidkd.ui.guard import traffic as traffic_module
from ssidkd.ui.guard.guard import Guard
from ssidkd.ui.guard.traffic import StreamLimits, Traffic
from tests.ui.guard.conftest import JOIN, Guarded, echo_app, served
from tests.ui.guard.sockets import connected, head, status_of

BEAT = "/gradio_api/heartbeat/abc"
STREAMS = (
    BEAT,
    "/gradio_api/queue/data?session_hash=abc",
    "/gradio_api/call/derain/1",
    "/gradio_api/call/v2/derain/1",
    "/gradio_api/mcp/",
)


async def stream(_request):
    """Send news without end."""

    async def news():
        while True:
            yield "data: ALIVE\n\n"
            await asyncio.sleep(0.05)

    return StreamingResponse(news(), media_type="text/event-stream")


def news_app():
    """Return an application all of whose answers to GET go on for ever."""
    routes = [Route("/{path:path}", stream, methods=["GET"]), *echo_app().routes]
    return Starlette(routes=routes)


@pytest.fixture
def place():
    """A port, and the traffic behind it: two streams for a visitor, three in all."""
    is_ending = []
    limits = StreamLimits(visitor=2, total=3)
    traffic = Traffic(limits, proxies=1, is_ending=lambda: bool(is_ending))
    traffic.end = lambda: is_ending.append(True)
    with served(Guard(news_app(), traffic=traffic)) as port:
        yield port, traffic


def opened(stack, port, path, visitor="198.51.100.1"):
    """Ask for a stream, which stays open until the stack is closed; returns the status."""
    connection = stack.enter_context(connected(port))
    connection.sendall(head("GET", path, x_forwarded_for=visitor))
    return status_of(connection), connection


@pytest.mark.parametrize("path", STREAMS)
def test_a_visitor_has_so_many_streams_and_everybody_together_so_many(place, path):
    port, _ = place
    with ExitStack() as stack:
        assert [opened(stack, port, path)[0] for _ in range(3)] == [200, 200, 429]
        others = ("198.51.100.2", "198.51.100.3", "198.51.100.3")
        assert [opened(stack, port, path, other)[0] for other in others] == [200, 429, 429]


def test_a_stream_that_ends_makes_room(place):
    port, traffic = place
    with ExitStack() as stack:
        for _ in range(2):
            opened(stack, port, BEAT)
    while traffic._streams:
        time.sleep(0.01)
    with ExitStack() as stack:
        assert opened(stack, port, BEAT)[0] == 200


def test_what_is_no_stream_is_not_counted():
    guarded = Guarded(traffic=Traffic(StreamLimits(visitor=0, total=0)))
    assert guarded.ask("GET", "/config").status_code == 200
    assert guarded.post().status_code == 200
    assert guarded.ask("GET", BEAT).status_code == 429


def test_while_the_server_ends_work_is_refused_and_pages_are_answered():
    guarded = Guarded(traffic=Traffic(is_ending=lambda: True))
    for path in (JOIN, "/gradio_api/upload", "/gradio_api/run/derain", "/gradio_api/call/derain"):
        answer = guarded.post(path)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    assert guarded.ask("GET", "/").status_code == 200
    assert guarded.post("/gradio_api/cancel").status_code == 200


def test_at_the_end_open_pages_are_hung_up_on_and_those_who_wait_are_not(place, monkeypatch):
    monkeypatch.setattr(traffic_module, "LOOK_EVERY", 0.05)
    port, traffic = place
    with ExitStack() as stack:
        _, page = opened(stack, port, BEAT)
        _, result = opened(stack, port, "/gradio_api/queue/data?session_hash=abc")
        assert traffic.is_awaited
        traffic.end()
        assert is_closed_stream(page)
        assert result.recv(100)
        assert traffic.is_awaited
    while traffic.is_awaited:
        time.sleep(0.01)


def is_closed_stream(connection, most=400):
    """Return whether a stream comes to its end within so many pieces of news."""
    for _ in range(most):
        piece = connection.recv(4096)
        if not piece or piece.endswith(b"0\r\n\r\n"):  # the server hangs up, or the last chunk
            return True
    return False
