"""PNG files, chunk by chunk."""

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
IEND = b"\0\0\0\0IEND\xaeB`\x82"


def chunk(name, body=b""):
    """One chunk with its checksum."""
    checked = name + body
    return struct.pack(">I", len(body)) + checked + struct.pack(">I", zlib.crc32(checked))


def opening(width, height, depth=8, colour=2, interlaced=0):
    """Signature and header; all there is of a bomb of 65 bytes but its IDAT and IEND."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    return SIGNATURE + chunk(b"IHDR", header)


def bomb(width, height, depth=8, colour=2):
    """A header that claims a huge picture, and next to no pixels."""
    return opening(width, height, depth, colour) + chunk(b"IDAT", zlib.compress(b"\0")) + IEND


def flat_file(width, height, depth=1, colour=0):
    """A whole black picture of few bytes, whatever its size."""
    row = 1 + -(-width * depth * {0: 1, 2: 3}[colour] // 8)
    deflater = zlib.compressobj(9)
    body = b"".join(deflater.compress(bytes(row)) for _ in range(height)) + deflater.flush()
    return opening(width, height, depth, colour) + chunk(b"IDAT", body) + IEND


def file_of(rows, depth, colour, *extra):
    """A picture from the bytes of its rows; `extra` chunks come before the pixels."""
    width = len(rows[0]) * 8 // (depth * {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour])
    body = zlib.compress(b"".join(b"\0" + row for row in rows))
    start = opening(width, len(rows), depth, colour)
    return start + b"".join(extra) + chunk(b"IDAT", body) + IEND


def rgb(pixels, *extra):
    """A picture of 8 bits a channel."""
    return file_of([row.tobytes() for row in pixels], 8, 2, *extra)


def short(pixels):
    """A sound file whose pixels end half-way: the compressed stream is whole, but too short."""
    height, width = pixels.shape[:2]
    body = zlib.compress(b"".join(b"\0" + row.tobytes() for row in pixels[: height // 2]))
    return opening(width, height) + chunk(b"IDAT", body) + IEND


def interlaced(pixels, missing=0):
    """An interlaced file (Adam7), with a few bytes missing at the end of its sound stream."""
    height, width = pixels.shape[:2]
    # First column, first row and the steps of both, pass by pass: PNG, section 8.1.
    grid = ("0088", "4088", "0448", "2044", "0224", "1022", "0112")
    parts = []
    for left, top, across, down in (map(int, numbers) for numbers in grid):
        parts += [b"\0" + row.tobytes() for row in pixels[top::down, left::across]]
    stream = b"".join(parts)
    body = zlib.compress(stream[: len(stream) - missing])
    return opening(width, height, interlaced=1) + chunk(b"IDAT", body) + IEND


def text(name, megabytes):
    """A compressed text chunk: `zTXt`, or `iTXt` with its empty language fields."""
    value = zlib.compress(b"a" * (megabytes * 1024 * 1024))
    return chunk(name, b"key\0" + (b"\1\0\0\0" if name == b"iTXt" else b"\0") + value)


def claiming_frames(pixels, count):
    """An animated picture of one frame that claims many."""
    height, width = pixels.shape[:2]
    control = struct.pack(">5I2H2B", 0, width, height, 0, 0, 1, 10, 0, 0)
    return rgb(pixels, chunk(b"acTL", struct.pack(">II", count, 0)), chunk(b"fcTL", control))


def chunks_of(data):
    """Names and bodies of the chunks of a file, as far as the lengths lead."""
    found, position = [], 8
    while position + 12 <= len(data):
        length = int.from_bytes(data[position : position + 4], "big")
        body = data[position + 8 : position + 8 + length]
        found.append((data[position + 4 : position + 8], body))
        position += 12 + length
    return found


def with_checksums(data):
    """A damaged file with right checksums, so that the damage gets past them."""
    return SIGNATURE + b"".join(chunk(name, body) for name, body in chunks_of(data))


def with_flipped_byte(data, name, offset):
    """A file with one damaged byte in the body of its first chunk of a name."""
    damaged = bytearray(data)
    damaged[data.index(name) + 4 + offset] ^= 0xFF
    return bytes(damaged)
