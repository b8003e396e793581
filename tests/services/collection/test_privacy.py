"""Of a file that says where, when and by whom it was taken, nothing is kept but the pixels."""

import io
import re
import struct

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from ssidkd.core.intake import read_picture
from ssidkd.services.collection.offer import OfferedPhoto
from tests.core.intake.builders import jpeg
from tests.core.intake.builders.pictures import photo
from tests.services.collection.store_parts import all_files, offer

CANARY = "canary-7Q"
"""Stands in every place of a file, and of a request, that could tell who somebody is."""
PIXELS = photo(96, 96)
PNG_KINDS = {b"IHDR", b"IDAT", b"IEND"}
WEBP_KINDS = {b"VP8 "}


def gps_exif():
    exif = Image.Exif()
    exif[0x010F], exif[0x013B] = CANARY, CANARY  # maker, artist
    exif.get_ifd(0x8769)[0xA431] = CANARY  # serial number of the camera
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[0x1D] = "N", (52.0, 31.0, 12.0), CANARY
    return jpeg.jpeg(PIXELS, exif=exif)


def iptc():
    caption = b"\x1c\x02\x78" + struct.pack(">H", len(CANARY)) + CANARY.encode()
    block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(caption)) + caption
    return jpeg.with_segments(
        jpeg.jpeg(PIXELS), jpeg.segment(0xED, b"Photoshop 3.0\0" + block + b"\0")
    )


def png_text():
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", CANARY)
    text.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta>{CANARY}</x:xmpmeta>")
    buffer = io.BytesIO()
    Image.fromarray(PIXELS).save(buffer, "PNG", pnginfo=text)
    return buffer.getvalue()


def xmp():
    body = f"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>{CANARY}</x:xmpmeta>".encode()
    return jpeg.with_segments(jpeg.jpeg(PIXELS), jpeg.segment(0xE1, body))


def comment():
    body = (CANARY.encode() * 7000)[:60_000]
    return jpeg.with_segments(jpeg.jpeg(PIXELS), jpeg.segment(0xFE, body))


def thumbnail():
    other = jpeg.with_segments(jpeg.jpeg(PIXELS), jpeg.segment(0xFE, CANARY.encode()))
    return jpeg.with_segments(jpeg.jpeg(PIXELS), jpeg.exif_segment(jpeg.thumbnail_tiff(other)))


def second_frame():
    return jpeg.multi_picture(PIXELS, 255 - PIXELS) + CANARY.encode()


FILES = [gps_exif, iptc, xmp, comment, thumbnail, second_frame, png_text]


def everywhere(root):
    """Names and contents of all files."""
    return [(name, name.encode() + content) for name, content in all_files(root).items()]


@pytest.mark.parametrize("make", FILES, ids=lambda make: make.__name__)
def test_no_file_of_the_collection_holds_what_the_photo_said(collection, tmp_path, make):
    content = make()
    assert CANARY.encode() in content  # so that the scan below can find something
    received = read_picture(content)
    answer = collection.donate(
        offer(
            photos=[OfferedPhoto(name=f"{CANARY}.jpg", pixels=received.pixels)],
            visitor=f"{CANARY} browser",
            key=f"{CANARY} key",
        )
    )
    identity = answer.photos[0].identity
    np.testing.assert_array_equal(
        np.asarray(Image.open(collection.picture(identity))), received.pixels
    )
    for name, content in everywhere(tmp_path):
        assert CANARY.encode() not in content, name
        assert answer.code.encode() not in content, name
        assert answer.code.replace("-", "").encode() not in content, name


def test_stored_files_have_no_place_for_anything_but_pixels(collection):
    identity = collection.donate(offer(read_picture(gps_exif()).pixels)).photos[0].identity
    assert set(png_chunks(collection.picture(identity).read_bytes())) == PNG_KINDS
    assert set(webp_chunks(collection.thumbnail(identity).read_bytes())) == WEBP_KINDS


@pytest.mark.parametrize("again", [False, True])
def test_after_a_withdrawal_nothing_of_the_photo_or_the_name_is_left(collection, tmp_path, again):
    answer = collection.donate(
        offer(PIXELS, licence="CC-BY-4.0", credit=CANARY, description={"place": "vehicle"})
    )
    identity = answer.photos[0].identity
    traces = [CANARY.encode(), b"vehicle", collection.picture(identity).read_bytes()]
    assert all(any(trace in content for _, content in everywhere(tmp_path)) for trace in traces)
    if again:  # rows that were rewritten leave their earlier form behind
        collection.accept([identity], "ada")
        collection.undo([identity], "ada")
    collection.withdraw(answer.code)
    for name, content in everywhere(tmp_path):
        assert not any(trace in content for trace in traces), name


def test_files_that_are_secret_are_the_owners_alone(collection, tmp_path):
    collection.donate(offer(1))
    root = tmp_path / "collection"
    assert root.stat().st_mode & 0o077 == 0
    assert (root / "donor.key").stat().st_mode & 0o077 == 0


def test_donors_are_the_same_for_one_browser_and_tell_nothing_across_collections(collection):
    collection.donate(offer(1, visitor="one"))
    collection.donate(offer(2, visitor="one"))
    collection.donate(offer(3, visitor="two"))
    donors = [record.donor for record in collection.photos(newest_first=False)]
    assert donors[0] == donors[1] != donors[2]
    assert all(re.fullmatch("[0-9a-f]{64}", donor) for donor in donors)


def png_chunks(content):
    place = 8
    while place < len(content):
        (size,) = struct.unpack(">I", content[place : place + 4])
        yield content[place + 4 : place + 8]
        place += 12 + size


def webp_chunks(content):
    place = 12
    while place < len(content):
        (size,) = struct.unpack("<I", content[place + 4 : place + 8])
        yield content[place : place + 4]
        place += 8 + size + size % 2
