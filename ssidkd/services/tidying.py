"""Keeps the folder of uploads and pictures small for as long as the server runs."""

import logging
import threading
from collections.abc import Callable

from ssidkd.services.shelf import PictureShelf
from ssidkd.services.uploads import DEFAULT_LIMITS, UploadLimits, UploadSweeper

SWEEP_EVERY = 60.0

log = logging.getLogger(__name__)


def tidy_in_background(
    shelf: PictureShelf,
    limits: UploadLimits = DEFAULT_LIMITS,
    every: float = SWEEP_EVERY,
    ended: threading.Event | None = None,
) -> threading.Thread:
    """Sweep the shelf's folder at once, and then again and again in a thread.

    Args:
        shelf: lies where visitors' files lie; its own pictures go when it says so.
        limits: of what stays.
        every: between two sweeps [s].
        ended: ends the thread when it is set.
    """
    stop = ended or threading.Event()
    sweeper = UploadSweeper(shelf.folder, shelf.keeps, limits)

    def tidy() -> None:
        shelf.clear(older_than=limits.keep_seconds)
        swept = sweeper.sweep()
        if swept.files:
            log.info(
                "uploads: %d files removed, %d left with %d MB",
                swept.files, swept.left, swept.left_bytes >> 20,
            )  # fmt: skip

    def tidy_for_ever() -> None:
        _unless_failed(tidy)
        while not stop.wait(every):
            _unless_failed(tidy)

    thread = threading.Thread(target=tidy_for_ever, name="tidying", daemon=True)
    thread.start()
    return thread


def _unless_failed(act: Callable[[], None]) -> None:
    """Do something; what goes wrong is logged, and is tried again the next time."""
    try:
        act()
    except Exception:
        log.exception("the folder of uploads could not be tidied")
