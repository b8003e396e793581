"""Requests byte by byte, as no well-behaved client sends them."""

import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from urllib.parse import urlsplit

SECONDS = 60
FIRST_NEWS = 1
"""How long a stream is listened to, which would go on for as long as anybody does [s]."""


@dataclass(frozen=True)
class RawAnswer:
    """What came back."""

    status: int
    headers: dict
    body: bytes


def raw(server, target, method="GET", headers=(), body=b"", host=None):
    """Send one request and return its answer.

    Args:
        server: that runs.
        target: of the request line (str of Latin-1, or bytes): not quoted, not made shorter.
        headers: more lines, as bytes.
        host: the name that is asked for; the server's own if None.
    """
    place = urlsplit(server.url)
    target = target if isinstance(target, bytes) else target.encode("latin-1")
    lines = [
        method.encode() + b" " + target + b" HTTP/1.1",
        b"Host: " + (place.netloc if host is None else host).encode("latin-1"),
        b"Connection: close",
        *headers,
    ]
    if body:
        lines.append(b"Content-Length: %d" % len(body))
    with socket.create_connection((place.hostname, place.port), SECONDS) as sent:
        with suppress(ConnectionError):  # a server that has read enough may answer and hang up
            sent.sendall(b"\r\n".join(lines) + b"\r\n\r\n" + body)
        return _answer(sent, method)


def _answer(sent, method):
    """Read an answer: to its end, unless it is a stream of news, which has none."""
    answer = HTTPResponse(sent, method=method)
    try:
        answer.begin()
        heard = {name.lower(): value for name, value in answer.getheaders()}
        is_stream = heard.get("content-type", "").startswith("text/event-stream")
        body = _first_news(sent, answer) if is_stream else answer.read()
        return RawAnswer(answer.status, heard, body)
    except (HTTPException, ConnectionError):
        return RawAnswer(0, {}, b"")  # the server hung up without a word
    finally:
        answer.close()


def _first_news(sent, answer):
    news, until = b"", time.monotonic() + FIRST_NEWS
    with suppress(TimeoutError):
        while (left := until - time.monotonic()) > 0:
            sent.settimeout(left)
            said = answer.read1()
            if not said:
                break
            news += said
    return news
