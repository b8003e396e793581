"""Whether there is memory for a picture, asked before it is begun, and one name for running out."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from ssidkd.core.derainer import DerainOutOfMemoryError
from ssidkd.core.derainer.memory import is_out_of_memory

BYTES_AROUND = 40
"""For each pixel of a picture beside what the network needs: its rain in 4-byte numbers, the
derained picture, its dark channel, and what is alive while they are made; 26 were measured."""
TOO_LARGE_NOW = (
    "There is not enough free memory for this picture right now. Try a smaller one, or try again "
    "later."
)


Raised = TypeVar("Raised", bound=BaseException)


def check_memory(height: int, width: int, least_pass: int, free: Callable[[], int]) -> None:
    """Refuse a picture for which there is not enough memory, before anything is allocated.

    Args:
        height: of the picture [px].
        width: of the picture [px].
        least_pass: memory of the main processor that the smallest tiles need [bytes].
        free: tells how much there is [bytes].

    Raises:
        DerainOutOfMemoryError: there is less than is needed even with the smallest tiles.
    """
    if height * width * BYTES_AROUND + least_pass > free():
        raise DerainOutOfMemoryError(TOO_LARGE_NOW)


def named(error: Raised) -> Raised | DerainOutOfMemoryError:
    """Return a memory error of any library as ours, and any other error as it is."""
    if isinstance(error, Exception) and is_out_of_memory(error):
        return DerainOutOfMemoryError(TOO_LARGE_NOW)
    return error


@contextmanager
def memory_errors_named() -> Iterator[None]:
    """Raise a memory error of any library as ours.

    Raises:
        DerainOutOfMemoryError: memory ran out inside the block.
    """
    try:
        yield
    except Exception as error:
        named_error = named(error)
        if named_error is error:
            raise
        raise named_error from None
