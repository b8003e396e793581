"""Sends a file while it is being written, so that neither memory nor disk has to hold it."""

import contextlib
import logging
import os
import threading
from collections.abc import Callable, Iterator
from typing import BinaryIO

_CHUNK = 256 * 1024

log = logging.getLogger(__name__)


class BrokenStreamError(Exception):
    """The file could not be written to its end; what was sent of it is worthless."""


def streamed(write: Callable[[BinaryIO], object]) -> Iterator[bytes]:
    """Yield what a function writes.

    Who stops asking stops the function too: its next write fails with `BrokenPipeError`.

    Args:
        write: writes the file; it runs in a thread of its own.

    Raises:
        BrokenStreamError: at the end, if `write` raised.
    """
    reading, writing = os.pipe()
    failed: list[str] = []

    def work() -> None:
        try:
            with os.fdopen(writing, "wb") as file:
                write(file)
        except BrokenPipeError:
            pass  # nobody wants it any more
        except Exception as error:
            log.exception("A download could not be written")
            failed.append(type(error).__name__)

    writer = threading.Thread(target=work, name="download", daemon=True)
    writer.start()
    try:
        while chunk := os.read(reading, _CHUNK):
            yield chunk
    finally:
        with contextlib.suppress(OSError):
            os.close(reading)
    writer.join()  # the end of the file comes before the news of how it ended
    if failed:
        raise BrokenStreamError(failed[0])
