"""WebP, AVIF and HEIC files, and everything that is no accepted picture."""

import base64
import io
import re
import struct
import zipfile
import zlib

import numpy as np
import pillow_heif
from PIL import Image

from tests.core.intake.builders.pictures import flat, noise, photo

# 12,000 x 12,000 of one colour, saved by Pillow as AVIF (1,899 bytes), whose boxes were then told
# that it has 64 x 64: made here it would take a gigabyte and the better part of a minute.
AVIF_STREAM_BOMB = zlib.decompress(
    base64.b64decode(
        "eNpjYGBQSCupLEgsy0xjAAIQnZuZZpibmZjm62joBBR6nZtaksgAAYoZKTlFUDZDQWZyCQMa4CvILMkFsxiBWC4z"
        "Jz8ZxHEB8RkhoozCDAxsEUC2RmZmXhpcrRSQk8oE5SWWGRg65+fkg+3KyiwoKgDS3pkFyflAWiSzuCAVap8DFAsU"
        "ZFZkggSYOTg4gBRPYpmhc6M8D0hIODk/pygvOacCaDIvA1sDUEg8syAX5iegw1gYmZpZgK5KyE1JLBFi4OKW/553"
        "f3ftIiYpXg6jYzwCPO7trXcv+5ocOnaAgSHp/CnN41MnBC6wb5iZOudT7kpPTjGrPWXCLL8s7PduOyfSFfZ9ptyZ"
        "tIQtO29XL9auUvNRmh/XbTT/4626r7VrD9mxHOpTT5iX7fhFstLzym+na4mvt5Y3fOdcbiz1bdEVE77rSbMrVioM"
        "FzsSSbKjIfpqH0fXBB3tVt4smao/Ka/y7bzCFhTvCdb4z5Z4LO9lWn9Dn8/Ge3cc/m97t/zRwh0LlSKiNEejYzQ6"
        "RqMDV3Qk0twbq4eHFTSPCgsARThXkQ=="
    )
)


def saved(pixels, kind, **options):
    """A file that Pillow writes."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, kind, **options)
    return buffer.getvalue()


def animated(frames, kind, **options):
    """An animation of frames."""
    further = [Image.fromarray(frame) for frame in frames[1:]]
    return saved(frames[0], kind, save_all=True, append_images=further, duration=40, **options)


def timeless(data):
    """An animation of boxes without the moment of its making, so that it is always the same."""
    return re.sub(
        rb"(mvhd|tkhd|mdhd)(\x01...).{16}",
        lambda found: found[1] + found[2] + bytes(16),
        data,
        flags=re.DOTALL,
    )


def heic(*pictures, **options):
    """A HEIC file of one or more pictures, of which the first is the main one."""
    container = pillow_heif.from_pillow(Image.fromarray(pictures[0]))
    for further in pictures[1:]:
        container.add_from_pillow(Image.fromarray(further))
    buffer = io.BytesIO()
    container.save(buffer, quality=95, primary_index=0, **options)
    return buffer.getvalue()


def turned_avif(value):
    """An AVIF file with an orientation, and pixels that are not upright without it."""
    exif = Image.Exif()
    exif[0x0112] = value
    return saved(photo(), "AVIF", quality=95, subsampling="4:4:4", exif=exif.tobytes())


def webp_canvas(width, height):
    """A WebP file whose header lies about its canvas."""
    extended = b"VP8X" + struct.pack("<I", 10) + b"\2\0\0\0"
    extended += (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBP" + extended + saved(photo(), "WEBP")[12:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


def with_ispe(data, side):
    """An AVIF or HEIC file whose metadata lies about its size."""
    lying = bytearray(data)
    at = data.index(b"ispe") + 8
    lying[at : at + 8] = struct.pack(">II", side, side)
    return bytes(lying)


def with_av1_header(data, width, height, bits=None):
    """An AVIF file of one item whose stream begins with a sequence header of its own.

    Without `bits` it is that of a still picture, with them the header says how many bits each
    frame has for its sides.
    """
    side_bits = bits or max(width, height).bit_length()
    if bits is None:
        fields = [(0, 3), (1, 1), (1, 1), (0, 5)]  # profile, still, reduced, level
    else:
        fields = [(0, 3), (0, 1), (0, 1), (0, 1), (0, 1), (0, 5), (0, 12), (0, 5)]
    fields += [(side_bits - 1, 4)] * 2 + [(width - 1, side_bits), (height - 1, side_bits)]
    text = "".join(f"{value:0{count}b}" for value, count in fields) + "1"
    text += "0" * (-len(text) % 8)
    unit = int(text, 2).to_bytes(len(text) // 8, "big")
    return with_av1_unit(data, bytes([0x0A, len(unit)]) + unit)


def with_av1_unit(data, unit):
    """An AVIF file of one item with a unit put before its stream."""
    mutable = bytearray(data)
    media = data.index(b"mdat") - 4
    length = data.index(b"iloc") + 22  # version 0, one item of one extent: its last field
    for at in (media, length):
        mutable[at : at + 4] = struct.pack(
            ">I", int.from_bytes(data[at : at + 4], "big") + len(unit)
        )
    return bytes(mutable[: media + 8]) + unit + bytes(mutable[media + 8 :])


def gif_screen(width, height):
    """A GIF file whose header claims a huge screen."""
    data = bytearray(saved(photo(), "GIF"))
    data[6:10] = struct.pack("<HH", width, height)
    return bytes(data)


def many_frames(count, side=32):
    """A GIF file of very many frames."""
    single = saved(flat(90, side), "GIF")
    frame = single[single.index(b"\x2c", 13 + 3 * 2 ** ((single[10] & 7) + 1)) : -1]
    return single[: -1 - len(frame)] + frame * count + b";"


def zipped(size):
    """A zip archive of zeros."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        zeros = zipfile.ZipInfo("zeros")  # of 1980, so that the file is always the same
        archive.writestr(zeros, bytes(size), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def float_tiff():
    """A TIFF file with values that are no numbers, or far from any picture."""
    levels = np.full((48, 64), 0.5, np.float32)
    levels[0, :3] = (np.nan, np.inf, -1e30)
    return saved(levels, "TIFF")


def tiled_tiff():
    """A TIFF file of one tile of 64 x 64 grey pixels, tag by tag."""
    tags = [(256, 64), (257, 64), (258, 8), (259, 1), (262, 1), (277, 1), (322, 64), (323, 64)]
    tags += [(324, 8 + 2 + 12 * 10 + 4), (325, 64 * 64)]
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4) + bytes(64 * 64)


def tiff_of(mode):
    """A TIFF file of another colour space."""
    buffer = io.BytesIO()
    Image.fromarray(photo()).convert(mode).save(buffer, "TIFF")
    return buffer.getvalue()


SVG = b"""<?xml version="1.0"?>
<!DOCTYPE svg [<!ENTITY secret SYSTEM "file:///etc/hostname">]>
<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64">
<script>alert(1)</script><image href="file:///etc/hostname"/><text>&secret;</text></svg>"""
HTML = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 64 64\nshowpage\n%%EOF\n"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
MP4 = b"\0\0\0\x18ftypqt  \0\0\0\0qt  mp42" + b"\0\0\0\x08mdat" + bytes(500)
SEVEN_ZIP = b"7z\xbc\xaf\x27\x1c\0\4" + bytes(200)
RANDOM = noise(50, 50, seed=3).tobytes()
BLACK, WHITE, GREY = flat(0), flat(255), flat(128)


def with_moved_crop(data, halves):
    """A HEIC file whose crop (`clap`) lies so many half pixels below the middle, as coded."""
    last = data.index(b"clap") + 4 + 6 * 4  # behind width, height and the way to the right
    return data[:last] + struct.pack(">ii", halves, 2) + data[last + 8 :]
