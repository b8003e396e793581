"""Cuts a picture into overlapping tiles, with weights that blend them back seamlessly.

Sides and origins are multiples of 32 px: pooling and half sizes then fall on the same pixels in a
tile as in the whole picture, so both give the same result away from a tile's edge. Pictures with
other sides are filled up by reflection; that also spares the network sizes at which its scales
drift apart (by up to 5 px at the far edge).
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

from ssidkd.core.picture import Pixels

ALIGNMENT = 32
MINIMUM_TILE = 128
"""Smallest side of a tile [px]; below that, most of a tile would be overlap."""


@dataclass(frozen=True)
class Span:
    """One tile along one axis."""

    start: int
    """First pixel, a multiple of 32."""
    weights: NDArray[np.float32]
    """(tile,): share of this tile at each of its pixels. All tiles' shares sum to one."""


@dataclass(frozen=True)
class Tile:
    """One tile of a picture."""

    row: Span
    """Along the height."""
    column: Span
    """Along the width."""

    def cut(self, pixels: Pixels) -> Pixels:
        """Return the tile's pixels, filled up by reflection where it leaves the picture."""
        part = pixels[self._rows, self._columns]
        missing = [
            (0, len(self.row.weights) - part.shape[0]),
            (0, len(self.column.weights) - part.shape[1]),
            (0, 0),
        ]
        return np.pad(part, missing, mode="reflect") if np.any(missing) else part

    def blend(self, values: NDArray[np.float32], target: NDArray[np.float32]) -> None:
        """Add the tile's values (tile, tile, 3), times its weights, to the picture's."""
        place = target[self._rows, self._columns]
        height, width = place.shape[:2]
        shares = self.row.weights[:height, None, None] * self.column.weights[:width, None]
        place += shares * values[:height, :width]

    @property
    def _rows(self) -> slice:
        return slice(self.row.start, self.row.start + len(self.row.weights))

    @property
    def _columns(self) -> slice:
        return slice(self.column.start, self.column.start + len(self.column.weights))


@dataclass(frozen=True)
class TilePlan:
    """All tiles of a picture, row by row."""

    rows: tuple[Span, ...]
    """Tiles along the height."""
    columns: tuple[Span, ...]
    """Tiles along the width."""

    def __len__(self) -> int:
        return len(self.rows) * len(self.columns)

    def __iter__(self) -> Iterator[Tile]:
        return (Tile(row, column) for row, column in product(self.rows, self.columns))

    @property
    def tile_pixels(self) -> int:
        """Pixels of one tile; all are of one size."""
        return len(self.rows[0].weights) * len(self.columns[0].weights)


def align(length: int) -> int:
    """Return the next multiple of 32 from `length` on."""
    return math.ceil(length / ALIGNMENT) * ALIGNMENT


def longest_side(height: int, width: int) -> int:
    """Return the side of a tile that holds the whole picture [px]."""
    return align(max(height, width))


def plan_tiles(height: int, width: int, tile: int, overlap: int) -> TilePlan:
    """Plan tiles of at most `tile` x `tile` that overlap by at least `overlap` [px].

    Both are multiples of 32. Of the overlap, at most half of the tile is used.
    """
    overlap = min(overlap, tile // 2 // ALIGNMENT * ALIGNMENT)
    return TilePlan(
        rows=plan_axis(align(height), tile, overlap),
        columns=plan_axis(align(width), tile, overlap),
    )


def plan_axis(length: int, tile: int, overlap: int) -> tuple[Span, ...]:
    """Spread tiles evenly along one axis.

    The share of tile i is r(i) - r(i + 1), where r(i) rises from 0 to 1 around the middle of the
    overlap of tiles i - 1 and i: the shares sum to one by construction, and the outer quarters of
    an overlap, where a tile's edge is felt most, are not used.
    """
    if tile >= length:
        return (Span(0, np.ones(length, np.float32)),)
    gaps = math.ceil((length - tile) / (tile - overlap))
    spread = (length - tile) / gaps
    starts = [int(index * spread) // ALIGNMENT * ALIGNMENT for index in range(gaps)]
    starts.append(length - tile)
    rises = [np.ones(length)]
    for before, start in pairwise(starts):
        rises.append(_rise(length, middle=(start + before + tile) / 2, reach=overlap / 4))
    rises.append(np.zeros(length))
    return tuple(
        Span(start, (rise - following)[start : start + tile].astype(np.float32))
        for start, (rise, following) in zip(starts, pairwise(rises), strict=True)
    )


def _rise(length: int, middle: float, reach: float) -> NDArray[np.float64]:
    """Rise smoothly from 0 to 1 between `middle - reach` and `middle + reach`."""
    position = (np.arange(length) + 0.5 - middle) / reach
    return 0.5 + 0.5 * np.sin(0.5 * math.pi * np.clip(position, -1, 1))
