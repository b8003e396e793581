"""WebP files (RIFF) and AVIF and HEIC files (boxes): their size, and whether they are whole."""

import struct

from ssidkd.core.intake.refusal import corrupt, truncated


def webp_size(data: bytes) -> tuple[int, int]:
    """Return width and height of the canvas.

    Source: RFC 9649, sections 2.5 to 2.7. libwebp reserves memory for the canvas as soon as a file
    is opened, so this is read before.
    """
    if len(data) < 30:
        raise truncated()
    name = data[12:16]
    if name == b"VP8X":
        return 1 + _little(data[24:27]), 1 + _little(data[27:30])
    if name == b"VP8L" and data[20] == 0x2F:
        bits = _little(data[21:25])
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if name == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        return _little(data[26:28]) & 0x3FFF, _little(data[28:30]) & 0x3FFF
    raise corrupt()


def clean_webp(data: bytes) -> bytes:
    """Return the file without what is appended to it; refuse it if its end is missing."""
    end = 8 + _little(data[4:8])
    if end > len(data):
        raise truncated()
    return data[:end]


def check_boxes(data: bytes) -> None:
    """Refuse a file of boxes (ISO/IEC 14496-12) that ends within its metadata or pixels."""
    position = 0
    while position + 8 <= len(data):
        length, name = struct.unpack_from(">I4s", data, position)
        if length == 1 and position + 16 <= len(data):
            (length,) = struct.unpack_from(">Q", data, position + 8)
        if name in (b"meta", b"mdat", b"moov") and position + length > len(data):
            raise truncated()
        if length < 8:  # 0 reaches to the end of the file, the others are no length
            return
        position += length


def _little(field: bytes) -> int:
    """Return an unsigned number, least byte first."""
    return int.from_bytes(field, "little")
