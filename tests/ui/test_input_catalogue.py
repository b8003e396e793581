"""Files of the input catalogue through the running page: raw requests, no browser, no client.

Each goes up as the page sends it and is derained by a call. The answer has to be what the intake
alone says of the same bytes: the same pixels, the same sentence. No answer has a status of 500 or
more.
"""

import base64
import json
import os
from pathlib import Path

import httpx
import numpy as np
import pytest
import torch

from ssidkd.core.intake import PictureRefused, read_picture
from tests.browser.conftest import tiny_page
from tests.core.intake.builders import icc, jpeg, others, png
from tests.core.intake.builders.pictures import corners, photo
from tests.core.intake.catalogue.refused import REFUSED
from tests.core.intake.catalogue.taken import TAKEN
from tests.page_services import tiny_deraining

API = "/gradio_api"
SERIAL = "4711-SECRET"
TURNED = jpeg.exif_segment(jpeg.orientation_tiff(6))
TAKEN_ROWS = (
    "I-01 baseline JPEG",
    "I-07 progressive JPEG",
    "I-08 CMYK JPEG",
    "I-11 16-bit grey PNG",
    "I-13 palette PNG with transparency",
    "I-14 1-bit PNG",
    "I-15 RGBA PNG, noise under alpha",
    "I-18 animated WebP",
    "I-20 multi-picture JPEG",
    "I-33 place and camera",
    "I-53 PNG with 60 texts of 1 MB",
    "I-60 JPEG with a zip behind",
    "I-68 HEIC",
    "I-69 AVIF",
    "I-76 black",
    "I-77 checkerboard",
)
REFUSED_ROWS = (
    "I-02 JPEG cut at 50 %",
    "I-04 JPEG without its last 2 bytes",
    "I-06 PNG with a wrong checksum of the pixels",
    "I-17 animated GIF",
    "I-41 4000 x 1",
    "I-42 7 x 7",
    "I-45 8000 x 8000 PNG",
    "I-47 50,000 x 50,000 in 65 bytes",
    "I-48 13,000 x 13,000 of 1 bit",
    "I-50 JPEG that claims 65,500 x 65,500",
    "I-50 AVIF of 144 megapixels that claims 64 x 64",
    "I-52 PNG with a zTXt of 5 MB",
    "I-57 zip bomb",
    "I-58 SVG with script, entity and file reference",
    "I-59 HTML",
    "I-62 EPS",
    "I-63 PDF",
    "I-65 TIFF of values that are no numbers",
    "I-67 JPEG 2000",
    "I-71 video named as a photo",
    "I-72 0 bytes",
    "I-73 random bytes that open like a JPEG",
    "I-75 JPEG that lost 8 restart markers and blocks",
)
TAKEN_FILES = {
    **{case.name: case.data for case in TAKEN if case.name in TAKEN_ROWS},
    "I-27 orientation 6": jpeg.with_segments(jpeg.jpeg(corners()), TURNED),
    "I-37 Display P3": others.saved(photo(), "PNG", icc_profile=icc.rgb_profile(icc.DISPLAY_P3)),
    "I-39 garbage for a profile": others.saved(photo(), "PNG", icc_profile=b"garbage" * 40),
}
REFUSED_FILES = {name: data for name, data, _ in REFUSED if name in REFUSED_ROWS}


class Page:
    """A visitor who sends what they like; no answer may be a failure of the server."""

    def __init__(self, url, uploads):
        self.uploads = uploads
        self._client = httpx.Client(base_url=url, timeout=60, headers={"connection": "close"})

    def ask(self, method, path, **more):
        answer = self._client.request(method, path, **more)
        assert answer.status_code < 500, (path, answer.text)
        return answer

    def upload(self, data, name="photo.jpg"):
        """Send a file; returns the answer."""
        return self.ask("POST", f"{API}/upload", files={"files": (name, data, "image/jpeg")})

    def derain(self, file):
        """Call the function of programs; returns how it ended, and what it said."""
        sent = {"path": str(file), "meta": {"_type": "gradio.FileData"}}
        answer = self.ask("POST", f"{API}/call/derain", json={"data": [sent, "student", True]})
        assert answer.status_code == 200, answer.text
        told = self.ask("GET", f"{API}/call/derain/{answer.json()['event_id']}").text
        event, data = told.strip().splitlines()[-2:]
        return event.removeprefix("event: "), json.loads(data.removeprefix("data: "))

    def derain_bytes(self, data):
        """Upload a file and derain it."""
        (path,) = self.upload(data).json()
        return self.derain(path)


@pytest.fixture(scope="module")
def page(root, assets, tmp_path_factory):
    """A visitor of a page with tiny networks, in a process of its own."""
    folder = tmp_path_factory.mktemp("catalogue")
    with tiny_page(root, assets, folder) as url:
        yield Page(url, folder / "pictures")


@pytest.fixture(scope="module", autouse=True)
def _one_thread():
    """The last bit of a sum depends on the number of threads, and the server has one."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.mark.parametrize("name", TAKEN_FILES)
def test_a_picture_comes_back_derained_from_the_right_pixels(page, name):
    received = read_picture(TAKEN_FILES[name])
    ended, said = page.derain_bytes(TAKEN_FILES[name])
    assert ended == "complete", said
    picture, facts = said
    shown = page.ask("GET", picture["url"])
    assert shown.headers["content-type"] == "image/png"
    assert shown.headers["x-content-type-options"] == "nosniff"
    expected = tiny_deraining().derainer("student").derain(received.pixels).derained
    np.testing.assert_array_equal(read_picture(shown.content).pixels, expected)
    assert set(received.notices) <= set(facts["notices"])
    assert SERIAL.encode() not in shown.content


@pytest.mark.parametrize("name", REFUSED_FILES)
def test_a_refusal_is_the_intakes_own_sentence(page, name):
    with pytest.raises(PictureRefused) as refusal:
        read_picture(REFUSED_FILES[name])
    ended, said = page.derain_bytes(REFUSED_FILES[name])
    assert (ended, said["error"]) == ("error", refusal.value.sentence)


def test_the_page_is_well_after_all_of_it(page):
    ended, _ = page.derain_bytes(TAKEN_FILES["I-01 baseline JPEG"])
    assert ended == "complete"


def test_every_row_that_is_named_is_in_the_catalogue():
    assert len(TAKEN_FILES) == len(TAKEN_ROWS) + 3
    assert len(REFUSED_FILES) == len(REFUSED_ROWS)


def test_one_byte_more_than_20_megabytes_is_refused_before_it_is_kept(page):
    whole = TAKEN_FILES["I-01 baseline JPEG"].ljust(20 * 1024 * 1024, b"\0")  # I-80
    ended, _ = page.derain_bytes(whole)
    assert ended == "complete"
    answer = page.upload(whole + b"\0")
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "address",
    [
        "data:image/png;base64," + base64.b64encode(png.rgb(photo(200, 300))).decode(),
        "data:image/png;base64,!!!",
        "data:text/html,<script>alert(1)</script>",
        "data:",
        "data:image/png;base64,",
    ],
    ids=["a picture", "no base64", "HTML", "nothing", "0 bytes"],
)
@pytest.mark.parametrize("field", ["path", "url"])
def test_a_picture_inside_of_a_request_is_refused(page, address, field):
    file = {"path": "x.png", field: address, "meta": {"_type": "gradio.FileData"}}  # I-81, I-82
    body = {"data": [file, "student", True]}
    answer = page.ask("POST", f"{API}/call/derain", json=body)
    assert 400 <= answer.status_code < 500


def test_a_file_that_was_swept_is_said_to_be_gone(page):
    (path,) = page.upload(TAKEN_FILES["I-01 baseline JPEG"]).json()  # I-83
    Path(path).unlink()
    ended, said = page.derain(path)
    assert ended == "error"
    assert said["error"] == "This file is no longer there; please add the picture again."


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_what_is_no_ordinary_file_is_refused_and_nobody_waits_for_it(page, kind):
    (path,) = page.upload(TAKEN_FILES["I-01 baseline JPEG"]).json()  # I-84
    Path(path).unlink()
    if kind == "link":
        Path(path).symlink_to("/etc/hostname")
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        Path(path).mkdir()
    ended, said = page.derain(path)
    assert ended == "error"
    assert "/" not in said["error"]


@pytest.mark.parametrize("kind", ["HTML", "SVG"])
def test_a_page_in_the_place_of_a_photo_is_not_shown_as_one(page, kind):
    content = {"HTML": others.HTML, "SVG": others.SVG}[kind]  # I-58, I-59
    (path,) = page.upload(content, f"photo.{kind.lower()}").json()
    shown = page.ask("GET", f"{API}/file={path}")
    assert shown.status_code == 200
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert "attachment" in shown.headers["content-disposition"]
