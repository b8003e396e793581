import io
import re
import time
import urllib.request

import numpy as np
import pillow_heif
import pytest
import torch
from PIL import Image

from ssidkd.services.photos import at_most
from ssidkd.ui import text
from tests.page_services import EXAMPLES, PIXEL_LIMIT, textured, tiny_deraining

pytestmark = pytest.mark.browser

PANES = ("input", "teacher", "student")
PATIENCE = 60_000  # [ms], for a machine that does something else as well
FORBIDDEN = ("/tmp", "Traceback", "Error", "preprocess", ".py")


def png(pixels, **options):
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG", **options)
    return {"name": "my holiday.png", "mimeType": "image/png", "buffer": buffer.getvalue()}


def large_photo(seed):
    """Return a photo that keeps even tiny networks busy for a while."""
    buffer = io.BytesIO()
    Image.fromarray(textured(2400, 3600, seed)).save(buffer, "JPEG", quality=50)
    return {"name": "large.jpg", "mimeType": "image/jpeg", "buffer": buffer.getvalue()}


def upload(page, file):
    page.locator("#photo input[type=file]").set_input_files(file)


def say(page, words):
    """Wait until the page says something."""
    page.locator("#status").get_by_text(words).wait_for(timeout=PATIENCE)


def address(page, name):
    """Return where the picture of a pane is; None while there is none."""
    script = "name => document.querySelector(`#pane-${name} .picture img`)?.src"
    return page.evaluate(script, name)


def derain(page, file):
    """Upload a photo and wait for both results."""
    before = address(page, "student")
    upload(page, file)
    shown = "document.querySelector('#pane-student .picture img')?.src"
    script = f"before => ![undefined, before].includes({shown})"
    page.wait_for_function(script, arg=before, timeout=PATIENCE)
    say(page, text.ready(False))


def served(page, name):
    """Return the pixels that a pane shows, from the very file it shows."""
    with urllib.request.urlopen(address(page, name)) as answer:
        assert answer.headers["content-type"] == "image/png"
        return np.asarray(Image.open(io.BytesIO(answer.read())))


def expected(role, pixels):
    """Derain here as the server does: the last bit of a sum depends on the number of threads."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        return tiny_deraining().derainer(role).derain(pixels).derained
    finally:
        torch.set_num_threads(threads)


def is_painted(page, name):
    script = "name => document.querySelector(`#pane-${name} .picture img`)?.naturalWidth > 0"
    page.wait_for_function(script, arg=name, timeout=PATIENCE)
    return True


def test_something_is_seen_at_first_paint(open_page):
    begun = time.monotonic()
    page = open_page()
    assert all(is_painted(page, name) for name in PANES)
    assert time.monotonic() - begun < 5
    for name in PANES:
        assert page.locator(f"#pane-{name} .picture img").get_attribute("alt")
        assert page.locator(f"#pane-{name} .dark-map img").get_attribute("alt")
        assert re.search(r"\d\.\d\d", page.locator(f"#pane-{name} .facts").inner_text())
    assert "synthetic" in page.locator("#status").inner_text()


def test_every_example_shows_all_its_pictures_within_a_second(page):
    for index, name in reversed([*enumerate(EXAMPLES, start=1)]):
        begun = time.monotonic()
        page.get_by_label(f"Thumbnail {index} of {len(EXAMPLES)}").click()
        for role in ("teacher", "student"):
            page.locator(f"#pane-{role} .picture img[src*='{name}-{role}']").wait_for()
            assert is_painted(page, role)
        assert time.monotonic() - begun < 1
        assert f"Example {name}" in page.locator("#status").inner_text()


def test_a_photo_gives_three_pictures_and_the_files_are_what_the_networks_gave(page):
    pixels = textured(120, 200, seed=7)
    derain(page, png(pixels))
    np.testing.assert_array_equal(served(page, "input"), pixels)
    for role in ("teacher", "student"):
        np.testing.assert_array_equal(served(page, role), expected(role, pixels))
        with page.expect_download() as download:
            page.locator(f"#pane-{role} .save").click()
        assert re.fullmatch(
            rf"derained-{role}-tiny-200x120-\w+\.png", download.value.suggested_filename
        )
        saved = np.asarray(Image.open(download.value.path()))
        np.testing.assert_array_equal(saved, expected(role, pixels))
    assert "holiday" not in page.content()


def test_a_phone_photo_is_shown_upright(page):
    upright = textured(120, 200, seed=8)
    exif = Image.Exif()
    exif[274] = 6
    derain(page, png(np.ascontiguousarray(np.rot90(upright)), exif=exif))
    np.testing.assert_array_equal(served(page, "input"), upright)


def test_a_photo_in_a_format_that_no_browser_shows_is_shown_nevertheless(page):
    buffer = io.BytesIO()
    pillow_heif.from_pillow(Image.fromarray(textured(128, 160, seed=16))).save(buffer)
    file = {"name": "IMG_0001.HEIC", "mimeType": "image/heic", "buffer": buffer.getvalue()}
    derain(page, file)
    pixels = served(page, "input")
    assert pixels.shape == (128, 160, 3)
    np.testing.assert_array_equal(served(page, "student"), expected("student", pixels))


def test_a_file_that_is_no_picture_is_answered_in_plain_words(page):
    file = {"name": "holiday.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"}
    upload(page, file)
    say(page, "This file is not a picture")
    seen = page.locator("body").inner_text()
    assert not [words for words in FORBIDDEN if words in seen]
    assert text.KEPT in seen
    derain(page, png(textured(96, 120)))  # and the next photo is taken as if nothing had been


def test_a_large_photo_is_shown_small_and_derained_at_full_size_on_request(page):
    pixels = textured(300, 500, seed=9)
    derain(page, png(pixels))
    small = at_most(pixels, PIXEL_LIMIT)
    np.testing.assert_array_equal(served(page, "student"), expected("student", small))
    page.locator("#full-size").click()
    say(page, text.ready(True))
    for role in ("teacher", "student"):
        np.testing.assert_array_equal(served(page, role), expected(role, pixels))
    assert not page.locator("#full-size").is_visible()


def test_the_full_size_can_be_stopped_and_asked_for_again(page):
    derain(page, large_photo(10))
    before = address(page, "student")
    page.locator("#full-size").click()
    page.locator("#stop").click()
    say(page, text.STOPPED_FULL)
    assert not page.locator("#stop").is_visible()
    assert page.locator("#full-size").is_visible()
    assert address(page, "student") == before


def test_a_new_photo_takes_the_place_of_one_that_is_being_worked_on(page):
    derain(page, large_photo(11))
    page.locator("#full-size").click()
    page.locator("#stop").wait_for()
    pixels = textured(96, 160, seed=12)
    derain(page, png(pixels))
    np.testing.assert_array_equal(served(page, "student"), expected("student", pixels))


def test_two_visitors_do_not_see_each_others_photos(open_page):
    first, second = open_page(), open_page()
    photos = [textured(120, 200, seed=13), textured(120, 200, seed=14)]
    for page, pixels in zip((first, second), photos, strict=True):
        upload(page, png(pixels))
    for page, pixels in zip((first, second), photos, strict=True):
        say(page, text.ready(False))
        np.testing.assert_array_equal(served(page, "student"), expected("student", pixels))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 768, 1280])
def test_nothing_sticks_out_at_any_width(open_page, width, scheme):
    page = open_page(width=width, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width == 375:  # below each other, all equally wide
        boxes = [page.locator(f"#pane-{name} .picture").bounding_box() for name in PANES]
        assert len({round(box["x"]) for box in boxes}) == 1


def test_the_panes_have_one_size_also_while_two_of_them_are_empty(page):
    derain(page, png(textured(200, 130, seed=15)))
    boxes = [page.locator(f"#pane-{name} .picture").bounding_box() for name in PANES]
    for box in boxes:
        assert box["width"] == pytest.approx(boxes[0]["width"], abs=1)
        assert box["height"] == pytest.approx(boxes[0]["height"], abs=1)
    assert boxes[0]["height"] > boxes[0]["width"]


def test_everything_can_be_reached_with_the_keyboard(page):
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "document.activeElement.getAttribute('aria-label') || document.activeElement.id"
            )
        )
    assert {"Save PNG: teacher", "Save PNG: student", "Upload file"} <= reached
    assert {f"Thumbnail {index} of {len(EXAMPLES)}" for index in (1, 2)} <= reached


def test_an_example_can_be_chosen_with_the_keyboard(page):
    page.get_by_label("Thumbnail 2 of 2").focus()
    page.keyboard.press("Enter")
    say(page, "Example two")


def test_the_page_asks_nobody_else_for_anything(browser, page_url):
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page_url, wait_until="domcontentloaded")
    page.locator("#pane-student .picture img").wait_for()
    page.close()
    outside = [url for url in asked if not url.startswith((page_url, "data:", "blob:"))]
    assert outside == []
