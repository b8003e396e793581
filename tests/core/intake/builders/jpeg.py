"""JPEG files, segment by segment."""

import base64
import io
import struct

import numpy as np
from PIL import Image

from tests.core.intake.builders.pictures import noise, photo

# 48 x 40 grey, each column 5 levels brighter than the one before: `cjpeg -arithmetic -quality 60`,
# because Pillow writes no arithmetic coding.
ARITHMETIC = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywt"
    "QFdBRkxOUlNSMj5aYVpQYEpRUk//yQALCAAoADABAREA/8wABgAQEAX/2gAIAQEAAD8A/wCx8u0GJAcamoxBp2SWu42S"
    "egSkvj+her8et0/ZwDqzKrbdq70PAvPHICHG8fpsTej+pv8AgQjbchZu/9k="
)


def jpeg(pixels, **options):
    """A JPEG file with little loss."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", **{"quality": 95, "subsampling": 0, **options})
    return buffer.getvalue()


def segment(marker, body):
    """One marker segment."""
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def with_segments(data, *segments):
    """A file with segments put at its start."""
    return data[:2] + b"".join(segments) + data[2:]


def exif_segment(tiff):
    """An EXIF segment."""
    return segment(0xE1, b"Exif\0\0" + tiff)


def orientation_tiff(value, order=">"):
    """EXIF data that holds an orientation and nothing else."""
    magic = {">": b"MM\0*", "<": b"II*\0"}[order]
    entry = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, value, 0)
    return magic + struct.pack(f"{order}IH", 8, 1) + entry + bytes(4)


def camera_tiff(serial):
    """EXIF data with a place on earth and the number of a camera, as a phone writes them."""
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    exif[0xA431] = serial
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (52.0, 31.0, 12.0), "E", (13.0, 24.0, 36.0)
    return exif.tobytes().removeprefix(b"Exif\0\0")


def thumbnail_tiff(thumbnail):
    """EXIF data with a thumbnail in its second directory."""
    second = struct.pack(">H", 2)
    second += struct.pack(">HHII", 0x0201, 4, 1, 44) + struct.pack(
        ">HHII", 0x0202, 4, 1, len(thumbnail)
    )
    return b"MM\0*" + struct.pack(">IHI", 8, 0, 14) + second + bytes(4) + thumbnail


def cmyk(pixels, transform=0):
    """A print file (Adobe, inks stored inverted) of a picture without black ink.

    With `transform` 2 the inks are stored as luminance and two colour differences (YCCK).
    """
    planes = [*np.moveaxis(255 - pixels, -1, 0)]
    if transform == 2:
        inverted = Image.fromarray(255 - pixels).convert("YCbCr")
        planes = [*np.moveaxis(255 - np.asarray(inverted), -1, 0)]
    inks = Image.fromarray(np.stack([*planes, np.zeros_like(planes[0])], axis=-1), "CMYK")
    buffer = io.BytesIO()
    inks.save(buffer, "JPEG", quality=95)
    data = bytearray(buffer.getvalue())
    data[data.index(b"Adobe") + 11] = transform
    return bytes(data)


def multi_picture(first, second):
    """What phones write: two pictures in one file (MPO)."""
    buffer = io.BytesIO()
    further = [Image.fromarray(second)]
    Image.fromarray(first).save(
        buffer, "MPO", save_all=True, append_images=further, quality=95, subsampling=0
    )
    return buffer.getvalue()


def claiming(width, height):
    """A file whose frame header lies about its size."""
    data = bytearray(jpeg(photo()))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(data)


def with_precision(bits):
    """A file whose frame header claims another number of bits."""
    data = bytearray(jpeg(photo()))
    data[data.index(b"\xff\xc0") + 4] = bits
    return bytes(data)


def with_lost_restarts(count):
    """A file with restart markers, of which some are missing together with their blocks.

    The markers are numbered from 0 to 7 in turn, so that the loss of 8 leaves them in order.
    """
    data = jpeg(noise(), restart_marker_blocks=2)
    first = data.index(b"\xff\xd2")
    behind = data.index(bytes([0xFF, 0xD0 + (2 + count) % 8]), first + 1)
    return data[:first] + data[behind:]


def with_restarts_undeclared():
    """A file with restart markers whose declaration (DRI) is gone."""
    data = jpeg(noise(), restart_marker_blocks=2)
    return data.replace(segment(0xDD, b"\0\2"), b"", 1)


def with_swapped_restart():
    """A file with restart markers, of which one has the wrong number."""
    return jpeg(noise(), restart_marker_blocks=4).replace(b"\xff\xd2", b"\xff\xd6", 1)


def cut_but_ended(pixels=None, **options):
    """A file that lost its second half and got an end marker all the same."""
    data = jpeg(noise() if pixels is None else pixels, **options)
    return data[: len(data) // 2] + b"\xff\xd9"


def scan_bomb(scans, side=4096):
    """A progressive file of many scans, each of which says nothing about millions of blocks."""
    blocks = (side // 8) ** 2
    runs = blocks // 32767 + 1
    bits = ("0" + "1" * 14) * runs
    bits += "1" * (-len(bits) % 8)
    coded = int(bits, 2).to_bytes(len(bits) // 8, "big").replace(b"\xff", b"\xff\0")
    parts = [
        b"\xff\xd8",
        segment(0xDB, b"\0" + b"\1" * 64),
        segment(0xC2, struct.pack(">BHHB", 8, side, side, 1) + bytes([1, 0x11, 0])),
        segment(0xC4, bytes([0x00, 1, *[0] * 15, 0])),
        segment(0xC4, bytes([0x10, 1, *[0] * 15, 0xE0])),
        segment(0xDA, bytes([1, 1, 0, 0, 0, 0])) + bytes(blocks // 8),
        (segment(0xDA, bytes([1, 1, 0, 1, 63, 0])) + coded) * scans,
        b"\xff\xd9",
    ]
    return b"".join(parts)
