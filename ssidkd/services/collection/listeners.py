"""Those who want to be told, and must not be able to spoil what they are told of."""

import logging
from collections.abc import Callable, Sequence

_LOGGER = logging.getLogger(__name__)

Listener = Callable[[Sequence[str]], None]
"""Takes identities of photos."""


class Listeners:
    """Functions that are called, in the order in which they came, outside of any lock."""

    def __init__(self) -> None:
        self._listeners: tuple[Listener, ...] = ()

    def add(self, listener: Listener) -> None:
        """Have a function called from now on."""
        self._listeners += (listener,)

    def tell(self, identities: Sequence[str]) -> None:
        """Call them all; the failure of one is logged."""
        for listener in self._listeners:
            _call(listener, tuple(identities))


def _call(listener: Listener, identities: Sequence[str]) -> None:
    try:
        listener(identities)
    except Exception:  # what happened has happened, whoever cannot cope with it
        _LOGGER.exception("a listener of the collection failed")
