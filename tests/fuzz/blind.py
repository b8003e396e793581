"""Damage that knows nothing of a file, or only where sizes stand."""

import random
import re
import struct
from collections.abc import Callable, Sequence

from tests.core.intake.builders import png

Mutation = Callable[[bytes, random.Random, Sequence[bytes]], bytes]
"""A file, a source of chance and all seeds -> a damaged file."""

NUMBERS = (0, 1, 2, 3, 7, 8, 31, 32, 127, 128, 255, 256, 4095, 16383, 32767, 32768, 65500, 65535)
LARGE = (65536, 2**24 - 1, 2**24, 2**31 - 1, 2**31, 2**32 - 1)


def flip_bits(data, chance, seeds):
    mutable = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8)) if mutable else 0):
        mutable[chance.randrange(len(mutable))] ^= 1 << chance.randrange(8)
    return bytes(mutable)


def overwrite(data, chance, seeds):
    at, length = _place(data, chance)
    junk = chance.randbytes(length) if chance.random() < 0.5 else chance.choice(_FILLS) * length
    return data[:at] + junk + data[at + length :]


def cut_out(data, chance, seeds):
    at, length = _place(data, chance)
    return data[:at] + data[at + length :]


def double(data, chance, seeds):
    at, length = _place(data, chance)
    return data[: at + length] + data[at:]


def truncate(data, chance, seeds):
    return data[: chance.randrange(len(data) + 1)]


def _put_number(data, chance, seeds):
    """Overwrite two or four bytes, which may be a length, a count or a size."""
    if len(data) < 16:
        return data
    small = chance.random() < 0.5
    number = chance.choice(NUMBERS if small else (*NUMBERS, *LARGE, len(data)))
    packed = struct.pack(chance.choice("<>") + ("H" if small else "I"), number)
    at = chance.randrange(len(data) - 4)
    return data[:at] + packed + data[at + len(packed) :]


def _splice(data, chance, seeds):
    """Go on with the rest of another file."""
    other = chance.choice(seeds)
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


def _append(data, chance, seeds):
    return data + chance.choice(seeds)


_FILLS = (b"\0", b"\xff", b"\x7f", b"\x80")


def _place(data, chance):
    """Return where and how long."""
    at = chance.randrange(len(data) + 1)
    return at, min(chance.choice((1, 1, 2, 4, 16, 200)), len(data) - at)


def rearranged(parts, chance):
    """Return parts with one doubled, dropped or moved."""
    parts = list(parts)
    if not parts:
        return parts
    at, to = chance.randrange(len(parts)), chance.randrange(len(parts))
    kind = chance.randrange(3)
    if kind == 0:
        parts.insert(to, parts[at])
    elif kind == 1:
        del parts[at]
    else:
        parts[at], parts[to] = parts[to], parts[at]
    return parts


def _lie_about_size(data, chance, seeds):
    """Claim a size that is allowed, but is not that of the pixels in the file."""
    sides = [chance.choice((32, 33, 64, 100, 500, 1000, 3000, 6000)) for _ in range(2)]
    if data.startswith(png.SIGNATURE):
        return png.with_checksums(data[:16] + struct.pack(">II", *sides) + data[24:])
    if data.startswith(b"\xff\xd8"):
        return re.sub(
            rb"(\xff[\xc0-\xc2\xc9]..\x08)....",
            lambda found: found[1] + struct.pack(">HH", *sides),
            data,
            flags=re.DOTALL,
        )
    if data[12:16] == b"VP8X" and chance.random() < 0.5:
        width, height = ((side - 1).to_bytes(3, "little") for side in sides)
        return data[:24] + width + height + data[30:]
    if b"\x9d\x01\x2a" in data:
        at = data.index(b"\x9d\x01\x2a") + 3
        return data[:at] + struct.pack("<HH", *sides) + data[at + 4 :]
    lie = b"ispe\0\0\0\0" + struct.pack(">II", *sides)
    return re.sub(rb"ispe.{12}", lambda _: lie, data, flags=re.DOTALL)


BLIND: tuple[Mutation, ...] = (
    flip_bits, flip_bits, overwrite, cut_out, double, truncate, _put_number, _put_number,
    _splice, _append, _lie_about_size,
)  # fmt: skip
