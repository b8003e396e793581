"""WebP, AVIF and HEIC files, and everything that is no accepted picture."""

import io
import struct
import zipfile

import numpy as np
import pillow_heif
from PIL import Image

from tests.core.intake.builders.pictures import flat, noise, photo


def saved(pixels, kind, **options):
    """A file that Pillow writes."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, kind, **options)
    return buffer.getvalue()


def animated(frames, kind, **options):
    """An animation of frames."""
    further = [Image.fromarray(frame) for frame in frames[1:]]
    return saved(frames[0], kind, save_all=True, append_images=further, duration=40, **options)


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


def gif_screen(width, height):
    """A GIF file whose header claims a huge screen."""
    data = bytearray(saved(photo(), "GIF"))
    data[6:10] = struct.pack("<HH", width, height)
    return bytes(data)


def zipped(size):
    """A zip archive of zeros."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(size))
    return buffer.getvalue()


def float_tiff():
    """A TIFF file with values that are no numbers, or far from any picture."""
    levels = np.full((48, 64), 0.5, np.float32)
    levels[0, :3] = (np.nan, np.inf, -1e30)
    return saved(levels, "TIFF")


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
