"""Damage to PNG files: chunks, header, pixels inside of the compressed stream."""

import struct
import zlib

from tests.core.intake.builders import png
from tests.fuzz.blind import (
    LARGE,
    NUMBERS,
    cut_out,
    double,
    flip_bits,
    overwrite,
    rearranged,
    truncate,
)  # fmt: skip

CHUNKS = (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
          b"bKGD", b"pHYs", b"tIME", b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"acTL", b"fcTL", b"fdAT",
          b"CgBI", b"cICP")  # fmt: skip


def _png_of(chunks):
    return png.SIGNATURE + b"".join(png.chunk(name, body) for name, body in chunks)


def _move_chunks(data, chance, seeds):
    return _png_of(rearranged(png.chunks_of(data), chance))


def _insert_chunk(data, chance, seeds):
    chunks = png.chunks_of(data)
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
    return png.with_checksums(bytes(mutable))


def _change_pixels(data, chance, seeds):
    """Damage the pixels of a PNG inside of a sound compressed stream: filters, lengths."""
    chunks = png.chunks_of(data)
    packed = b"".join(body for name, body in chunks if name == b"IDAT")
    inflater = zlib.decompressobj()
    try:
        rows = inflater.decompress(packed, 1_000_000)
    except zlib.error:
        return data
    rows = chance.choice((flip_bits, overwrite, cut_out, double, truncate))(rows, chance, ())
    kept = [chunk for chunk in chunks if chunk[0] != b"IDAT"]
    body = zlib.compress(rows, chance.choice((0, 1, 9)))
    kept.insert(max(1, len(kept) - 1), (b"IDAT", body))
    return _png_of(kept)


FOR_PNG = (_move_chunks, _insert_chunk, _insert_chunk, _change_header, _change_pixels) * 2
