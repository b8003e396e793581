"""Decides how large a piece of a picture goes through the network at once."""

import math

from ssidkd.core.derainer.tiles import ALIGNMENT, MINIMUM_TILE, align, longest_side

DEFAULT_OVERLAP = 128
"""Overlap of neighbouring tiles [px]; `training.benchmark_tiling` measures what it leaves."""
_LARGEST_WHOLE_ON_CPU = 3 * 2**19  # 1.5 megapixels; a pass cannot be stopped, tiles can
_TILES_ON_CPU = (768, 512, 384, 256)
_TILES_ELSEWHERE = (2048, 1536, 1024, 768, 512, 384, 256)


def checked_tile(tile: int) -> int:
    """Return a tile size that was asked for, as the multiple of 32 below it.

    Raises:
        ValueError: if it is smaller than the smallest tile.
    """
    if tile < MINIMUM_TILE:
        raise ValueError(f"Tiles must be at least {MINIMUM_TILE} px a side, not {tile}.")
    return tile // ALIGNMENT * ALIGNMENT


def checked_overlap(overlap: int) -> int:
    """Return an overlap that was asked for, as the multiple of 32 above it.

    Raises:
        ValueError: if it is not positive.
    """
    if overlap < 1:
        raise ValueError(f"Tiles must overlap by at least one pixel, not {overlap}.")
    return align(overlap)


def first_tile(height: int, width: int, *, room: float, on_cpu: bool) -> int:
    """Choose a tile size for a picture.

    Args:
        height: of the picture [px].
        width: of the picture [px].
        room: how many pixels a forward pass may take at once, by the memory that is free.
        on_cpu: whether it runs on the processor.

    Returns:
        the side of the tiles; the picture's longer side or more means one pass.
    """
    pixels = align(height) * align(width)
    if pixels <= room and not (on_cpu and pixels > _LARGEST_WHOLE_ON_CPU):
        return longest_side(height, width)
    tiles = _TILES_ON_CPU if on_cpu else _TILES_ELSEWHERE
    return next((tile for tile in tiles if tile**2 <= room), MINIMUM_TILE)


def tile_with_memory_enough(height: int, width: int, *, on_cpu: bool) -> int:
    """Return the side of the tiles that a picture gets where memory is no concern."""
    tile = first_tile(height, width, room=math.inf, on_cpu=on_cpu)
    return tile if on_cpu else min(tile, _TILES_ELSEWHERE[0])


def smaller_tile(tile: int) -> int | None:
    """Return about half of a tile size that did not fit, or None after the smallest."""
    if tile <= MINIMUM_TILE:
        return None
    return max(MINIMUM_TILE, tile // 2 // ALIGNMENT * ALIGNMENT)
