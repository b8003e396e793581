"""Calls of programs that stop their work when the caller has left."""

import threading
from collections.abc import Callable
from typing import TypeVar

import anyio
import anyio.to_thread

from ssidkd.services.background import ShouldStop

Answer = TypeVar("Answer")


async def unless_cancelled(
    work: Callable[[ShouldStop], Answer], threads: anyio.CapacityLimiter
) -> Answer:
    """Return what `work` gives in a thread; it is asked to stop when this call is cancelled.

    Gradio cancels a call whose caller has left. A thread cannot be cancelled: it ends at its next
    question whether to stop, and holds its turn until then.

    Args:
        work: takes the question whether to stop.
        threads: how many there may be; a call that waits for its turn keeps one.
    """
    stop = threading.Event()
    try:
        return await anyio.to_thread.run_sync(
            work, stop.is_set, abandon_on_cancel=True, limiter=threads
        )
    finally:
        stop.set()
