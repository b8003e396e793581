"""How large the pictures inside of an AVIF file are.

libavif believes the size that the file's boxes name, decodes whatever the AV1 stream holds, and
scales the result: a file of 2 kB that says 64 x 64 may hold a stream of 268 megapixels. So the
streams are asked, before a decoder sees them.

Source of the names: AV1 bitstream specification, 5.3 and 5.5.
"""

from collections.abc import Iterable, Iterator

from ssidkd.core.intake.item_data import av1_streams
from ssidkd.core.intake.limits import IntakeLimits, check_pixels
from ssidkd.core.intake.refusal import corrupt

_SEQUENCE_HEADER = 1
_MAX_UNITS = 10_000
_HEADER_BYTES = 256
"""More than any sequence header has."""
_PICTURES_OF_A_FILE = 4
"""Colours, transparency, thumbnail and gain map: all together at most so many times the limit."""
_SLACK = 4
"""A frame may be larger than its sequence says, as far as the bits for its size reach. Encoders
take as few bits as the size needs, which is less than twice a side."""


def check_av1(data: bytes, limits: IntakeLimits) -> None:
    """Refuse an AVIF file whose streams hold more pixels than are taken."""
    total = 0
    for width, height, most in _sequences(av1_streams(data)):
        check_pixels(width, height, limits)
        if most > _SLACK * limits.max_pixels:
            raise corrupt()
        total += width * height
    if total > _PICTURES_OF_A_FILE * limits.max_pixels:
        raise corrupt()


def _sequences(streams: Iterable[bytes | memoryview]) -> Iterator[tuple[int, int, int]]:
    """Yield width, height and the most pixels a frame could have, of each sequence header."""
    left = _MAX_UNITS
    for stream in streams:
        for kind, unit in _units(stream, left):
            left -= 1
            if kind == _SEQUENCE_HEADER:
                yield _read_sequence(unit)


def _units(stream: bytes | memoryview, most: int) -> Iterator[tuple[int, bytes]]:
    """Yield type and opening of each unit of a stream; refuse more than so many."""
    position = 0
    for _ in range(most):
        if position >= len(stream):
            return
        header = stream[position]
        position += 2 if header & 4 else 1  # the extension is one byte
        length = len(stream) - position
        if header & 2:
            length, position = _leb128(stream, position)
        yield (header >> 3) & 15, bytes(stream[position : position + min(length, _HEADER_BYTES)])
        position += length
    raise corrupt()


def _leb128(stream: bytes | memoryview, position: int) -> tuple[int, int]:
    """Return a number of seven bits a byte, and the place behind it."""
    value = 0
    for index, byte in enumerate(stream[position : position + 8]):
        value |= (byte & 0x7F) << (7 * index)
        if not byte & 0x80:
            return value, position + index + 1
    raise corrupt()


class _Bits:
    """Bits of a unit, most significant first; behind its end there are zeros."""

    def __init__(self, data: bytes) -> None:
        self._bits = int.from_bytes(data, "big")
        self._left = 8 * len(data)

    def take(self, count: int) -> int:
        """Return the next bits as a number."""
        self._left -= count
        if self._left < 0:
            raise corrupt()
        return self._bits >> self._left & ((1 << count) - 1)

    def skip_uvlc(self) -> None:
        """Go past a number of variable length (4.10.3)."""
        zeros = 0
        while not self.take(1):
            zeros += 1
        self.take(zeros if zeros < 32 else 0)


def _read_sequence(unit: bytes) -> tuple[int, int, int]:
    """Return width, height and the most pixels of a frame from a sequence header (5.5.1)."""
    bits = _Bits(unit)
    bits.take(4)  # seq_profile, still_picture
    reduced = bits.take(1)
    if reduced:
        bits.take(5)  # seq_level_idx
    else:
        _skip_operating_points(bits)
    width_bits, height_bits = bits.take(4) + 1, bits.take(4) + 1
    width, height = bits.take(width_bits) + 1, bits.take(height_bits) + 1
    return width, height, width * height if reduced else 1 << (width_bits + height_bits)


def _skip_operating_points(bits: _Bits) -> None:
    """Go past timing, decoder model and operating points."""
    delay_bits = 0
    if bits.take(1):  # timing_info_present_flag
        bits.take(64)
        if bits.take(1):  # equal_picture_interval
            bits.skip_uvlc()
        if bits.take(1):  # decoder_model_info_present_flag
            delay_bits = bits.take(5) + 1
            bits.take(32 + 5 + 5)
    display_delay = bits.take(1)
    for _ in range(bits.take(5) + 1):
        bits.take(12)  # operating_point_idc
        if bits.take(5) > 7:  # seq_level_idx
            bits.take(1)  # seq_tier
        if delay_bits and bits.take(1):
            bits.take(2 * delay_bits + 1)
        if display_delay and bits.take(1):
            bits.take(4)
