"""Remembers for a while which photos a download is to have: a link cannot name a thousand."""

import secrets
import threading
from collections.abc import Collection

MOST = 50


class Tickets:
    """The newest selections; threads may share them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: dict[str, frozenset[str]] = {}

    def give(self, identities: Collection[str]) -> str:
        """Remember a selection, and return the word that stands for it."""
        ticket = secrets.token_urlsafe(16)
        with self._lock:
            self._held[ticket] = frozenset(identities)
            while len(self._held) > MOST:
                del self._held[next(iter(self._held))]
        return ticket

    def take(self, ticket: str) -> frozenset[str] | None:
        """Return a selection, None if it is not remembered."""
        with self._lock:
            return self._held.get(ticket)
