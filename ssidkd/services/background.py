"""Runs work in a thread and hands on what it reports, so that a page can show it and stop it."""

import contextvars
import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from ssidkd.services.memory import named

Event = TypeVar("Event")

Report = Callable[[Event], None]
ShouldStop = Callable[[], bool]


@dataclass(frozen=True)
class _End(Generic[Event]):
    error: BaseException | None


def events_of(
    work: Callable[[Report[Event], ShouldStop], None],
    stop: threading.Event,
    heartbeat: float = 0.5,
) -> Iterator[Event | None]:
    """Yield what `work` reports, in its order, and None whenever nothing came for `heartbeat` [s].

    The work runs in its own thread. It is asked to stop when `stop` is set, and when the iterator
    is closed: a visitor who leaves does not keep the machine busy.

    Raises:
        BaseException: what the work raised, after everything it had reported; where memory ran
            out, `DerainOutOfMemoryError`.
    """
    events: queue.SimpleQueue[Event | _End[Event]] = queue.SimpleQueue()

    def run() -> None:
        error: BaseException | None = None
        try:
            work(events.put, stop.is_set)
        except BaseException as raised:  # noqa: BLE001 - raised again where the events are read
            error = named(raised)
        events.put(_End(error))

    # With the context of who asked: the line before the networks wants to know whose work it is.
    asked_in = contextvars.copy_context()
    threading.Thread(target=asked_in.run, args=(run,), daemon=True).start()
    try:
        yield from _until_the_end(events, heartbeat)
    finally:
        stop.set()


def _until_the_end(
    events: "queue.SimpleQueue[Event | _End[Event]]", heartbeat: float
) -> Iterator[Event | None]:
    while True:
        try:
            event = events.get(timeout=heartbeat)
        except queue.Empty:
            yield None
            continue
        if isinstance(event, _End):
            if event.error is not None:
                raise event.error
            return
        yield event
