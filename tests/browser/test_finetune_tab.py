"""A finetuning from photos to its end, and everything a visitor may do to it on the way."""

import io
import json
import re
import urllib.error
import urllib.request
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image

from ssidkd.core.weights import load_weights
from ssidkd.ui.words import CHINESE, ENGLISH
from tests.browser.conftest import tiny_page
from tests.job_folders import photo

pytestmark = pytest.mark.browser

PATIENCE = 120_000  # [ms], for a machine that does something else as well
FORBIDDEN = ("/tmp", "Traceback", ".py", "not in the list of choices")
QUICK, THOROUGH = 0, 2
BROKEN = {"name": "broken.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"}


@pytest.fixture(scope="module")
def finetune_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("finetune")


@pytest.fixture(scope="module")
def page_url(root, assets, finetune_folder):
    """Address of a page of this module's own: its jobs are nobody else's."""
    with tiny_page(root, assets, finetune_folder) as url:
        yield url


def png(seed, name, height=96, width=200):
    buffer = io.BytesIO()
    Image.fromarray(photo(seed, height, width)).save(buffer, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": buffer.getvalue()}


def add(page, *files, expected):
    page.locator("#finetune-files input[type=file]").set_input_files(list(files))
    wait_for_photos(page, expected)


def wait_for_photos(page, count):
    script = "count => document.querySelectorAll('#finetune-photos li').length === count"
    page.wait_for_function(script, arg=count, timeout=PATIENCE)
    words = ENGLISH.finetune
    said = words.one_photo if count == 1 else words.photos.format(n=count)
    page.locator("#finetune-photos-status").get_by_text(said, exact=True).wait_for(timeout=PATIENCE)


def open_tab(open_page, path="", **options):
    page = open_page(path=f"{path}?tab=finetune", **options)
    page.locator("#finetune-start").wait_for(timeout=PATIENCE)
    return page


def start(page, effort=QUICK, photos=3, seed=0):
    """Start a job with new photos; returns its id once the address names it."""
    add(page, *[png(seed + n, f"rain {n}.png") for n in range(photos)], expected=photos)
    page.locator("#finetune-effort label").nth(effort).click()
    page.locator("#finetune-start").click()
    page.locator(".finetune-now.job").wait_for(timeout=PATIENCE)
    page.wait_for_function("location.search.includes('job=')", timeout=PATIENCE)
    return job_of(page)


def job_of(page):
    return parse_qs(urlsplit(page.url).query)["job"][0]


def wait_for_state(page, *states):
    selector = ", ".join(f'.finetune-now[data-state="{state}"]' for state in states)
    page.locator(selector).first.wait_for(timeout=PATIENCE)


def step(page):
    """Return the step that is shown, once there is one."""
    facts = page.locator(".finetune-facts")
    facts.wait_for(timeout=PATIENCE)
    return int(re.search(r"\d+", facts.inner_text())[0])


def wait_for_step(page, least):
    script = """least => Number(document.querySelector(".finetune-facts")?.innerText
      .match(/\\d+/)[0]) >= least"""
    page.wait_for_function(script, arg=least, timeout=PATIENCE)


def stop(page):
    page.locator("#finetune-stop").click()
    wait_for_state(page, "stopped")


def test_a_job_survives_a_reload_and_its_visitor(open_page, finetune_folder):
    page = open_tab(open_page)
    job = start(page, THOROUGH)
    wait_for_step(page, 2)
    before = step(page)
    page.reload(wait_until="domcontentloaded")
    wait_for_step(page, before + 1)
    assert job_of(page) == job
    # Without its link, from what the browser remembers.
    page.goto(page.url.split("?")[0] + "?tab=finetune", wait_until="domcontentloaded")
    wait_for_step(page, before + 2)
    page.wait_for_function("location.search.includes('job=')", timeout=PATIENCE)
    assert job_of(page) == job
    seen = step(page)
    page.context.close()  # the visitor leaves
    other = open_page(path=f"zh?tab=finetune&job={job}", width=375, height=812)
    wait_for_step(other, seen + 1)
    assert other.locator("#finetune-now").get_by_text(CHINESE.finetune.watch.running).count()
    assert other.evaluate("document.documentElement.scrollWidth") <= 375
    stop(other)
    other.locator("#finetune-another").click()
    other.locator("#finetune-start").wait_for(timeout=PATIENCE)
    below = other.evaluate("""() => {
      const block = document.querySelector("#finetune-effort");
      const last = [...block.querySelectorAll("label")].pop();
      return block.getBoundingClientRect().bottom - last.getBoundingClientRect().bottom;
    }""")
    assert 0 <= below < 40  # on a phone, too, the choices end where the last of them does
    result = finetune_folder / "data" / "jobs" / job / "result.safetensors"
    assert load_weights(result).card.role == "student"
    assert job not in (finetune_folder / "server.log").read_text()


def test_what_is_refused_or_there_already_is_said(open_page):
    page = open_tab(open_page)
    files = [png(1, "one.png"), png(1, "again.png"), BROKEN, png(2, "two.png", 300, 400)]
    add(page, *files, expected=2)
    rows = page.locator(".finetune-left-out li").all_inner_texts()
    assert len(rows) == 2
    assert rows[0].startswith("again.png")
    assert "the same photo as one.png" in rows[0].lower()
    assert rows[1].startswith("broken.jpg")
    assert "not a picture" in rows[1]
    smaller = Image.fromarray(photo(2, 300, 400)).resize((320, 240))
    buffer = io.BytesIO()
    smaller.save(buffer, "JPEG")
    alike = {"name": "alike.jpg", "mimeType": "image/jpeg", "buffer": buffer.getvalue()}
    add(page, alike, expected=2)
    said = page.locator(".finetune-left-out").get_by_text("Nearly the same as two.png")
    said.wait_for(timeout=PATIENCE)
    add(page, png(3, "three.png"), expected=3)


def test_photos_are_watched_removed_and_taken_from_the_page(open_page):
    page = open_tab(open_page)
    page.locator("#finetune-start").click()
    page.locator("#finetune-start-status").get_by_text(ENGLISH.finetune.need_photos).wait_for()
    add(page, png(1, "one.png"), png(2, "two.png"), expected=2)
    star = page.get_by_role("button", name=ENGLISH.finetune.watch_this.format(name="two.png"))
    star.focus()
    page.keyboard.press("Enter")  # all of it works without a pointer
    watched = ENGLISH.finetune.watched.format(name="two.png")
    chosen = page.get_by_role("button", name=watched, exact=True)
    chosen.wait_for(timeout=PATIENCE)
    assert chosen.get_attribute("aria-pressed") == "true"
    remove = ENGLISH.finetune.remove_this.format(name="one.png")
    page.get_by_role("button", name=remove).click()
    wait_for_photos(page, 1)
    page.locator("#finetune-compared").click()
    wait_for_photos(page, 2)
    page.locator("#finetune-clear").click()
    page.locator("#finetune-photos-status").get_by_text(ENGLISH.finetune.no_photos).wait_for()


def test_one_photo_is_enough_and_its_time_can_be_gone_through(open_page):
    page = open_tab(open_page)
    start(page, QUICK, photos=1)
    wait_for_state(page, "done")
    slider = page.locator(".probe-slider input")
    slider.wait_for(timeout=PATIENCE)
    page.wait_for_function(
        "JSON.parse(document.querySelector('probe-over-time').dataset.frames).length > 1",
        timeout=PATIENCE,
    )
    output = page.locator(".probe-slider output")
    last = output.inner_text()
    shown = "document.querySelector('compare-pane[pane=finetuned] img').src"
    start_shown = "document.querySelector('compare-pane[pane=start] img').src"
    assert page.evaluate(shown) != page.evaluate(start_shown)
    slider.focus()
    page.keyboard.press("Home")
    assert output.inner_text().startswith("Step 0 ")
    assert page.evaluate(shown) == page.evaluate(start_shown)
    page.keyboard.press("End")
    assert output.inner_text() == last
    pictures = "[...document.querySelectorAll('.finetune-probe img')]"
    loaded = f"{pictures}.length === 3 && {pictures}.every(i => i.naturalWidth > 0 && i.alt)"
    page.wait_for_function(loaded, timeout=PATIENCE)
    assert page.locator("#finetune-losses .legend text").count() >= 3
    page.locator("#finetune-verdict .verdict").wait_for(timeout=PATIENCE)  # the next part goes on
    seen = page.locator("body").inner_text()
    assert not [words for words in FORBIDDEN if words in seen]


def test_a_second_job_waits_says_its_place_and_never_starts_if_it_is_stopped(open_page):
    page = open_tab(open_page)
    first = start(page, THOROUGH)
    page.locator("#finetune-another").click()
    page.locator("#finetune-start").wait_for(timeout=PATIENCE)
    assert "job=" not in page.url
    page.locator("#finetune-clear").click()
    page.locator("#finetune-photos-status").get_by_text(ENGLISH.finetune.no_photos).wait_for()
    second = start(page, QUICK, seed=10)
    assert second != first
    wait_for_state(page, "queued")
    said = page.locator("#finetune-now")
    assert ENGLISH.finetune.watch.queued_next in said.inner_text()
    page.locator("#finetune-another").click()
    page.locator("#finetune-start").click(timeout=PATIENCE)
    # As many as one visitor may have: refused in words.
    problem = page.locator("#finetune-start-status [role=alert]")
    problem.wait_for(timeout=PATIENCE)
    assert "You have 2 jobs" in problem.inner_text()
    for job, sentence in ((second, ENGLISH.finetune.watch.stopped_early), (first, "Stopped at")):
        other = open_page(path=f"?tab=finetune&job={job}")
        other.locator("#finetune-stop").click(timeout=PATIENCE)
        wait_for_state(other, "stopped")
        assert sentence in other.locator("#finetune-now").inner_text()


def test_a_job_nobody_made_is_answered_kindly(open_page):
    for job in ("A" * 22, "nonsense", "../../etc/passwd"):
        page = open_page(path=f"?tab=finetune&job={job}")
        page.locator(".finetune-now.none").wait_for(timeout=PATIENCE)
        assert "no such job" in page.locator("#finetune-now").inner_text()
        assert page.locator("#finetune-start").is_visible()


def test_a_double_click_makes_one_job(open_page, finetune_folder):
    page = open_tab(open_page)
    jobs = finetune_folder / "data" / "jobs"
    before = {path.name for path in jobs.iterdir()}
    add(page, png(30, "one.png"), expected=1)
    page.locator("#finetune-start").dblclick()
    wait_for_state(page, "done", "running")
    wait_for_state(page, "done")
    made = {path.name for path in jobs.iterdir()} - before
    assert made == {job_of(page)}


def test_handlers_called_with_nonsense_answer_in_words_or_refuse(page_url, open_page):
    with urllib.request.urlopen(f"{page_url}config") as answer:
        config = json.load(answer)
    identities = {
        part["id"]: part["props"].get("elem_id", "") or "" for part in config["components"]
    }
    ours = [
        each
        for each in config["dependencies"]
        if any(identities.get(target[0], "").startswith("finetune-") for target in each["targets"])
    ]
    assert len(ours) > 8
    for each in ours:
        for nonsense in (None, "x", -1, {"path": "/etc/passwd"}, [[]]):
            data = [nonsense] * len(each["inputs"])
            body = {"data": data, "fn_index": each["id"], "session_hash": "nonsense"}
            request = urllib.request.Request(
                f"{page_url}gradio_api/run/predict",
                json.dumps(body).encode(),
                {"content-type": "application/json"},
            )
            try:
                said = urllib.request.urlopen(request, timeout=60).read().decode()
            except urllib.error.HTTPError as refusal:
                said = refusal.read().decode()
            assert not [words for words in ("Traceback", ".py") if words in said], each
    page = open_tab(open_page)  # and the page is still there
    add(page, png(1, "one.png"), expected=1)
