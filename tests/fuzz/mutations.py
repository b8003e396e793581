"""How a file is damaged: blindly, and with knowledge of chunks, segments, boxes and lengths."""

import random
import re
import struct
import zlib
from collections.abc import Callable, Sequence

from tests.core.intake.builders import jpeg, png

Mutation = Callable[[bytes, random.Random, Sequence[bytes]], bytes]
"""A file, a source of chance and all seeds -> a damaged file."""

NUMBERS = (0, 1, 2, 3, 7, 8, 31, 32, 127, 128, 255, 256, 4095, 16383, 32767, 32768, 65500, 65535)
LARGE = (65536, 2**24 - 1, 2**24, 2**31 - 1, 2**31, 2**32 - 1)
CHUNKS = (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
          b"bKGD", b"pHYs", b"tIME", b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"acTL", b"fcTL", b"fdAT",
          b"CgBI", b"cICP")  # fmt: skip
RIFF_CHUNKS = (b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP", b"EXIF", b"XMP ")
MARKERS = (0xC0, 0xC1, 0xC2, 0xC3, 0xC4, 0xC9, 0xCA, 0xCC, 0xDB, 0xDD, 0xDE, 0xD0, 0xD9, 0xDA,
           0xE0, 0xE1, 0xE2, 0xED, 0xEE, 0xFE)  # fmt: skip
BOXES = re.compile(
    rb"ftyp|meta|hdlr|pitm|iloc|iinf|infe|iprp|ipco|ipma|iref|ispe|av1C|hvcC|pixi|colr|irot|imir|"
    rb"auxC|clap|grid|idat|mdat|moov|trak|tkhd|mdia|minf|stbl|stsd|stsz|stsc|stco|stts|av01|edts"
)


def damaged(data: bytes, chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    """Return a file after one to six mutations of those that fit it."""
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 6))):
        data = chance.choice(_fitting(data))(data, chance, seeds)
    if data.startswith(png.SIGNATURE) and chance.random() < 0.9:
        data = with_checksums(data)
    if data.startswith(b"RIFF") and len(data) > 8 and chance.random() < 0.7:
        data = data[:4] + struct.pack("<I", len(data) - 8) + data[8:]
    return data


def with_checksums(data: bytes) -> bytes:
    """Return a damaged PNG with right checksums, so that the damage gets past them."""
    parts = [png.chunk(name, body) for name, body in _png_chunks(data)]
    return png.SIGNATURE + b"".join(parts)


def _fitting(data: bytes) -> Sequence[Mutation]:
    """Return the mutations that know the format of a file, and the blind ones."""
    if data.startswith(png.SIGNATURE):
        return (*BLIND, *FOR_PNG)
    if data.startswith(b"\xff\xd8\xff"):
        return (*BLIND, *FOR_JPEG)
    if data.startswith(b"RIFF"):
        return (*BLIND, *FOR_RIFF)
    if data[4:8] == b"ftyp":
        return (*BLIND, *FOR_BOXES)
    return BLIND


# Blind


def _flip_bits(data, chance, seeds):
    mutable = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8)) if mutable else 0):
        mutable[chance.randrange(len(mutable))] ^= 1 << chance.randrange(8)
    return bytes(mutable)


def _overwrite(data, chance, seeds):
    at, length = _place(data, chance)
    junk = chance.randbytes(length) if chance.random() < 0.5 else chance.choice(_FILLS) * length
    return data[:at] + junk + data[at + length :]


def _cut_out(data, chance, seeds):
    at, length = _place(data, chance)
    return data[:at] + data[at + length :]


def _double(data, chance, seeds):
    at, length = _place(data, chance)
    return data[: at + length] + data[at:]


def _truncate(data, chance, seeds):
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


# PNG


def _png_chunks(data):
    """Return names and bodies as far as the lengths lead."""
    found, position = [], 8
    while position + 12 <= len(data):
        length = int.from_bytes(data[position : position + 4], "big")
        body = data[position + 8 : position + 8 + length]
        found.append((data[position + 4 : position + 8], body))
        position += 12 + length
    return found


def _png_of(chunks):
    return png.SIGNATURE + b"".join(png.chunk(name, body) for name, body in chunks)


def _move_chunks(data, chance, seeds):
    return _png_of(_rearranged(_png_chunks(data), chance))


def _insert_chunk(data, chance, seeds):
    chunks = _png_chunks(data)
    body = chance.randbytes(chance.choice((0, 1, 2, 6, 8, 13, 26, 32, 100, 768)))
    name = chance.choice(CHUNKS)
    if name in (b"zTXt", b"iCCP", b"iTXt") and chance.random() < 0.7:
        body = b"key\0" + (b"\1\0\0\0" if name == b"iTXt" else b"\0") + zlib.compress(body * 999)
    chunks.insert(chance.randrange(len(chunks) + 1), (name, body))
    return _png_of(chunks)


def _change_header(data, chance, seeds):
    """Give a PNG another size, depth, colour type or interlacing."""
    if len(data) < 33:
        return data
    mutable = bytearray(data)
    if chance.random() < 0.5:
        side = chance.choice((*NUMBERS, *LARGE, chance.randrange(1, 100)))
        struct.pack_into(">I", mutable, chance.choice((16, 20)), side)
    else:
        at = chance.randrange(24, 29)
        mutable[at] = chance.choice((0, 1, 2, 3, 4, 6, 8, 16, 255))
    return with_checksums(bytes(mutable))


def _change_pixels(data, chance, seeds):
    """Damage the pixels of a PNG inside of a sound compressed stream: filters, lengths."""
    chunks = _png_chunks(data)
    packed = b"".join(body for name, body in chunks if name == b"IDAT")
    inflater = zlib.decompressobj()
    try:
        rows = inflater.decompress(packed, 1_000_000)
    except zlib.error:
        return data
    rows = chance.choice((_flip_bits, _overwrite, _cut_out, _double, _truncate))(rows, chance, ())
    kept = [chunk for chunk in chunks if chunk[0] != b"IDAT"]
    body = zlib.compress(rows, chance.choice((0, 1, 9)))
    kept.insert(max(1, len(kept) - 1), (b"IDAT", body))
    return _png_of(kept)


# JPEG


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
    return data[:2] + b"".join(_rearranged(segments, chance)) + rest


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


# WebP


def _riff_chunks(data):
    found, position = [], 12
    while position + 8 <= len(data):
        length = int.from_bytes(data[position + 4 : position + 8], "little")
        found.append((data[position : position + 4], data[position + 8 : position + 8 + length]))
        position += 8 + length + length % 2
    return found


def _riff_of(chunks):
    packed = (
        name + struct.pack("<I", len(body)) + body + bytes(len(body) % 2) for name, body in chunks
    )
    body = b"WEBP" + b"".join(packed)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _move_riff(data, chance, seeds):
    return _riff_of(_rearranged(_riff_chunks(data), chance))


def _insert_riff(data, chance, seeds):
    chunks = _riff_chunks(data)
    new = (chance.choice(RIFF_CHUNKS), chance.randbytes(chance.choice((0, 1, 6, 10, 16, 40, 300))))
    chunks.insert(chance.randrange(len(chunks) + 1), new)
    return _riff_of(chunks)


def _change_riff(data, chance, seeds):
    """Damage the opening of one chunk: sizes, flags, frame headers."""
    chunks = _riff_chunks(data)
    if not chunks:
        return data
    at = chance.randrange(len(chunks))
    name, body = chunks[at]
    chunks[at] = (name, _overwrite(body[:30], chance, ()) + body[30:])
    return _riff_of(chunks)


# AVIF and HEIC


def _change_box(data, chance, seeds):
    """Put a number into the length or the first fields of a box."""
    found = [match.start() for match in BOXES.finditer(data)]
    if not found:
        return data
    at = max(0, chance.choice(found) + chance.choice((-4, -4, 4, 8, 8, 10, 12, 14, 16, 20)))
    form, number = chance.choice(
        (
            ("B", chance.choice(NUMBERS) % 256),
            (">H", chance.choice(NUMBERS)),
            (">I", chance.choice((*NUMBERS, *LARGE, len(data)))),
        )
    )
    packed = struct.pack(form, number)
    return data[:at] + packed + data[at + len(packed) :]


def _rename_box(data, chance, seeds):
    """Let a box be another one, or the brand of the file."""
    found = [match.start() for match in BOXES.finditer(data)]
    names = (b"ispe", b"irot", b"imir", b"clap", b"grid", b"iden", b"av01", b"hvc1", b"Exif",
             b"auxC", b"avif", b"heic", b"mif1", b"free", b"jpeg", b"unci")  # fmt: skip
    at = chance.choice(found) if found and chance.random() < 0.8 else 8
    return data[:at] + chance.choice(names) + data[at + 4 :]


def _rearranged(parts, chance):
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
        return with_checksums(data[:16] + struct.pack(">II", *sides) + data[24:])
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
    _flip_bits, _flip_bits, _overwrite, _cut_out, _double, _truncate, _put_number, _put_number,
    _splice, _append, _lie_about_size,
)  # fmt: skip
FOR_PNG = (_move_chunks, _insert_chunk, _insert_chunk, _change_header, _change_pixels) * 2
FOR_JPEG = (_move_segments, _insert_segment, _change_segment, _change_segment, _double_scan) * 2
FOR_RIFF = (_move_riff, _insert_riff, _change_riff) * 3
FOR_BOXES = (_change_box, _change_box, _rename_box) * 4
