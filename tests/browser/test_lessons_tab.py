import io
import re
import urllib.request

import numpy as np
import pytest
from PIL import Image

from ssidkd.services.lessons import STEPS
from ssidkd.ui.words.lessons import CHINESE, ENGLISH
from tests.browser.actions import PATIENCE
from tests.browser.conftest import KNOWN_CONSOLE

pytestmark = pytest.mark.browser

SECTION = ".lesson:not([hidden])"


@pytest.fixture
def open_lesson(browser, page_url):
    """Opens a link to the lessons; anything the page complains of fails the test."""
    complaints, contexts = [], []

    def heard(message):
        if message.type in ("error", "warning") and message.text not in KNOWN_CONSOLE:
            complaints.append(message.text)

    def open_lesson(query, width=1440, height=900, url=page_url, path="", **options):
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{url}{path}?tab=lessons&{query}", wait_until="domcontentloaded")
        filled(page)
        return page

    yield open_lesson
    for context in contexts:
        context.close()
    assert complaints == []


def filled(page, count=1):
    page.locator(f"{SECTION} .lesson-figures img").nth(count - 1).wait_for(state="attached")


def pixels(page, name):
    """Return what a figure shows, from the very file it shows."""
    source = page.locator(f"{SECTION} [data-figure={name}] img").evaluate("image => image.src")
    with urllib.request.urlopen(source) as answer:
        assert answer.headers["content-type"] == "image/png"
        return np.asarray(Image.open(io.BytesIO(answer.read())))


def turn(page, name, value):
    """Turn a control and wait until the pictures follow."""
    script = """([name, value]) => {
      const control = document.querySelector(`.lesson:not([hidden]) .lesson-turn [name=${name}]`);
      control.value = value;
      control.dispatchEvent(new Event("input", { bubbles: true }));
      control.dispatchEvent(new Event("change", { bubbles: true }));
    }"""
    page.evaluate(script, [name, str(value)])
    shown = "wanted => document.querySelector('.lesson:not([hidden])').dataset.filled"
    page.wait_for_function(f"{shown}?.includes(wanted)", arg=f"{name}={value}")


def title(page):
    return page.locator(f"{SECTION} h3").inner_text()


def test_every_step_shows_pictures_controls_and_a_question(open_lesson):
    page = open_lesson("lesson=1")
    for number, step in enumerate(STEPS, start=1):
        assert title(page) == ENGLISH.steps[step.name].title
        assert page.locator(".lessons-progress").inner_text() == f"{number} of {len(STEPS)}"
        filled(page)
        for image in page.locator(f"{SECTION} .lesson-figures img").all():
            assert image.get_attribute("alt")
        assert page.locator(f"{SECTION} [type=radio]").count() == step.answers
        if number < len(STEPS):
            page.locator("[data-do=next]").click()


def test_without_rain_the_sum_is_the_photo_and_with_rain_it_is_not(open_lesson):
    page = open_lesson("lesson=1")
    turn(page, "amount", 0)
    np.testing.assert_array_equal(pixels(page, "sum"), pixels(page, "clean"))
    turn(page, "amount", 4)
    total = pixels(page, "clean").astype(int) + pixels(page, "layer")
    np.testing.assert_array_equal(pixels(page, "sum"), np.minimum(total, 255))
    assert "amount=4" in page.url
    assert "4 showers" in page.locator(f"{SECTION} .lesson-turn").inner_text()


def test_a_control_can_be_turned_with_the_keyboard(open_lesson):
    page = open_lesson("lesson=4&window=15&scene=rain")
    before = pixels(page, "dark")
    page.get_by_role("slider", name="Window").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile("window=17"))
    page.locator(f"{SECTION} .lesson-facts").get_by_text(re.compile("17 . 17")).wait_for()
    assert (pixels(page, "dark") != before).any()
    assert title(page) == ENGLISH.steps["dark"].title  # the arrow turned nothing else


def test_links_give_the_same_pictures_and_answers_in_a_fresh_process(fresh_url, open_lesson):
    for query in ("lesson=2&rain=heavy&draw=3", "lesson=6&blur=1.5&noise=6"):
        page = open_lesson(query)
        page.locator(f"{SECTION} [type=radio]").nth(1).check()
        link = page.url.partition("?tab=lessons&")[2]
        assert "answer=2" in link
        other = open_lesson(link, url=fresh_url)
        names = page.locator(f"{SECTION} [data-figure]").evaluate_all(
            "all => all.map(figure => figure.dataset.figure)"
        )
        assert len(names) == 2
        for name in names:
            np.testing.assert_array_equal(pixels(page, name), pixels(other, name))
        assert other.locator(f"{SECTION} [type=radio]").nth(1).is_checked()
        reply = f"{SECTION} .lesson-reply"
        assert other.locator(reply).inner_text() == page.locator(reply).inner_text() != ""
        assert other.url.partition("?")[2] == page.url.partition("?")[2]


def test_what_a_link_cannot_mean_is_said(open_lesson):
    page = open_lesson("lesson=1&amount=99")
    said = page.locator(".lessons-said")
    said.get_by_text("amount").wait_for()
    assert said.get_attribute("role") == "status"
    assert "amount=3" in page.url


def test_an_answer_is_explained_and_heard(open_lesson):
    page = open_lesson("lesson=1")
    said = ENGLISH.steps["sum"]
    reply = page.locator(f"{SECTION} .lesson-reply")
    assert reply.get_attribute("role") == "status"
    page.get_by_role("radio", name=said.answers[0]).focus()
    page.keyboard.press("Space")
    reply.get_by_text(said.replies[0]).wait_for()
    assert reply.inner_text().startswith(ENGLISH.frame.wrong)
    page.keyboard.press("ArrowDown")
    reply.get_by_text(said.replies[1]).wait_for()
    assert reply.inner_text().startswith(ENGLISH.frame.right)
    assert "answer=2" in page.url


def test_keys_turn_the_leaf_but_not_while_something_is_typed_or_another_tab_is_seen(open_lesson):
    page = open_lesson("lesson=2")
    for key, number in (("PageDown", 3), ("ArrowRight", 4), ("ArrowLeft", 3), ("PageUp", 2)):
        page.keyboard.press(key)
        page.wait_for_url(re.compile(f"lesson={number}"))
        filled(page)
    page.locator(f"{SECTION} select").first.focus()
    page.keyboard.press("PageDown")
    page.locator("#tab-maps-button").click()
    page.keyboard.press("PageDown")
    assert "lesson" not in page.url
    page.locator("#tab-lessons-button").click()
    page.wait_for_url(re.compile("lesson=2"))


def test_the_first_step_has_no_step_before_it(open_lesson):
    page = open_lesson("lesson=1")
    assert page.locator("[data-do=previous]").get_attribute("aria-disabled") == "true"
    page.keyboard.press("ArrowLeft")
    assert "lesson=1" in page.url
    assert page.locator(".lessons-list [aria-current=step]").inner_text().startswith("1")


def test_presenting_shows_the_step_alone_and_large_and_ends_with_escape(open_lesson):
    page = open_lesson("lesson=3", 1920, 1080)
    small = page.locator(f"{SECTION} h3").evaluate(
        "title => parseFloat(getComputedStyle(title).fontSize)"
    )
    page.locator("[data-do=present]").click()
    assert "present=1" in page.url
    large = page.locator(f"{SECTION} h3").evaluate(
        "title => parseFloat(getComputedStyle(title).fontSize)"
    )
    assert large > 1.3 * small
    for hidden in (".masthead", ".lessons-list", "#tab-maps-button", ".lessons-head"):
        assert not page.locator(hidden).first.is_visible(), hidden
    for shown in ("h3", ".lesson-figures", ".lesson-turn", ".lesson-question"):
        assert page.locator(f"{SECTION} {shown}").is_visible(), shown
    page.keyboard.press("PageDown")
    page.wait_for_url(re.compile("lesson=4.*present=1"))
    page.keyboard.press("Escape")
    assert "present" not in page.url
    assert page.locator("#tab-maps-button").is_visible()


@pytest.mark.parametrize("size", [(1440, 900), (1920, 1080)])
def test_presenting_every_step_is_on_the_screen_as_a_whole(open_lesson, size):
    page = open_lesson("lesson=1&present=1", *size)
    for number in range(1, len(STEPS) + 1):
        page.wait_for_url(re.compile(f"lesson={number}"))
        page.locator(f"{SECTION}[data-filled]").wait_for()
        assert page.locator(f"{SECTION} .lesson-question").is_visible()
        if page.locator(f"{SECTION} lesson-attempt").count():  # pictures of the networks come later
            page.locator(f"{SECTION} [data-figure=student] img").wait_for()
        page.wait_for_function(
            "() => { const it = document.querySelector('ssid-lessons');"
            "return it.scrollHeight <= it.clientHeight; }"
        )
        page.keyboard.press("PageDown")


def test_a_link_opens_presenting_and_the_pointer_gives_the_keys_back(open_lesson):
    page = open_lesson("lesson=4&present=1")
    page.locator(f"{SECTION} [type=range]").click()
    page.wait_for_url(re.compile("window="))
    page.keyboard.press("PageDown")
    page.wait_for_url(re.compile("lesson=5"))


def test_both_networks_try_a_small_picture_and_say_what_came_of_it(open_lesson):
    page = open_lesson("lesson=7&scene=wires&length=100")
    page.locator(f"{SECTION} [data-figure=student] img").wait_for()
    assert "Student:" in page.locator(f"{SECTION} .lesson-facts").inner_text()
    assert pixels(page, "teacher").shape == pixels(page, "truth").shape
    assert not page.locator("[data-do=stop]").is_visible()
    assert not page.locator("[data-do=again]").is_visible()


def test_the_page_for_teachers_lists_all_steps_and_can_be_printed(open_lesson):
    page = open_lesson("lesson=5")
    page.get_by_role("button", name=ENGLISH.frame.guide).click()
    assert "guide=1" in page.url
    guide = page.locator(".lessons-guide")
    assert guide.locator("tbody tr").count() == len(STEPS) + 1
    assert str(sum(step.minutes for step in STEPS)) in guide.locator("tbody").inner_text()
    page.emulate_media(media="print")
    assert guide.locator(".lessons-summary li").count() == len(STEPS)
    assert guide.locator(".lessons-summary").is_visible()
    for hidden in (".masthead", "#tab-maps-button", ".lessons-guide [data-do=print]"):
        assert not page.locator(hidden).first.is_visible(), hidden
    page.emulate_media(media="screen")
    guide.get_by_role("button", name=ENGLISH.steps["niqe"].title).click()
    page.wait_for_url(re.compile("lesson=6"))
    assert title(page) == ENGLISH.steps["niqe"].title


def test_the_link_can_be_copied(open_lesson):
    page = open_lesson("lesson=2", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name=ENGLISH.frame.copy).click()
    page.get_by_text(ENGLISH.frame.copied).wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_the_last_step_leads_to_the_visitors_own_photo(open_lesson):
    page = open_lesson("lesson=8")
    page.get_by_role("button", name=ENGLISH.frame.compare).click()
    assert page.locator("#tab-compare-button").get_attribute("aria-selected") == "true"


@pytest.mark.parametrize("mode", ["", "&present=1", "&guide=1"])
def test_nothing_sticks_out_on_a_phone(open_lesson, mode):
    page = open_lesson(f"lesson=1{mode}", width=375, height=812)
    for number in range(1, len(STEPS) + 1):
        for element in ("document.documentElement", "document.querySelector('.lessons')"):
            assert page.evaluate(f"{element}.scrollWidth") <= 375, number
        if mode == "&guide=1":
            return
        page.keyboard.press("PageDown")
        filled(page)


def test_the_chinese_page_speaks_chinese_and_shows_the_same_pictures(open_lesson):
    page = open_lesson("lesson=3&veil=60")
    chinese = open_lesson("lesson=3&veil=60&answer=1", path="zh")
    said = CHINESE.steps["real"]
    assert title(chinese) == said.title
    assert said.replies[0] in chinese.locator(f"{SECTION} .lesson-reply").inner_text()
    for name in ("streaks", "realistic", "left"):
        np.testing.assert_array_equal(pixels(page, name), pixels(chinese, name))
    image = chinese.locator(f"{SECTION} [data-figure=left] img")
    assert CHINESE.figures["left"] in image.get_attribute("alt")


def test_a_screen_reader_finds_names_for_everything(open_lesson):
    page = open_lesson("lesson=6")
    for name in (*ENGLISH.steps["niqe"].labels.values(), ENGLISH.frame.photo):
        assert page.get_by_label(name, exact=True).and_(page.locator(f"{SECTION} *")).count()
    page.get_by_role("navigation", name=ENGLISH.frame.steps).wait_for()
    for role, name in (("region", ENGLISH.steps["niqe"].title), ("img", ENGLISH.formulas["niqe"])):
        page.get_by_role(role, name=name).first.wait_for()
    assert page.get_by_role("slider", name="Noise").get_attribute("aria-valuetext") == "3 levels"
