"""Every file of the bad-input catalogue that must be refused, and with which code."""

from tests.core.intake.builders import jpeg, others, png
from tests.core.intake.builders.pictures import noise, photo

PHOTO = photo()
JPEG, PNG = jpeg.jpeg(noise()), png.rgb(noise())
WEBP, AVIF = others.saved(noise(), "WEBP"), others.saved(noise(), "AVIF")
HEIC = others.heic(noise(64, 64))
CROPPED_AWAY = others.with_moved_crop(others.heic(noise(40, 48)), halves=-56)


def half(data):
    return data[: len(data) // 2]


def with_byte(data, at):
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


REFUSED = [
    ("I-02 JPEG cut at 50 %", half(JPEG), "truncated"),
    ("I-02 progressive JPEG cut at 50 %", half(jpeg.jpeg(noise(), progressive=True)), "truncated"),
    ("I-02 JPEG cut at 50 % with an end marker", jpeg.cut_but_ended(), "truncated"),
    ("I-02 grey JPEG cut, ended", jpeg.cut_but_ended(qtables=[[9] * 64] * 2), "truncated"),
    ("I-02 large JPEG cut, ended", jpeg.cut_but_ended(noise(900, 1200)), "truncated"),
    ("I-02 JPEG of 48 rows that claims 1200", jpeg.claiming(64, 1200), "truncated"),
    ("I-02 JPEG that claims 3000 x 3000", jpeg.claiming(3000, 3000), "truncated"),
    ("I-03 first 100 bytes of a JPEG", JPEG[:100], "truncated"),
    ("I-04 JPEG without its last 2 bytes", JPEG[:-2], "truncated"),
    ("I-05 PNG cut at 50 %", half(PNG), "truncated"),
    ("I-05 PNG without its last chunk", PNG[:-12], "truncated"),
    ("I-05 PNG of 20 bytes", PNG[:20], "truncated"),
    ("I-05 WebP cut at 50 %", half(WEBP), "truncated"),
    ("I-05 WebP of 20 bytes", WEBP[:20], "truncated"),
    ("I-05 AVIF cut at 50 %", half(AVIF), "truncated"),
    ("I-05 HEIC cut at 50 %", half(HEIC), "truncated"),
    ("I-06 PNG with a wrong checksum of the header", with_byte(PNG, 30), "corrupt"),
    ("I-06 PNG with a wrong checksum of the pixels", with_byte(PNG, len(PNG) - 14), "corrupt"),
    ("I-06 PNG with damaged pixels", png.with_flipped_byte(PNG, b"IDAT", 900), "corrupt"),
    ("I-06 PNG with too few pixels in sound chunks", png.short(PHOTO), "corrupt"),
    ("I-06 interlaced PNG short of a row", png.interlaced(photo(320, 32), missing=97), "corrupt"),
    ("I-06 PNG of a palette it lacks", png.file_of([bytes(64)] * 48, 8, 3), "corrupt"),
    ("I-17 animated GIF", others.animated([PHOTO, noise()], "GIF"), "format"),
    ("I-40 1 x 1", png.flat_file(1, 1), "too_small"),
    ("I-41 1 x 4000", png.flat_file(1, 4000), "aspect"),
    ("I-41 4000 x 1", png.flat_file(4000, 1), "aspect"),
    ("I-42 7 x 7", png.flat_file(7, 7), "too_small"),
    ("I-42 31 x 64", png.flat_file(31, 64), "too_small"),
    ("I-44 16000 x 1 JPEG", jpeg.jpeg(photo(1, 16000)), "aspect"),
    ("I-44 16383 x 2 WebP", others.saved(photo(2, 16383), "WEBP"), "aspect"),
    ("I-45 8000 x 8000 PNG", png.flat_file(8000, 8000), "too_many_pixels"),
    ("I-46 one row more than 40 megapixels", png.flat_file(8000, 5001), "too_many_pixels"),
    ("I-47 50,000 x 50,000 in 65 bytes", png.bomb(50_000, 50_000), "too_many_pixels"),
    ("I-48 13,000 x 13,000 of 1 bit", png.flat_file(13_000, 13_000), "too_many_pixels"),
    ("I-49 14,200 x 14,200", png.bomb(14_200, 14_200), "too_many_pixels"),
    ("I-50 JPEG that claims 65,500 x 65,500", jpeg.claiming(65_500, 65_500), "too_many_pixels"),
    ("I-50 WebP that claims 16,384 x 16,384", others.webp_canvas(16384, 16384), "too_many_pixels"),
    ("I-50 AVIF that claims 16,000 x 16,000", others.with_ispe(AVIF, 16000), "too_many_pixels"),
    ("I-50 HEIC whose crop lies mostly outside", CROPPED_AWAY, "too_small"),
    ("I-50 HEIC that claims 16,000 x 16,000", others.with_ispe(HEIC, 16000), "too_many_pixels"),
    ("I-50 AVIF of 144 megapixels that claims 64 x 64", others.AVIF_STREAM_BOMB, "too_many_pixels"),
    ("I-51 0 x 0 PNG", png.bomb(0, 0), "not_image"),
    ("I-51 JPEG of height 0", jpeg.claiming(64, 0), "not_image"),
    ("I-52 PNG with a zTXt of 5 MB", png.rgb(PHOTO, png.text(b"zTXt", 5)), "corrupt"),
    ("I-52 PNG with an iTXt of 5 MB", png.rgb(PHOTO, png.text(b"iTXt", 5)), "corrupt"),
    ("I-54 PNG of 250,000 chunks", png.rgb(PHOTO, png.chunk(b"prVt") * 250_000), "corrupt"),
    ("I-54 JPEG of 20,000 segments", jpeg.with_segments(JPEG, b"\xff\xfe\0\2" * 20_000), "corrupt"),
    ("I-54 JPEG of 101 scans", jpeg.scan_bomb(100), "corrupt"),
    ("I-55 GIF with a screen of 65,535 x 65,535", others.gif_screen(65535, 65535), "format"),
    ("I-55 GIF of 10,000 frames", others.many_frames(10_000), "format"),
    ("I-55 APNG of 40,000 frames", png.claiming_frames(PHOTO, 40_000), "too_many_pixels"),
    ("I-57 zip bomb", others.zipped(50_000_000), "not_image"),
    ("I-57 7z archive", others.SEVEN_ZIP, "not_image"),
    ("I-58 SVG with script, entity and file reference", others.SVG, "format"),
    ("I-59 HTML", others.HTML, "not_image"),
    ("I-60 GIF that is a script too", b"GIF89a/*" + bytes(40) + b"*/=alert(1)", "format"),
    ("I-62 EPS", others.EPS, "format"),
    ("I-63 PDF", others.PDF, "format"),
    *((f"I-64 {kind}", others.saved(PHOTO, kind), "format") for kind in
      ("BMP", "TGA", "PPM", "ICO", "DDS", "PCX", "SGI")),
    ("I-65 TIFF", others.saved(PHOTO, "TIFF"), "format"),
    ("I-65 TIFF of several pages", others.animated([PHOTO, noise()], "TIFF"), "format"),
    ("I-65 TIFF of tiles", others.tiled_tiff(), "format"),
    ("I-65 TIFF of values that are no numbers", others.float_tiff(), "format"),
    *((f"I-66 {mode} TIFF", others.tiff_of(mode), "format") for mode in ("LAB", "YCbCr", "CMYK")),
    ("I-67 JPEG 2000", others.saved(PHOTO, "JPEG2000"), "format"),
    ("I-67 JPEG 2000 codestream", others.saved(PHOTO, "JPEG2000", no_jp2=True), "format"),
    ("I-71 video named as a photo", others.MP4, "format"),
    ("I-72 0 bytes", b"", "empty"),
    ("I-73 random bytes", others.RANDOM, "not_image"),
    ("I-73 random bytes that open like a JPEG", b"\xff\xd8\xff\xe0" + others.RANDOM, "truncated"),
    ("I-73 random bytes that open like a PNG", png.SIGNATURE + others.RANDOM, "corrupt"),
    ("I-74 12-bit JPEG", jpeg.with_precision(12), "corrupt"),
    ("I-75 JPEG that lost a restart marker and blocks", jpeg.with_lost_restarts(1), "corrupt"),
    ("I-75 JPEG that lost 8 restart markers and blocks", jpeg.with_lost_restarts(8), "corrupt"),
    ("I-75 JPEG with undeclared restart markers", jpeg.with_restarts_undeclared(), "corrupt"),
    ("I-75 JPEG with a wrong restart marker", jpeg.with_swapped_restart(), "corrupt"),
]  # fmt: skip
