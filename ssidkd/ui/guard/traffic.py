"""Connections that stay open for news, and whether the server still takes work."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

import anyio
from starlette.types import Message, Receive, Scope

from ssidkd.ui.guard.paths import brings_results, is_costly, is_stream
from ssidkd.ui.guard.refusal import RequestRefusedError, busy
from ssidkd.ui.guard.visitors import visitor_of

_RETRY_SECONDS = 10
LOOK_EVERY = 1.0
"""How often a stream looks whether the server is ending [s]."""


@dataclass(frozen=True, kw_only=True)
class StreamLimits:
    """Streams of events that are open at a time. Each holds a connection of the system's.

    An open page holds one, and another one while it waits for a result. A visitor is an address,
    behind which there may be a whole classroom.
    """

    visitor: int = 200
    total: int = 700
    """Of all visitors together; many systems give a process 1024 connections and files."""


class Traffic:
    """Counts open streams and refuses those beyond the limits; while the server ends, all work.

    All calls come from the server's one event loop, so nothing is locked.

    Args:
        limits: how many streams there may be.
        proxies: how many proxies of ours each request passes.
        is_ending: whether the server has been asked to end.
    """

    def __init__(
        self,
        limits: StreamLimits | None = None,
        proxies: int = 0,
        is_ending: Callable[[], bool] = lambda: False,
    ) -> None:
        self._limits, self._proxies = limits or StreamLimits(), proxies
        self.is_ending = is_ending
        self._streams: Counter[str] = Counter()
        self._awaited = 0

    @property
    def is_awaited(self) -> bool:
        """Whether anybody waits for a result."""
        return self._awaited > 0

    def check_open(self, method: str, path: str) -> None:
        """Raise `RequestRefusedError` for new work while the server ends."""
        if self.is_ending() and is_costly(method, path):
            sentence = "This server is about to start anew. Try again in a minute."
            raise RequestRefusedError(503, sentence, {"retry-after": "60"})

    @contextmanager
    def hold(self, scope: Scope, path: str) -> Iterator[None]:
        """Count a stream until it ends; does nothing for any other request.

        Args:
            scope: of the request.
            path: of the request, without the page's root path.

        Raises:
            RequestRefusedError: it is one too many.
        """
        method = scope["method"]
        is_awaited = is_costly(method, path) or (is_stream(method, path) and brings_results(path))
        self._awaited += is_awaited
        try:
            with self._counted(scope) if is_stream(method, path) else nullcontext():
                yield
        finally:
            self._awaited -= is_awaited

    @contextmanager
    def _counted(self, scope: Scope) -> Iterator[None]:
        visitor = visitor_of(scope, self._proxies)
        if self._streams[visitor] >= self._limits.visitor:
            raise busy("You have this page open too often.", _RETRY_SECONDS)
        if self._streams.total() >= self._limits.total:
            raise busy("Too many visitors are here at the moment.", _RETRY_SECONDS)
        self._streams[visitor] += 1
        try:
            yield
        finally:
            self._streams[visitor] -= 1
            if not self._streams[visitor]:
                del self._streams[visitor]

    def until_the_end(self, scope: Scope, path: str, receive: Receive) -> Receive:
        """Return a channel that hangs up when the server ends, for streams that bring no results.

        They last as long as the page is open, and would hold up the end.
        """
        if not is_stream(scope["method"], path) or brings_results(path):
            return receive

        async def receive_until_the_end() -> Message:
            while not self.is_ending():
                with anyio.move_on_after(LOOK_EVERY):
                    return await receive()
            return {"type": "http.disconnect"}

        return receive_until_the_end
