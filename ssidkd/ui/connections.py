"""What the server grants a connection before there is a request that our guard could look at."""

import asyncio

from uvicorn import Config
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_BYTES = 64 << 10
"""Most bytes of a request's first line and headers that are held while they come."""
HEAD_SECONDS = 20.0
"""Longest time for them, and without a request [s]."""
IDLE_SECONDS = 5
"""For the next request on a connection [s]."""
CLOSE_SECONDS = 2
"""For answers that are under way when the server closes [s]."""
CONNECTIONS = 900
"""At a time; more are answered 503. Many systems give a process 1024 connections and files."""


class PatientProtocol(H11Protocol):
    """Ends connections on which no whole request begins for too long.

    Uvicorn's own timer ends idle ones alone: a byte now and then would hold one for ever.
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to look after the connection."""
        super().connection_made(transport)
        self._waited_after: object = None
        self._timer = self.loop.call_later(HEAD_SECONDS, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop looking."""
        self._timer.cancel()
        super().connection_lost(exc)

    def _look(self) -> None:
        """Close the connection if it waits for the same request as the last time."""
        if self.transport.is_closing():
            return
        waits = self.cycle is None or self.cycle.response_complete
        if waits and self._waited_after is (self.cycle or self):
            self.transport.close()
            return
        self._waited_after = (self.cycle or self) if waits else None
        self._timer = self.loop.call_later(HEAD_SECONDS / 2, self._look)


def limit_connections(config: Config) -> None:
    """Set the limits in a server's configuration; they hold for connections made from now on."""
    config.h11_max_incomplete_event_size = HEAD_BYTES
    config.timeout_keep_alive = IDLE_SECONDS
    config.timeout_graceful_shutdown = CLOSE_SECONDS
    config.limit_concurrency = CONNECTIONS
