"""Answers a call no sooner than the page knows that its stream of results has been closed.

Gradio closes a session's stream after its last result, and the page opens a new one for its next
call, unless it takes the old one for open still. The answer to a call and the word that closes the
stream come on two connections: if the answer is read first, nothing is open, nothing is opened, and
the page waits for ever (Gradio 6.31; seen where a button is pressed just as the page is there).
"""

import asyncio
import re
import time
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ssidkd.ui.guard.paths import API, path_of

LEAD = 0.15
"""Start that the closing word gets before the answer to a call [s]."""
_STREAM, _CALL = f"{API}/queue/data", f"{API}/queue/join"
_CLOSING = b'"close_stream"'
_SESSION = re.compile(rb'"session_hash"\s*:\s*"([^"\\]{1,64})"')


class JoinsAfterCloses:
    """Holds answers to calls back for a moment where the caller's stream was closed just before.

    All calls come from the server's one event loop, so nothing is locked.

    Args:
        app: what answers, Gradio's application somewhere in it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._closed: dict[str, float] = {}  # when, by session, the oldest first

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on."""
        path = "" if scope["type"] != "http" else path_of(scope["path"], scope.get("root_path", ""))
        if path.rstrip("/") == _STREAM:
            await self._app(scope, receive, self._watched(scope, send))
        elif path.rstrip("/") == _CALL:
            await self._answer_call(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _watched(self, scope: Scope, send: Send) -> Send:
        """Return a channel that notes when the stream that it sends is closed."""
        session = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [""])[0]

        async def send_and_note(message: Message) -> None:
            if _CLOSING in message.get("body", b""):
                self._note_close(session)
            await send(message)

        return send_and_note

    def _note_close(self, session: str) -> None:
        now = time.monotonic()
        self._closed.pop(session, None)
        self._closed[session] = now
        while self._closed:
            oldest = next(iter(self._closed))
            if now - self._closed[oldest] < LEAD:
                break
            del self._closed[oldest]

    async def _answer_call(self, scope: Scope, receive: Receive, send: Send) -> None:
        session = ""

        async def receive_and_read() -> Message:
            nonlocal session
            message = await receive()
            found = _SESSION.search(message.get("body", b""))
            session = found[1].decode("latin-1") if found else session
            return message

        async def send_later(message: Message) -> None:
            if message["type"] == "http.response.start":
                await asyncio.sleep(self._closed.get(session, 0) + LEAD - time.monotonic())
            await send(message)

        await self._app(scope, receive_and_read, send_later)
