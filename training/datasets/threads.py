"""Does the same to many files, several at once."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

AT_ONCE = 1024
"""Items handed to the threads at a time, so that half a million take no memory."""

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def map_in_threads(
    function: Callable[[_Item], _Result], items: Sequence[_Item], workers: int
) -> Iterator[_Result]:
    """Yield the result of every item, in their order."""
    with ThreadPoolExecutor(workers) as pool:
        for start in range(0, len(items), AT_ONCE):
            yield from pool.map(function, items[start : start + AT_ONCE])
