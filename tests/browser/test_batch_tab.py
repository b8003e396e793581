import csv
import io
import json
import re
import urllib.request
import zipfile

import numpy as np
import pytest
import torch
from PIL import Image

from ssidkd.services.batch.limits import DEFAULT_LIMITS
from ssidkd.ui.words import CHINESE, ENGLISH
from tests.page_services import textured, tiny_deraining
from tests.services.video.clips import (
    frames_of,
    gif_bytes,
    read_animation,
    read_video,
    write_video,
)

pytestmark = pytest.mark.browser

PATIENCE = 90_000  # [ms], for a machine that does something else as well
FORBIDDEN = ("/tmp", "Traceback", "Error", "preprocess", ".py:")


def png(pixels, name):
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": buffer.getvalue()}


def jpeg(pixels, name):
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=50)
    return {"name": name, "mimeType": "image/jpeg", "buffer": buffer.getvalue()}


BROKEN = {"name": "broken.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"}


def show(page, words=ENGLISH, part=None):
    """Open the tab and one of its parts."""
    open_tab(page, "#tabs", words.batch.tab)
    if part is not None:
        open_tab(page, "#batch-parts", part)


def open_tab(page, tabs, name):
    """Click a tab, which on phones stands in the menu of those that have no room."""
    tab = page.locator(tabs).get_by_role("tab", name=name, exact=True).first
    menu = page.locator(f"{tabs} .overflow-menu > button").first
    tab.or_(menu).first.wait_for(timeout=PATIENCE)
    if tab.is_visible():
        tab.click()
    else:
        menu.click()
        page.locator(f"{tabs} .overflow-dropdown").first.get_by_text(name, exact=True).click()


def choose(page, *files):
    page.locator("#batch-files input[type=file]").set_input_files(list(files))
    page.locator("#batch-rows tbody tr").nth(len(files) - 1).wait_for(timeout=PATIENCE)


def say(page, identity, words):
    page.locator(f"#{identity}").get_by_text(words).wait_for(timeout=PATIENCE)


def archive_of(page):
    """Return the archive as it is taken away."""
    link = page.locator("#batch-archive a")
    link.wait_for(timeout=PATIENCE)
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "derained.zip"
    return zipfile.ZipFile(download.value.path())


def expected(role, pixels):
    """Derain here as the server does: the last bit of a sum depends on the number of threads."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        return tiny_deraining().derainer(role).derain(pixels).derained
    finally:
        torch.set_num_threads(threads)


def clip(page, index, folder):
    """Save the clip before (0) or after (1) that the page shows, and return where."""
    address = page.locator("#video-clips :is(img, video)").nth(index).evaluate("clip => clip.src")
    path = folder / f"{index}{address[address.rindex('.') :]}"
    with urllib.request.urlopen(address) as answer:
        path.write_bytes(answer.read())
    return path


def test_limits_are_said_before_anything_is_sent(page):
    show(page)
    said = page.locator(".batch-intro").first.inner_text()
    assert str(DEFAULT_LIMITS.pictures) in said
    assert f"{DEFAULT_LIMITS.megapixels} megapixels" in said


def test_three_files_one_broken_give_three_rows_and_two_pictures(page):
    show(page)
    one, two = textured(96, 192, 21), textured(120, 200, 22)
    choose(page, png(one, "one.png"), BROKEN, png(two, "../two.png"))
    page.locator("#batch-start").click()
    archive = archive_of(page)
    rows = page.locator("#batch-rows tbody tr")
    assert rows.count() == 3
    assert "not a picture" in rows.nth(1).inner_text()
    assert re.search(r"\d\.\d\d", rows.nth(0).inner_text())
    names = [name for name in archive.namelist() if name.endswith(".png")]
    assert names == ["derained/student/one.png", "derained/student/two.png"]
    for name, rainy in zip(names, (one, two), strict=True):
        found = np.asarray(Image.open(io.BytesIO(archive.read(name))))
        np.testing.assert_array_equal(found, expected("student", rainy))
    table = list(csv.DictReader(io.StringIO(archive.read("results.csv").decode("utf-8-sig"))))
    assert [line["file"] for line in table] == ["one.png", "broken.jpg", "two.png"]
    assert json.loads(archive.read("settings.json"))["networks"][0]["model"] == "student"
    say(page, "batch-status", "2 of 3")
    script = "[...document.querySelectorAll('#batch-rows img')].every(i => i.naturalWidth > 0)"
    page.wait_for_function(script, timeout=PATIENCE)
    seen = page.locator("#tab-batch, body").first.inner_text()
    assert not [words for words in FORBIDDEN if words in seen]


def test_both_networks_and_the_rainy_pictures_when_asked_for(page):
    show(page)
    choose(page, png(textured(96, 96, 23), "one.png"))
    page.locator("#batch-network").get_by_text("Both").click()
    page.locator("#batch-originals").get_by_role("checkbox").check()
    page.locator("#batch-start").click()
    names = set(archive_of(page).namelist())
    assert {"derained/teacher/one.png", "derained/student/one.png", "rainy/one.png"} <= names


def test_a_stop_keeps_what_is_done(page):
    show(page)
    page.locator("#batch-full-size").get_by_role("checkbox").check()
    large = textured(1600, 2400, 25)
    choose(page, png(textured(64, 64, 24), "small.png"), *[jpeg(large, f"{n}.jpg") for n in "ab"])
    page.locator("#batch-start").click()
    done = page.locator("#batch-rows tr", has_text="small.png").locator("td").last
    done.get_by_text(re.compile(r"^\d+(\.\d)? s$")).wait_for(timeout=PATIENCE)
    page.locator("#batch-stop").click()
    archive = archive_of(page)
    pictures = [name for name in archive.namelist() if name.endswith(".png")]
    assert pictures[0] == "derained/student/small.png"
    assert len(pictures) < 3
    say(page, "batch-status", "Stopped")
    assert page.locator("#batch-stop").is_hidden()


def test_starting_over_and_a_second_batch(page):
    show(page)
    choose(page, png(textured(64, 64, 26), "first.png"))
    page.locator("#batch-start").click()
    page.locator("#batch-archive a").wait_for(timeout=PATIENCE)
    page.locator("#batch-clear").click()
    page.locator("#batch-rows table").wait_for(state="detached", timeout=PATIENCE)
    choose(page, png(textured(64, 64, 27), "second.png"))
    assert page.locator("#batch-rows tbody tr").count() == 1
    page.locator("#batch-start").click()
    assert "derained/student/second.png" in archive_of(page).namelist()


def test_a_folder_gives_its_pictures_and_leaves_the_rest_out(page, tmp_path):
    (tmp_path / "rain" / "may").mkdir(parents=True)
    for name, seed in (("a.png", 28), ("may/a.png", 29)):
        Image.fromarray(textured(64, 64, seed)).save(tmp_path / "rain" / name)
    (tmp_path / "rain" / "note.txt").write_text("no picture")
    show(page)
    choose(page, png(textured(64, 64, 30), "first.png"))  # a folder joins what is there
    page.locator("#batch-folder").locator("xpath=..").locator("input[type=file]").first.or_(
        page.locator("input[webkitdirectory]")
    ).last.set_input_files(tmp_path / "rain")
    page.locator("#batch-rows tbody tr").nth(2).wait_for(timeout=PATIENCE)
    say(page, "batch-status", "1 other files")
    page.locator("#batch-start").click()
    names = archive_of(page).namelist()
    wanted = {f"derained/student/{name}.png" for name in ("first", "a", "a-2")}
    assert wanted <= set(names)


def test_a_gif_comes_back_with_its_frames_and_times(page, tmp_path):
    show(page, part=ENGLISH.batch.video.tab)
    content = gif_bytes(frames_of(4), [40, 80, 120, 160])
    file = {"name": "rain.gif", "mimeType": "image/gif", "buffer": content}
    page.locator("#video-file input[type=file]").set_input_files(file)
    page.locator("#video-start").click(timeout=PATIENCE)
    page.locator("#video-clips img").nth(1).wait_for(timeout=PATIENCE)
    rainy, _ = read_animation(clip(page, 0, tmp_path))
    derained, durations = read_animation(clip(page, 1, tmp_path))
    assert durations == [40, 80, 120, 160]
    for before, after in zip(rainy, derained, strict=True):
        np.testing.assert_array_equal(after, expected("student", before))
    assert page.locator("#video-first img").count() == 2


def test_a_video_comes_back_with_its_frames_and_plays_in_step(page, tmp_path):
    show(page, part=ENGLISH.batch.video.tab)
    path = write_video(tmp_path / "rain.mp4", frames_of(25))
    page.locator("#video-file input[type=file]").set_input_files(path)
    page.locator("#video-start").click(timeout=PATIENCE)
    page.locator("#video-clips video").nth(1).wait_for(timeout=PATIENCE)
    ready = "[...document.querySelectorAll('#video-clips video')].every(v => v.readyState > 1)"
    page.wait_for_function(ready, timeout=PATIENCE)
    frames, fps = read_video(clip(page, 1, tmp_path))
    assert (len(frames), fps) == (25, pytest.approx(12.5))
    page.locator("paired-videos > button").click()
    running = "[...document.querySelectorAll('#video-clips video')].every(v => v.currentTime > 0)"
    page.wait_for_function(running, timeout=PATIENCE)
    page.locator("paired-videos > button").click()
    paused = page.locator("#video-clips video").evaluate_all("all => all.map(v => v.paused)")
    assert paused == [True, True]
    page.wait_for_timeout(500)  # and no event that comes late sets them going again
    paused = page.locator("#video-clips video").evaluate_all("all => all.map(v => v.paused)")
    assert paused == [True, True]


def test_a_stopped_video_is_a_shorter_one(page, tmp_path):
    show(page, part=ENGLISH.batch.video.tab)
    path = write_video(tmp_path / "rain.mp4", frames_of(100, 480, 640))
    page.locator("#video-file input[type=file]").set_input_files(path)
    page.locator("#video-start").click(timeout=PATIENCE)
    page.locator("#video-first img").first.wait_for(timeout=PATIENCE)
    page.locator("#video-stop").click()
    page.locator("#video-clips video").nth(1).wait_for(timeout=PATIENCE)
    frames, _ = read_video(clip(page, 1, tmp_path))
    assert 1 <= len(frames) < 100
    say(page, "video-status", f"shorter video of {len(frames)} of 100")


def test_a_broken_video_is_answered_in_a_sentence(page):
    show(page, part=ENGLISH.batch.video.tab)
    file = {
        "name": "rain.mp4",
        "mimeType": "video/mp4",
        "buffer": b"\0\0\0\x18ftypisom" + bytes(99),
    }
    page.locator("#video-file input[type=file]").set_input_files(file)
    page.locator("#video-start").click(timeout=PATIENCE)
    say(page, "video-status", "damaged")
    seen = page.locator("body").inner_text()
    assert not [words for words in FORBIDDEN if words in seen]


def test_lines_for_programs_hold_the_pages_own_address(page, page_url):
    show(page, part=ENGLISH.batch.programs.tab)
    lines = page.locator("#programs pre").all_inner_texts()
    assert f'Client("{page_url}")' in lines[0]
    assert f"page={page_url}gradio_api" in lines[1]
    assert "{address}" not in page.locator("#programs").inner_text()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#programs page-address button").first.click()
    page.locator("#programs").get_by_text(ENGLISH.common.copied).first.wait_for()
    assert page.evaluate("navigator.clipboard.readText()").strip() == lines[0].strip()


def test_a_phone_shows_the_table_as_cards_without_overflow(open_page):
    page = open_page(width=375, height=800)
    show(page)
    long_name = "a very long name of a holiday photo in the rain " * 2 + ".png"
    choose(page, png(textured(96, 192, 31), long_name), BROKEN)
    page.locator("#batch-start").click()
    page.locator("#batch-archive a").wait_for(timeout=PATIENCE)
    cells = page.locator("#batch-rows tbody tr").first.locator("th, td:not(:empty)")
    tops = [cell.bounding_box()["y"] for cell in cells.all()]
    assert tops == sorted(set(tops))  # one below the other
    for part in (None, ENGLISH.batch.video.tab, ENGLISH.batch.programs.tab):
        if part is not None:
            show(page, part=part)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 375


def test_the_chinese_page_says_and_does_the_same(open_page, page_url):
    page = open_page(path="zh")
    show(page, CHINESE)
    choose(page, png(textured(96, 192, 32), "雨.png"), BROKEN)
    page.locator("#batch-start").click()
    assert "derained/student/雨.png" in archive_of(page).namelist()
    say(page, "batch-status", CHINESE.batch.done.format(done=1, total=2))
    assert "不是图片" in page.locator("#batch-rows").inner_text()
    show(page, CHINESE, part=CHINESE.batch.programs.tab)
    assert f'Client("{page_url}")' in page.locator("#programs pre").first.inner_text()
