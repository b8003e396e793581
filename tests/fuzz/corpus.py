"""What the fuzz begins with: small files of every format and feature that the intake knows."""

import numpy as np

from tests.core.intake.builders import icc, jpeg, others, png
from tests.core.intake.builders.pictures import noise, photo

_PIXELS = photo(40, 48)
_NOISE = noise(40, 48)
_ALPHA = np.dstack([_PIXELS, _PIXELS[..., 0]])
_PROFILE = icc.rgb_profile(icc.DISPLAY_P3)
_GREY = _PIXELS[..., 0]
_TURNED = b"Exif\0\0" + jpeg.orientation_tiff(6)


def taken() -> dict[str, bytes]:
    """Return files that are pictures, name -> bytes."""
    return {**_jpeg_files(), **_png_files(), **_webp_files(), **_files_of_boxes()}


def odd() -> dict[str, bytes]:
    """Return small files that are damaged, of another format, or no pictures, name -> bytes."""
    return {
        "GIF": others.animated([_PIXELS, _NOISE], "GIF"),
        "TIFF": others.saved(_PIXELS, "TIFF"),
        "JPEG 2000": others.saved(_PIXELS, "JPEG2000"),
        "BMP": others.saved(_PIXELS, "BMP"),
        "SVG": others.SVG,
        "HTML": others.HTML,
        "EPS": others.EPS,
        "PDF": others.PDF,
        "MP4": others.MP4,
        "zip": others.zipped(1000),
        "random": others.RANDOM,
        "PNG bomb": png.bomb(50_000, 50_000),
        "PNG of a long text": png.rgb(_PIXELS, png.text(b"zTXt", 2)),
        "PNG of damaged pixels": png.short(_PIXELS),
        "JPEG bomb": jpeg.claiming(65_500, 65_500),
        "12-bit JPEG": jpeg.with_precision(12),
        "JPEG of many scans": jpeg.scan_bomb(20, side=64),
        "JPEG without restarts": jpeg.with_lost_restarts(1),
        "JPEG cut but ended": jpeg.cut_but_ended(),
        "WebP bomb": others.webp_canvas(16_384, 16_384),
        "AVIF bomb": others.with_ispe(others.saved(_PIXELS, "AVIF"), 16_000),
        "HEIC bomb": others.with_ispe(others.heic(noise(64, 64)), 16_000),
    }


def _jpeg_files() -> dict[str, bytes]:
    multiple = jpeg.with_segments(
        jpeg.multi_picture(_PIXELS, _PIXELS), jpeg.exif_segment(jpeg.orientation_tiff(6))
    )
    described = jpeg.with_segments(
        jpeg.jpeg(_PIXELS),
        jpeg.segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>"),
        jpeg.segment(0xED, b"Photoshop 3.0\0" + bytes(20)),
        jpeg.segment(0xFE, b"comment"),
    )
    return {
        "JPEG": jpeg.jpeg(_PIXELS),
        "JPEG with restarts": jpeg.jpeg(_NOISE, restart_marker_blocks=6),
        "JPEG of several pictures": multiple,
        "JPEG with descriptions": described,
        "JPEG, 4:2:0": jpeg.jpeg(_NOISE, subsampling=2, quality=50),
        "progressive JPEG": jpeg.jpeg(_NOISE, progressive=True),
        "progressive JPEG with restarts": jpeg.jpeg(
            _PIXELS, subsampling=2, progressive=True, restart_marker_blocks=2
        ),
        "grey JPEG": jpeg.jpeg(_GREY),
        "CMYK JPEG": jpeg.cmyk(_PIXELS),
        "YCCK JPEG": jpeg.cmyk(_PIXELS, transform=2),
        "arithmetic JPEG": jpeg.ARITHMETIC,
        "JPEG with profile": jpeg.jpeg(_PIXELS, icc_profile=_PROFILE),
    }


def _png_files() -> dict[str, bytes]:
    rows = [row.tobytes() for row in _GREY]
    palette = png.chunk(b"PLTE", bytes(range(256)) * 3)
    levels = png.chunk(b"tRNS", bytes(range(256)))
    turned = png.chunk(b"eXIf", jpeg.orientation_tiff(8))
    return {
        "PNG": png.rgb(_PIXELS, png.text(b"iTXt", 1), turned),
        "16-bit PNG": png.file_of([bytes(96)] * 40, 16, 0, png.chunk(b"tRNS", b"\0\0")),
        "16-bit RGB PNG": png.file_of([bytes(288)] * 40, 16, 2, png.chunk(b"tRNS", bytes(6))),
        "palette PNG": png.file_of(rows, 8, 3, palette, levels),
        "1-bit PNG": png.file_of([row[:6] for row in rows], 1, 0),
        "2-bit PNG": png.file_of([row[:12] for row in rows], 2, 0, png.chunk(b"tRNS", b"\0\1")),
        "grey and alpha PNG": png.file_of([row.tobytes() for row in _ALPHA[..., 2:]], 8, 4),
        "RGBA PNG": png.file_of([row.tobytes() for row in _ALPHA], 8, 6),
        "PNG with profile": others.saved(_PIXELS, "PNG", icc_profile=_PROFILE),
        "interlaced PNG": png.interlaced(_PIXELS),
        "animated PNG": others.animated([_PIXELS, _NOISE], "PNG"),
    }


def _webp_files() -> dict[str, bytes]:
    return {
        "WebP": others.saved(_PIXELS, "WEBP", exif=_TURNED, icc_profile=_PROFILE),
        "plain WebP": others.saved(_PIXELS, "WEBP"),
        "lossless WebP": others.saved(_ALPHA, "WEBP", lossless=True),
        "WebP with alpha": others.saved(_ALPHA, "WEBP", quality=50),
        "animated WebP": others.animated([_PIXELS, _NOISE], "WEBP"),
    }


def _files_of_boxes() -> dict[str, bytes]:
    return {
        "AVIF": others.saved(_PIXELS, "AVIF", icc_profile=_PROFILE),
        "turned AVIF": others.saved(_ALPHA, "AVIF", exif=_TURNED),
        "animated AVIF": others.timeless(others.animated([_PIXELS, _NOISE], "AVIF")),
        "HEIC": others.heic(_PIXELS, exif=_TURNED),
        "HEIC with alpha": others.heic(_ALPHA),
        "HEIC of several pictures": others.heic(_PIXELS, _NOISE),
    }
