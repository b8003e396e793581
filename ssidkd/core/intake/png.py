"""PNG files: their size, and whether they are whole.

Pillow does not look at the checksums of pixel data, and fills up with black what a short stream
leaves open, so both are checked here.

Source of the names: https://www.w3.org/TR/png-3/.
"""

import struct
import zlib
from collections.abc import Iterable, Iterator

from ssidkd.core.intake.refusal import corrupt, truncated

_SIGNATURE = 8
_HEADER_END = 33
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Colour type -> samples of a pixel."""
_PALETTE = 3
_ADAM7 = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)
"""First column, first row, column step and row step of each pass of an interlaced picture."""
_MAX_CHUNKS = 200_000
_READ_AT_ONCE = 64 * 1024
_INFLATED_AT_ONCE = 1024 * 1024


def png_size(data: bytes) -> tuple[int, int]:
    """Return width and height from the header."""
    if len(data) < _HEADER_END:
        raise truncated()
    if data[12:16] != b"IHDR":
        raise corrupt()
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def check_png(data: bytes) -> None:
    """Refuse a file whose chunks or pixels are damaged or missing."""
    pieces: list[memoryview] = []
    names: set[bytes] = set()
    for name, body in _chunks(data):
        names.add(name)
        if name == b"IDAT":
            pieces.append(body)
    if data[25] == _PALETTE and b"PLTE" not in names:
        raise corrupt()
    expected = _pixel_bytes(data)
    if _inflated_bytes(pieces, expected) < expected:
        raise corrupt()


def transparent_levels(data: bytes, levels: int | tuple[int, ...]) -> int | tuple[int, ...]:
    """Return the transparent colour of a picture without alpha, as the 8 bits Pillow decodes to.

    Pillow scales the pixels of such a picture but not the colour that is to be transparent.
    """
    depth = data[24]
    if isinstance(levels, tuple):
        return tuple(level >> 8 if depth == 16 else level for level in levels)
    return levels * 255 // (2**depth - 1) if depth in (2, 4) else levels


def _chunks(data: bytes) -> Iterator[tuple[bytes, memoryview]]:
    """Yield name and body of each chunk up to IEND, with the checksum compared."""
    view = memoryview(data)
    position = _SIGNATURE
    for _ in range(_MAX_CHUNKS):
        if position + 12 > len(data):
            raise truncated()
        (length,) = struct.unpack_from(">I", data, position)
        end = position + 12 + length
        if end > len(data):
            raise truncated()
        (checksum,) = struct.unpack_from(">I", data, end - 4)
        if zlib.crc32(view[position + 4 : end - 4]) != checksum:
            raise corrupt()
        name = data[position + 4 : position + 8]
        yield name, view[position + 8 : end - 4]
        if name == b"IEND":
            return
        position = end
    raise corrupt()


def _pixel_bytes(data: bytes) -> int:
    """Return how many bytes the pixels have before compression, filter bytes included."""
    width, height, depth, colour, _, _, interlaced = struct.unpack_from(">IIBBBBB", data, 16)
    if colour not in _CHANNELS:
        raise corrupt()
    bits = depth * _CHANNELS[colour]
    passes = _ADAM7 if interlaced else ((0, 0, 1, 1),)
    total = 0
    for left, top, across, down in passes:
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        if columns > 0 and rows > 0:
            total += rows * (1 + (columns * bits + 7) // 8)
    return total


def _inflated_bytes(pieces: Iterable[memoryview], enough: int) -> int:
    """Return how many bytes of pixels a file holds, not counting on when they are enough."""
    inflater = zlib.decompressobj()
    total = 0
    try:
        for piece in _sliced(pieces):
            pending: bytes | memoryview = piece
            while pending and total <= enough:
                total += len(inflater.decompress(pending, _INFLATED_AT_ONCE))
                pending = inflater.unconsumed_tail
    except zlib.error as error:
        raise corrupt() from error
    return total


def _sliced(pieces: Iterable[memoryview]) -> Iterator[memoryview]:
    """Yield pieces in short slices: zlib copies what it has not consumed at every call."""
    for piece in pieces:
        for start in range(0, len(piece), _READ_AT_ONCE):
            yield piece[start : start + _READ_AT_ONCE]
