"""Damage to JPEG files: segments, their numbers, scans."""

import re

from tests.core.intake.builders import jpeg
from tests.fuzz.blind import NUMBERS, rearranged

MARKERS = (0xC0, 0xC1, 0xC2, 0xC3, 0xC4, 0xC9, 0xCA, 0xCC, 0xDB, 0xDD, 0xDE, 0xD0, 0xD9, 0xDA,
           0xE0, 0xE1, 0xE2, 0xED, 0xEE, 0xFE)  # fmt: skip


def _jpeg_segments(data):
    """Return the segments before the first scan, and the rest."""
    found, position = [], 2
    while position + 4 <= len(data) and data[position] == 0xFF and data[position + 1] != 0xDA:
        end = position + 2 + int.from_bytes(data[position + 2 : position + 4], "big")
        found.append(data[position:end])
        position = end
    return found, data[position:]


def _move_segments(data, chance, seeds):
    segments, rest = _jpeg_segments(data)
    return data[:2] + b"".join(rearranged(segments, chance)) + rest


def _insert_segment(data, chance, seeds):
    segments, rest = _jpeg_segments(data)
    body = chance.randbytes(chance.choice((0, 1, 2, 4, 8, 15, 17, 65, 200)))
    opening = chance.choice((b"", b"", b"Exif\0\0MM\0*", b"JFIF\0", b"ICC_PROFILE\0\1\2", b"Adobe"))
    new = jpeg.segment(chance.choice(MARKERS), opening + body)
    segments.insert(chance.randrange(len(segments) + 1), new)
    return data[:2] + b"".join(segments) + rest


def _change_segment(data, chance, seeds):
    """Put a number into the length or the first fields of a segment."""
    found = [match.start() for match in re.finditer(rb"\xff[\xc0-\xcf\xda-\xfe]", data)]
    if not found:
        return data
    at = chance.choice(found[:40]) + 2 + chance.randrange(12)
    return data[:at] + bytes([chance.choice(NUMBERS) % 256]) + data[at + 1 :]


def _double_scan(data, chance, seeds):
    """Repeat what is between a start of scan and the end of the file."""
    at = data.rfind(b"\xff\xda")
    if at < 0:
        return data
    end = data[-2:] if data.endswith(b"\xff\xd9") else b""
    scan = data[at : len(data) - len(end)]
    return data[: len(data) - len(end)] + scan * chance.choice((1, 2, 50, 120)) + end


FOR_JPEG = (_move_segments, _insert_segment, _change_segment, _change_segment, _double_scan) * 2
