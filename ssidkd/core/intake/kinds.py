"""Which format a file has, by its content; its name is never asked."""

from enum import Enum

from ssidkd.core.intake.refusal import ACCEPTED, PictureRefused, RefusalCode, not_image


class Kind(Enum):
    """A format that is taken."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WebP"
    AVIF = "AVIF"
    HEIC = "HEIC"


_AVIF_BRANDS = {b"avif", b"avis"}
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}

_REFUSED = (
    (b"GIF87a", "a GIF"),
    (b"GIF89a", "a GIF"),
    (b"BM", "a BMP picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"II+\0", "a TIFF picture"),
    (b"MM\0+", "a TIFF picture"),
    (b"\0\0\0\x0cjP  ", "a JPEG 2000 picture"),
    (b"\xff\x4f\xff\x51", "a JPEG 2000 picture"),
    (b"\0\0\0\x0cJXL ", "a JPEG XL picture"),
    (b"\xff\x0a", "a JPEG XL picture"),
    (b"%PDF", "a PDF document"),
    (b"%!PS", "a PostScript document"),
    (b"\xc5\xd0\xd3\xc6", "a PostScript document"),
    (b"8BPS", "a Photoshop file"),
    (b"\0\0\1\0", "an icon"),
    (b"DDS ", "a DDS picture"),
    (b"\x01\xda", "an SGI picture"),
    (b"\x0a\x05\x01", "a PCX picture"),
    (b"SIMPLE  =", "a FITS file"),
    *((b"P%d" % digit, "a PNM picture") for digit in range(1, 8)),
)
"""Openings of formats that are refused by name. A GIF has 256 colours and is no photo; the others
are rarely sent from a phone or a camera and would each bring one more decoder within reach."""


def recognise(data: bytes) -> Kind:
    """Return the format of a file.

    Raises:
        PictureRefused: it is a picture, document or video of another format, or none at all.
    """
    if data.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return Kind.WEBP
    if data[4:8] == b"ftyp":
        return _recognise_boxes(data)
    raise _not_taken(data)


def _recognise_boxes(data: bytes) -> Kind:
    """Return the format of a file of boxes (ISO/IEC 14496-12), by the brands it names."""
    length = min(int.from_bytes(data[:4], "big"), 256)
    brands = {data[8:12]} | {data[start : start + 4] for start in range(16, length, 4)}
    if brands & _AVIF_BRANDS:
        return Kind.AVIF
    if brands & _HEIC_BRANDS:
        return Kind.HEIC
    raise _refused("a video or a kind of picture this program does not know")


def _not_taken(data: bytes) -> PictureRefused:
    """Return the refusal of a file that opens like no accepted format."""
    for opening, name in _REFUSED:
        if data.startswith(opening):
            return _refused(name)
    if data.endswith(b"TRUEVISION-XFILE.\0"):
        return _refused("a TGA picture")
    if b"<svg" in data[:1024].lower():
        return _refused("an SVG drawing")
    return not_image()


def _refused(name: str) -> PictureRefused:
    """Return the refusal of a known format."""
    return PictureRefused(
        RefusalCode.FORMAT,
        f"This file is {name}, which is not taken; please save the picture as {ACCEPTED}.",
    )
