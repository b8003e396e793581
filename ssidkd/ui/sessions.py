"""What is kept of each visitor: as little as the page needs, and of all together a bounded amount.

Gradio 6.31 describes every part of the page for each new session, for links that bring a session
back, which this page does not offer. With our page that took an eighth of a second, in which nobody
was answered, and more than a megabyte that stayed until 10,000 other visitors had come.
"""

import logging
import threading
import time
from collections.abc import Container, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import fields, is_dataclass
from typing import Any

import gradio as gr
import numpy as np
from gradio.blocks import BlocksConfig
from gradio.state_holder import SessionState

MOST_SESSIONS = 1000
"""Whoever has been away longest starts anew when more have come."""
MOST_BYTES = 1 << 30
"""Of the pictures that all sessions together keep."""
LOOK_EVERY = 5.0
"""[s]"""
_DEPTH = 8
"""How deep pictures lie inside what a session keeps."""

log = logging.getLogger(__name__)


class _ConfigOfSession(BlocksConfig):
    """A session's copy of the page, of whose parts no descriptions are made."""

    @staticmethod
    def config_for_block(*_: Any, **__: Any) -> dict[str, Any]:
        """Return nothing; only links to sessions would need more."""
        return {}


class _ConfigOfPage(BlocksConfig):
    """The page itself, whose copies are for sessions."""

    def __copy__(self) -> BlocksConfig:
        copied = super().__copy__()  # type: ignore[no-untyped-call]
        copied.__class__ = _ConfigOfSession
        return copied


def lighten_sessions(page: gr.Blocks) -> None:
    """Let a built page's sessions cost little, and let there be no more than `MOST_SESSIONS`."""
    page.default_config.__class__ = _ConfigOfPage
    page.state_session_capacity = MOST_SESSIONS


def bound_sessions_in_background(page: gr.Blocks, most_bytes: int = MOST_BYTES) -> None:
    """Keep the pictures of all sessions within a bound, from now on."""
    arguments = (page, most_bytes)
    threading.Thread(target=_bound_for_ever, args=arguments, name="sessions", daemon=True).start()


def _bound_for_ever(page: gr.Blocks, most_bytes: int) -> None:
    while True:
        time.sleep(LOOK_EVERY)
        try:
            forget_beyond(page, most_bytes)
        except Exception:
            log.exception("sessions could not be looked through")


def forget_beyond(page: gr.Blocks, most_bytes: int) -> int:
    """Forget pictures of those who have been away longest, until the rest is within a bound.

    The last visitor's pictures always stay. For whoever is forgotten the page is as if just opened.

    Args:
        page: that is served.
        most_bytes: of pictures to keep.

    Returns:
        how many bytes are kept.
    """
    holder = getattr(page, "state_holder", None)
    if holder is None:  # before the page is served
        return 0
    shared = {id(array) for part in _states(page) for array in _arrays(part.value, _DEPTH)}
    kept = 0
    for number, session in enumerate(reversed(list(holder.session_data.values()))):
        sizes = {key: bytes_of(value, shared) for key, value in list(session.state_data.items())}
        held = sum(sizes.values())
        if number == 0 or kept + held <= most_bytes:
            kept += held
            continue
        for key in (key for key, size in sizes.items() if size):
            _forget(session, key)
    return kept


def _states(page: gr.Blocks) -> Iterator[gr.State]:
    return (part for part in list(page.blocks.values()) if isinstance(part, gr.State))


def _forget(session: SessionState, key: int) -> None:
    """Let a state be as at first; it stays in its place, where Gradio may be looking through."""
    part = session.blocks_config.blocks[key]
    session.state_data[key] = deepcopy(part.value) if isinstance(part, gr.State) else None


def bytes_of(value: object, without: Container[int] = ()) -> int:
    """Return how many bytes of arrays lie in a value, each array counted once.

    Args:
        value: what a session keeps.
        without: `id` of arrays that do not count.
    """
    arrays = {id(array): array for array in _arrays(value, _DEPTH)}
    return sum(array.nbytes for key, array in arrays.items() if key not in without)


def _arrays(value: object, depth: int) -> Iterator[np.ndarray[Any, Any]]:
    if isinstance(value, np.ndarray):
        yield value
    elif depth:
        for part in _parts(value):
            yield from _arrays(part, depth - 1)


def _parts(value: object) -> Iterable[object]:
    if isinstance(value, Mapping):
        return list(value.values())
    if isinstance(value, (list, tuple, set, frozenset)):
        return list(value)
    if is_dataclass(value) and not isinstance(value, type):
        return [getattr(value, field.name) for field in fields(value)]
    return ()
