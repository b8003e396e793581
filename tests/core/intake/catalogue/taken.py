"""Every file of the bad-input catalogue that must become the right pixels."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from tests.core.intake.builders import jpeg, others, png
from tests.core.intake.builders.pictures import checkerboard, corners, noise, photo

PHOTO = photo()
GREY_PHOTO = np.asarray(Image.fromarray(PHOTO).convert("L"))
GREY = np.repeat(GREY_PHOTO[..., None], 3, axis=2)
ALPHA = np.tile(np.linspace(0, 255, 64).round().astype(np.uint8), (48, 1))
PLAIN = jpeg.jpeg(PHOTO)
GARBAGE = noise(10, 10, seed=1).tobytes()
FIRST_OF_3 = "This file holds 3 pictures; only the first one was taken."
FLATTENED = "Transparent parts were put on white."
REDUCED = "16-bit values were reduced to 8 bits."
PRINT = "Print colours (CMYK) were converted to screen colours, which may look different."


@dataclass(frozen=True)
class Case:
    """A file and what must become of it."""

    name: str
    data: bytes
    pixels: np.ndarray
    error: float = 0
    """Largest mean absolute difference [levels]: what the lossy format itself does."""
    notices: tuple[str, ...] = ()


def on_white(pixels, alpha):
    opacity = alpha[..., None] / 255
    return (pixels * opacity + 255 * (1 - opacity)).round().astype(np.uint8)


def rows(samples):
    return [row.tobytes() for row in samples]


def sixteen_bits(levels):
    return rows((levels.astype(np.uint16) * 257).astype(">u2"))


def palette_of_256():
    ramp = np.arange(256, dtype=np.uint8)
    return png.chunk(b"PLTE", np.stack([ramp, 255 - ramp, ramp // 2], axis=-1).tobytes())


def palette_pixels(indexes):
    return np.stack([indexes, 255 - indexes, indexes // 2], axis=-1)


def jpeg_with(*segments):
    return jpeg.with_segments(PLAIN, *segments)


def transparent_level(depth, level):
    """A grey file of few levels, of which one is transparent, and its pixels."""
    levels = np.tile(np.arange(2**depth, dtype=np.uint8), (32, 64 >> depth if depth < 4 else 4))
    bits = np.unpackbits(levels[..., None], axis=2)[..., -depth:]
    packed = np.packbits(bits.reshape(len(levels), -1), axis=1)
    data = png.file_of(rows(packed), depth, 0, png.chunk(b"tRNS", bytes([0, level])))
    shown = np.where(levels == level, 255, levels * (255 // (2**depth - 1)))
    return data, np.repeat(shown[..., None], 3, axis=2).astype(np.uint8)


LARGE_EXIF = [jpeg.exif_segment(GARBAGE * 218)] * 20
CAMERA = jpeg.camera_tiff("4711-SECRET")
ADOBE_TEXT = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><script>alert(1)</script></x:xmpmeta>"
GAIN_MAP = b"http://ns.adobe.com/xap/1.0/\0<rdf hdrgm:Version='1.0' GainMapMax='2.3'/>"
ONE_BIT = noise(48, 64, channels=0) > 127
FRAMES = [PHOTO, corners(48, 64), noise()]

TAKEN = [
    Case("I-01 baseline JPEG", PLAIN, PHOTO, 2),
    Case("I-07 progressive JPEG", jpeg.jpeg(PHOTO, progressive=True), PHOTO, 2),
    Case("I-07 restart markers", jpeg.jpeg(PHOTO, restart_marker_blocks=3), PHOTO, 2),
    Case("I-07 restarts, 4:2:0", jpeg.jpeg(PHOTO, subsampling=2, restart_marker_rows=1), PHOTO, 2),
    Case(
        "I-07 restarts, progressive",
        jpeg.jpeg(PHOTO, subsampling=2, progressive=True, restart_marker_blocks=2),
        PHOTO,
        2,
    ),
    Case("I-08 CMYK JPEG", jpeg.cmyk(PHOTO), PHOTO, 3, (PRINT,)),
    Case("I-09 YCCK JPEG", jpeg.cmyk(PHOTO, transform=2), PHOTO, 3, (PRINT,)),
    Case("I-10 grey JPEG", jpeg.jpeg(GREY_PHOTO), GREY, 2),
    Case("I-11 16-bit grey PNG", png.file_of(sixteen_bits(GREY_PHOTO), 16, 0), GREY, 0, (REDUCED,)),
    Case(
        "I-11 16-bit grey PNG, one level transparent",
        png.file_of(sixteen_bits(ALPHA), 16, 0, png.chunk(b"tRNS", b"\0\0")),
        np.repeat(np.where(ALPHA == 0, 255, ALPHA)[..., None], 3, axis=2).astype(np.uint8),
        0,
        (REDUCED, FLATTENED),
    ),
    Case("I-12 16-bit RGB PNG", png.file_of(sixteen_bits(PHOTO), 16, 2), PHOTO),
    Case(
        "I-13 palette PNG",
        png.file_of(rows(GREY_PHOTO), 8, 3, palette_of_256()),
        palette_pixels(GREY_PHOTO),
    ),
    Case(
        "I-13 palette PNG with transparency",
        png.file_of(rows(ALPHA), 8, 3, palette_of_256(), png.chunk(b"tRNS", bytes(range(256)))),
        on_white(palette_pixels(ALPHA), ALPHA),
        1,
        (FLATTENED,),
    ),
    Case("I-13 2-bit grey, one level transparent", *transparent_level(2, 1), 0, (FLATTENED,)),
    Case("I-13 4-bit grey, one level transparent", *transparent_level(4, 5), 0, (FLATTENED,)),
    Case(
        "I-14 1-bit PNG",
        png.file_of(rows(np.packbits(ONE_BIT, axis=1)), 1, 0),
        np.repeat(ONE_BIT[..., None], 3, axis=2).astype(np.uint8) * 255,
    ),
    Case(
        "I-15 RGBA PNG, noise under alpha",
        png.file_of(rows(np.dstack([noise(), ALPHA])), 8, 6),
        on_white(noise(), ALPHA),
        1,
        (FLATTENED,),
    ),
    Case(
        "I-15 RGBA PNG without a transparent pixel",
        png.file_of(rows(np.dstack([PHOTO, np.full_like(ALPHA, 255)])), 8, 6),
        PHOTO,
    ),
    Case(
        "I-16 LA PNG",
        png.file_of(rows(np.dstack([GREY_PHOTO, ALPHA])), 8, 4),
        on_white(GREY, ALPHA),
        1,
        (FLATTENED,),
    ),
    Case(
        "I-18 animated WebP",
        others.animated(FRAMES, "WEBP", lossless=True),
        PHOTO,
        0,
        (FIRST_OF_3,),
    ),
    Case("I-19 animated PNG", others.animated(FRAMES, "PNG"), PHOTO, 0, (FIRST_OF_3,)),
    Case("I-20 multi-picture JPEG", jpeg.multi_picture(PHOTO, noise()), PHOTO, 2),
    Case(
        "I-21 JPEG with gain map",
        jpeg.with_segments(jpeg.multi_picture(PHOTO, GREY_PHOTO), jpeg.segment(0xE1, GAIN_MAP)),
        PHOTO,
        2,
    ),
    Case(
        "I-31 corrupt EXIF",
        jpeg_with(jpeg.exif_segment(b"MM\0*\0\0\0\x08\xff" + GARBAGE)),
        PHOTO,
        2,
    ),
    Case(
        "I-31 EXIF beyond its end", jpeg_with(jpeg.exif_segment(b"II*\0\xff\xff\xff\0")), PHOTO, 2
    ),
    Case("I-32 EXIF of 1.3 MB", jpeg_with(*LARGE_EXIF), PHOTO, 2),
    Case("I-33 place and camera", jpeg_with(jpeg.exif_segment(CAMERA)), PHOTO, 2),
    Case("I-34 comment of 60 kB", jpeg_with(jpeg.segment(0xFE, bytes(60_000))), PHOTO, 2),
    Case("I-35 XMP with a script", jpeg_with(jpeg.segment(0xE1, ADOBE_TEXT)), PHOTO, 2),
    Case("I-35 IPTC", jpeg_with(jpeg.segment(0xED, b"Photoshop 3.0\0" + GARBAGE)), PHOTO, 2),
    Case(
        "I-36 thumbnail of another picture",
        jpeg_with(jpeg.exif_segment(jpeg.thumbnail_tiff(jpeg.jpeg(noise())))),
        PHOTO,
        2,
    ),
    Case("I-43 641 x 427", jpeg.jpeg(photo(427, 641)), photo(427, 641), 2),
    Case("I-43 997 x 661", png.rgb(photo(661, 997)), photo(661, 997)),
    Case("I-43 interlaced 43 x 37", png.interlaced(photo(37, 43)), photo(37, 43)),
    Case("I-53 PNG with 60 texts of 1 MB", png.rgb(PHOTO, png.text(b"zTXt", 1) * 60), PHOTO),
    Case("I-54 PNG of 100,000 chunks", png.rgb(PHOTO, png.chunk(b"prVt") * 100_000), PHOTO),
    Case("I-60 JPEG with a zip behind", PLAIN + others.zipped(1000), PHOTO, 2),
    Case("I-60 PNG with PHP behind", png.rgb(PHOTO) + b"<?php system($_GET['c']); ?>", PHOTO),
    Case(
        "I-60 WebP with a script behind",
        others.saved(PHOTO, "WEBP", lossless=True) + others.HTML,
        PHOTO,
    ),
    Case("I-61 JPEG with 10 MB of zeros behind", PLAIN + bytes(10_000_000), PHOTO, 2),
    Case("I-68 HEIC", others.heic(PHOTO, chroma=444), PHOTO, 2),
    Case("I-69 AVIF", others.saved(PHOTO, "AVIF", quality=95, subsampling="4:4:4"), PHOTO, 2),
    Case(
        "I-70 lossless WebP with alpha",
        others.saved(np.dstack([PHOTO, ALPHA]), "WEBP", lossless=True, exact=True),
        on_white(PHOTO, ALPHA),
        1,
        (FLATTENED,),
    ),
    Case("I-76 black", jpeg.jpeg(others.BLACK), others.BLACK),
    Case("I-76 white", jpeg.jpeg(others.WHITE), others.WHITE),
    Case(
        "I-76 the grey that decoders put in place of lost data", jpeg.jpeg(others.GREY), others.GREY
    ),
    Case("I-77 checkerboard", png.rgb(checkerboard()), checkerboard()),
    Case("I-77 noise", png.rgb(noise()), noise()),
]
