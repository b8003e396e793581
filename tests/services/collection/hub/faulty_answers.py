"""What a Hub does when it does not do what it should."""

import contextlib
import json
import socket
import struct
import time
from dataclasses import dataclass, field

SLOW_BYTES = 1024
"""A second."""
LONG = 15.0
"""Nobody should wait for so long [s]."""


@dataclass
class Fault:
    """Befalls the next requests of one kind."""

    where: object
    """Pattern of `METHOD path`."""
    what: object
    left: int
    options: dict = field(default_factory=dict)

    def fits(self, method, path):
        """Return whether it befalls this request, and count it."""
        if self.left <= 0 or not self.where.search(f"{method} {path}"):
            return False
        self.left -= 1
        return True

    def answer(self, handler, properly):
        self.what(handler, properly, **self.options)


def status(handler, properly, code=500, headers=(), sentence="it broke"):
    """Refuse."""
    handler.answer({"error": sentence}, code, {"X-Error-Message": sentence, **dict(headers)})


def hang_before(handler, properly, until):
    """Do nothing and say nothing, until nobody waits any more."""
    until.wait(LONG)
    cut(handler)


def hang_after(handler, properly, until):
    """Do it, and say nothing until nobody waits any more."""
    swallow(handler, properly)
    until.wait(LONG)
    cut(handler)


def lose_answer(handler, properly):
    """Do it, and hang up."""
    swallow(handler, properly)
    cut(handler)


def lose_request(handler, properly):
    """Hang up without having done anything."""
    cut(handler)


def reset_in_body(handler, properly):
    """Do it, and break off in the middle of the answer."""
    content = swallow(handler, properly)
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content[: len(content) // 2])
    handler.wfile.flush()
    cut(handler)


def slow(handler, properly, pause=0.05):
    """Do it, and answer piece by piece."""
    content = swallow(handler, properly)
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    step = max(int(SLOW_BYTES * pause), 1)
    for start in range(0, len(content), step):
        handler.wfile.write(content[start : start + step])
        handler.wfile.flush()
        time.sleep(pause)


def call(handler, properly, before=None, after=None):
    """Have something happen before or after it is done; the answer is lost if it ends us."""
    if before:
        before()
    content = swallow(handler, properly)
    if after:
        after()
    handler.reply(content, headers={"Content-Type": "application/json"})


def swallow(handler, properly):
    """Do it, and return the body of the answer, which is not sent."""
    kept = {}
    send = handler.reply
    handler.reply = lambda body=b"", status=200, headers=(): kept.update(body=body)
    try:
        properly()
    finally:
        handler.reply = send
    return kept.get("body", json.dumps({}).encode())


def cut(handler):
    """Reset the connection."""
    linger = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    handler.close_connection = True
    with contextlib.suppress(OSError):  # the other side may have gone already
        handler.connection.shutdown(socket.SHUT_RDWR)


FAULTS = {
    function.__name__: function
    for function in (
        status,
        hang_before,
        hang_after,
        lose_answer,
        lose_request,
        reset_in_body,
        slow,
        call,
    )
}
