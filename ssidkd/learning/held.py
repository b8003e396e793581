"""Pictures decoded once and held in memory; those that do not fit are decoded at each use."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from ssidkd.core.picture import Pixels

Item = TypeVar("Item", bound="NDArray[np.generic] | tuple[Pixels, Pixels]")

_DECODERS = 4
_AT_ONCE = 32


class Memory:
    """What pictures may take of memory, counted down as they are held.

    Args:
        limit: bytes, or None for no limit.
    """

    def __init__(self, limit: int | None = None) -> None:
        self._left = limit

    def take(self, size: int) -> bool:
        """Count `size` bytes; False, and nothing is counted, if they are no longer there."""
        if self._left is None:
            return True
        if size > self._left:
            return False
        self._left -= size
        return True


class Held(Sequence[Item], Generic[Item]):
    """A sequence of what `makers` make.

    Filled before worker processes start, so that they share the memory.

    Args:
        makers: decode one picture or pair each; the same at every call.
        memory: how much may be held.
    """

    def __init__(self, makers: Sequence[Callable[[], Item]], memory: Memory | None = None) -> None:
        self._makers = makers
        self._items: list[Item] = []
        self._fill(memory or Memory())

    @property
    def held(self) -> int:
        """How many are in memory; these are the first."""
        return len(self._items)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._makers)

    @overload
    def __getitem__(self, index: int) -> Item: ...

    @overload
    def __getitem__(self, index: slice) -> list[Item]: ...

    def __getitem__(self, index: int | slice) -> Item | list[Item]:
        """Return one from memory, or decode it."""
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        if 0 <= index < len(self._items):
            return self._items[index]
        return self._makers[index]()

    def _fill(self, memory: Memory) -> None:
        with ThreadPoolExecutor(_DECODERS) as decoders:
            for start in range(0, len(self._makers), _AT_ONCE):
                makers = self._makers[start : start + _AT_ONCE]
                for item in decoders.map(lambda make: make(), makers):
                    if not memory.take(_bytes_of(item)):
                        return
                    self._items.append(item)


def _bytes_of(item: NDArray[np.generic] | tuple[Pixels, Pixels]) -> int:
    arrays = item if isinstance(item, tuple) else (item,)
    return sum(array.nbytes for array in arrays)
