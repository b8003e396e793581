"""Damage to files of RIFF chunks (WebP) and of boxes (AVIF, HEIC)."""

import re
import struct

from tests.fuzz.blind import LARGE, NUMBERS, overwrite, rearranged

RIFF_CHUNKS = (b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP", b"EXIF", b"XMP ")
BOXES = re.compile(
    rb"ftyp|meta|hdlr|pitm|iloc|iinf|infe|iprp|ipco|ipma|iref|ispe|av1C|hvcC|pixi|colr|irot|imir|"
    rb"auxC|clap|grid|idat|mdat|moov|trak|tkhd|mdia|minf|stbl|stsd|stsz|stsc|stco|stts|av01|edts"
)


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
    return _riff_of(rearranged(_riff_chunks(data), chance))


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
    chunks[at] = (name, overwrite(body[:30], chance, ()) + body[30:])
    return _riff_of(chunks)


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


FOR_RIFF = (_move_riff, _insert_riff, _change_riff) * 3
FOR_BOXES = (_change_box, _change_box, _rename_box) * 4
