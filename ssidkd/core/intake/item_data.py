"""Where an AVIF file keeps its AV1 streams.

Source of the names: ISO/IEC 14496-12, 8.7 (sample tables), 8.11 (items).
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from ssidkd.core.intake.refusal import corrupt

_TRACK = (b"moov", b"trak", b"mdia", b"minf", b"stbl")
_MAX_BOXES = 1000
"""Boxes beside each other, and items of a file; photos have a dozen, grids of tiles hundreds."""


@dataclass(frozen=True)
class Box:
    """One box; `body` is what follows its length and name."""

    name: bytes
    body: bytes


class Fields:
    """Numbers of a box, one after another."""

    def __init__(self, body: bytes, position: int = 0) -> None:
        self._body = body
        self._position = position

    def take(self, size: int) -> int:
        """Return the next unsigned number of so many bytes; 0 bytes are the number 0."""
        start, self._position = self._position, self._position + size
        if self._position > len(self._body):
            raise corrupt()
        return int.from_bytes(self._body[start : self._position], "big")


def av1_streams(data: bytes) -> Iterator[bytes | memoryview]:
    """Yield what a decoder may be given: each coded item, and the first sample of each track."""
    top = list(boxes(data))
    for meta in (box.body[4:] for box in top if box.name == b"meta"):
        yield from _item_streams(data, meta)
    for table in _inside(top, _TRACK):
        yield from _first_sample(data, table)


def boxes(data: bytes) -> Iterator[Box]:
    """Yield the boxes that stand beside each other; refuse a length that cannot be."""
    position = 0
    for _ in range(_MAX_BOXES):
        if position + 8 > len(data):
            return
        length, name = struct.unpack_from(">I4s", data, position)
        header = 8
        if length == 1:
            length, header = Fields(data, position + 8).take(8), 16
        end = position + length if length else len(data)
        if end < position + header:
            raise corrupt()
        yield Box(name, data[position + header : end])
        position = end
    raise corrupt()


def _inside(found: list[Box], path: tuple[bytes, ...]) -> Iterator[bytes]:
    """Yield the bodies of all boxes on a path of names."""
    for box in found:
        if box.name == path[0]:
            if path[1:]:
                yield from _inside(list(boxes(box.body)), path[1:])
            else:
                yield box.body


def _item_streams(data: bytes, meta: bytes) -> Iterator[bytes | memoryview]:
    """Yield the bytes of each item that is coded as AV1."""
    found = list(boxes(meta))
    coded = {item for box in found if box.name == b"iinf" for item in _coded_items(box.body)}
    inner = b"".join(box.body for box in found if box.name == b"idat")
    for box in found:
        if box.name == b"iloc":
            for item, within, extents in _locations(box.body):
                if item in coded:
                    yield _joined(memoryview(inner if within == 1 else data), extents)


def _joined(source: memoryview, extents: list[tuple[int, int]]) -> bytes | memoryview:
    """Return pieces in a row; one without a length reaches to the end.

    Items may share bytes, as equal tiles do, so a single piece is not copied; several pieces are
    made to fit into a file that is small, because they could name the same bytes again and again.
    """
    pieces = [source[start : start + length if length else None] for start, length in extents]
    if len(pieces) == 1:
        return pieces[0]
    if sum(map(len, pieces)) > len(source):
        raise corrupt()
    return b"".join(pieces)


def _coded_items(body: bytes) -> Iterator[int]:
    """Yield the numbers of the items that are AV1."""
    for box in boxes(body[6 if body[:1] == b"\0" else 8 :]):
        fields = Fields(box.body)
        version = fields.take(4) >> 24
        item = fields.take(4 if version == 3 else 2)
        fields.take(2)  # item_protection_index
        if version in (2, 3) and fields.take(4).to_bytes(4, "big") == b"av01":
            yield item


def _locations(body: bytes) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """Yield number, way of construction and extents (start, length) of each item."""
    fields = Fields(body)
    version = fields.take(4) >> 24
    sizes, more_sizes = fields.take(1), fields.take(1)
    number_size = 4 if version == 2 else 2
    for _ in range(min(fields.take(number_size), _MAX_BOXES)):
        item = fields.take(number_size)
        way = fields.take(2) & 15 if version else 0
        fields.take(2)  # data_reference_index
        base = fields.take(more_sizes >> 4)
        extents = []
        for _ in range(min(fields.take(2), _MAX_BOXES)):
            fields.take(more_sizes & 15 if version else 0)
            extents.append((base + fields.take(sizes >> 4), fields.take(sizes & 15)))
        yield item, way, extents


def _first_sample(data: bytes, table: bytes) -> Iterator[bytes]:
    """Yield the sample that becomes the first frame of a track."""
    found = {box.name: box.body for box in boxes(table)}
    sizes = Fields(found.get(b"stsz", b""), 4)
    size = sizes.take(4)
    if sizes.take(4) == 0:
        return
    size = size or sizes.take(4)
    wide = b"co64" in found
    chunks = Fields(found[b"co64"] if wide else found.get(b"stco", b""), 4)
    if chunks.take(4):
        start = chunks.take(8 if wide else 4)
        yield data[start : start + size]
