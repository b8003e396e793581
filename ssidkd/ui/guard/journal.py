"""One event of the log for each request, which says nothing of who asked for what."""

import hashlib
import logging
import secrets
import time
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ssidkd.services.logs import FIELDS
from ssidkd.ui.guard.health import ALIVE, READY
from ssidkd.ui.guard.paths import path_of, route_group
from ssidkd.ui.guard.visitors import visitor_of

DAY = 24 * 60 * 60
_FAILED = 500
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})

log = logging.getLogger("ssidkd.requests")


class DailyNames:
    """Names for visitors that tell them apart for a day, and nobody who they are.

    The salt is kept nowhere, so that not even all addresses tried one by one give a name back.

    Args:
        now: seconds since 1970.
    """

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self._day = -1
        self._salt = b""

    def of(self, visitor: str) -> str:
        """Return a visitor's name of today."""
        day = int(self._now() // DAY)
        if day != self._day:
            self._day, self._salt = day, secrets.token_bytes(32)
        return hashlib.blake2b(visitor.encode(), key=self._salt, digest_size=4).hexdigest()


class Journal:
    """Writes an event for each request once it is answered.

    Args:
        app: what answers.
        proxies: how many proxies of ours each request passes.
    """

    def __init__(self, app: ASGIApp, proxies: int = 0) -> None:
        self._app, self._proxies = app, proxies
        self._names = DailyNames()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on, and write its event; nothing for what is no request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = _FAILED
        begun = time.perf_counter()

        async def send_and_look(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_and_look)
        finally:
            self._write(scope, status, time.perf_counter() - begun)

    def _write(self, scope: Scope, status: int, seconds: float) -> None:
        route = route_group(path_of(scope["path"], scope.get("root_path", "")))
        method = scope["method"] if scope["method"] in _METHODS else "other"
        fields = {
            "method": method,
            "route": route,
            "status": status,
            "ms": round(1000 * seconds),
            "visitor": self._names.of(visitor_of(scope, self._proxies)),
        }
        log.log(_level(route, status), "request", extra={FIELDS: fields})


def _level(route: str, status: int) -> int:
    if status >= _FAILED:
        return logging.ERROR
    return logging.DEBUG if route in (ALIVE, READY) else logging.INFO
