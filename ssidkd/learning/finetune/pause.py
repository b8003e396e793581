"""A pause that ends by itself: who asks for it repeats the request, and a dead one asks no more."""

import time
from collections.abc import Callable
from pathlib import Path

PAUSE_SECONDS = 3.0
"""How long one request holds [s]."""
_ASK_EVERY = 0.1


def ask_for_pause(path: Path) -> None:
    """Ask the worker to wait for the next seconds.

    Args:
        path: a job's `pause` file.
    """
    path.touch()


def wait_while_paused(path: Path, is_over: Callable[[], bool]) -> None:
    """Wait until nobody has asked for a pause for a while.

    Args:
        path: a job's `pause` file.
        is_over: asked often; True ends the waiting at once.
    """
    while is_pause_asked(path) and not is_over():
        time.sleep(_ASK_EVERY)


def is_pause_asked(path: Path) -> bool:
    """Return whether somebody has asked for a pause in the last seconds.

    Args:
        path: a job's `pause` file.
    """
    try:
        changed = path.stat().st_mtime
    except FileNotFoundError:
        return False
    return abs(time.time() - changed) < PAUSE_SECONDS  # a request from the future is a wrong clock
