"""The rain lab in a real browser: rain follows the controls, numbers are of the served files."""

import io
import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from PIL import Image

from ssidkd.core.metrics import niqe, psnr_rgb, ssim_rgb
from ssidkd.core.rain import PRESETS, RAIN_CONTROLS, add_rain
from ssidkd.services.rain_lab import WORK_PIXELS
from ssidkd.ui.words import CHINESE
from tests.browser import actions
from tests.browser.lab_page import (
    PATIENCE,
    PICTURES,
    WORDS,
    address,
    link,
    number,
    served,
    settle,
    visit,
    wait_for_change,
)
from tests.page_services import textured

pytestmark = pytest.mark.browser


@pytest.fixture
def lab(open_page):
    return visit(open_page)


def test_opening_the_tab_shows_rain_and_what_the_networks_make_of_it(open_page):
    page = open_page()
    assert address(page, "input") is None  # nothing is computed for a tab that nobody opened
    page.get_by_role("tab", name=WORDS.tab).click()
    settle(page)
    assert all(address(page, name) for name in PICTURES)
    assert "tab=lab" in page.url


def test_the_numbers_are_those_of_the_served_files(lab):
    truth = served(lab, "truth")
    for name in ("input", "teacher", "student"):
        pixels = served(lab, name)
        seen = lab.locator(f"#lab-pane-{name} .lab-facts").inner_text()
        assert f"{psnr_rgb(pixels, truth):.2f}" in seen
        assert f"{ssim_rgb(pixels, truth):.3f}" in seen
        assert f"{niqe(pixels).value:.2f}" in seen
        assert lab.locator(f"#lab-left-{name} img").get_attribute("alt")
    assert WORDS.identical in lab.locator("#lab-pane-truth .lab-facts").inner_text()


def test_a_preset_sets_every_control_and_the_rain(lab):
    before = address(lab, "student")
    lab.locator("#lab-preset-long_thin").click()
    wait_for_change(lab, "student", before)
    settle(lab)
    for name in RAIN_CONTROLS:
        if lab.locator(f"#lab-{name}").is_visible():
            assert number(lab, name) == getattr(PRESETS["long_thin"], name)
    truth = served(lab, "truth")
    np.testing.assert_array_equal(
        served(lab, "input"), add_rain(truth, PRESETS["long_thin"], 1).rainy
    )
    lab.locator("#lab-reset").click()
    wait_for_change(lab, "student", address(lab, "student"))
    settle(lab)
    assert number(lab, "length") == PRESETS["moderate"].length


def test_a_control_turned_with_the_keyboard_changes_rain_link_and_results(lab):
    before = {name: address(lab, name) for name in PICTURES}
    slider = lab.locator("#lab-veil input[type=range]")
    slider.focus()
    for _ in range(5):
        slider.press("ArrowRight")
    wait_for_change(lab, "input", before["input"])
    wait_for_change(lab, "student", before["student"])
    settle(lab)
    assert number(lab, "veil") == 0.1
    truth, rain = served(lab, "truth"), replace(PRESETS["moderate"], veil=0.1)
    assert address(lab, "truth") == before["truth"]
    np.testing.assert_array_equal(served(lab, "input"), add_rain(truth, rain, 1).rainy)
    assert parse_qs(urlsplit(link(lab)).query)["veil"] == ["0.10"]


def test_only_the_last_of_many_rains_is_derained_in_the_end(lab):
    for preset in ("drizzle", "heavy", "mist", "cloudburst"):
        lab.locator(f"#lab-preset-{preset}").click()
    lab.locator("#lab-status").get_by_text(WORDS.rain.presets["cloudburst"]).wait_for()
    settle(lab)
    truth = served(lab, "truth")
    rainy = add_rain(truth, PRESETS["cloudburst"], 1).rainy
    np.testing.assert_array_equal(served(lab, "input"), rainy)
    gain = psnr_rgb(served(lab, "student"), truth) - psnr_rgb(rainy, truth)
    assert f"{abs(gain):.2f} dB" in lab.locator("#lab-pane-student .lab-facts").inner_text()
    assert not lab.locator(".older").count()
    assert not lab.locator("#lab-stop").is_visible()


def test_other_rain_of_the_same_weather_changes_the_seed_alone(lab):
    before = address(lab, "input")
    lab.locator("#lab-other").click()
    wait_for_change(lab, "input", before)
    seed = int(number(lab, "seed"))
    assert seed != 1
    rainy = add_rain(served(lab, "truth"), PRESETS["moderate"], seed).rainy
    np.testing.assert_array_equal(served(lab, "input"), rainy)


def test_what_is_left_can_be_amplified_without_touching_the_pictures(lab):
    before = lab.locator("#lab-left-student img").get_attribute("src")
    pictures = [address(lab, name) for name in PICTURES]
    lab.locator("#lab-factor").get_by_label("× 16").check()  # noqa: RUF001
    lab.locator("#lab-left-student img[src*='times-16']").wait_for()
    assert lab.locator("#lab-left-student img").get_attribute("src") != before
    assert [address(lab, name) for name in PICTURES] == pictures


def test_an_own_photo_is_made_small_and_no_link_carries_it(lab):
    buffer = io.BytesIO()
    Image.fromarray(textured(600, 900, seed=3)).save(buffer, "PNG")
    file = {"name": "holiday.png", "mimeType": "image/png", "buffer": buffer.getvalue()}
    with lab.expect_file_chooser() as chooser:
        lab.locator("#lab-upload").click()
    chooser.value.set_files(file)
    lab.locator("#lab-status").get_by_text("900 × 600").wait_for(timeout=PATIENCE)  # noqa: RUF001
    settle(lab)
    height, width = served(lab, "truth").shape[:2]
    assert WORK_PIXELS * 0.98 < height * width <= WORK_PIXELS
    assert "photo=" not in link(lab)
    assert "holiday" not in lab.content()


def test_a_file_that_is_no_picture_is_answered_in_plain_words(lab):
    before = address(lab, "input")
    with lab.expect_file_chooser() as chooser:
        lab.locator("#lab-upload").click()
    chooser.value.set_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"letter"})
    lab.locator("#lab-status [role=alert]").get_by_text("not a picture").wait_for()
    assert address(lab, "input") == before


def test_a_sweep_says_where_the_networks_fail_and_draws_it(lab):
    lab.locator("#lab-sweep-start").click()
    said = lab.locator("#lab-sweep-status")
    said.get_by_text(re.compile(r"Teacher gains .* dB")).wait_for(timeout=PATIENCE)
    assert "Student gains" in said.inner_text()
    lab.locator("#lab-sweep-plot .js-plotly-plot").wait_for(timeout=PATIENCE)
    assert not lab.locator("#lab-sweep-stop").is_visible()


def test_the_first_tab_shows_the_pictures_that_are_sent_to_it(lab):
    sent = {name: served(lab, name) for name in PICTURES}
    lab.locator("#lab-send").click()
    lab.locator("#pane-truth .picture img").wait_for(timeout=PATIENCE)
    for name in PICTURES:
        np.testing.assert_array_equal(actions.served(lab, name), sent[name])
    assert "PSNR" in lab.locator("#pane-student .measures").inner_text()
    assert lab.locator("#status").inner_text().startswith("From the rain lab")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 768, 1440])
def test_nothing_sticks_out_at_any_width(open_page, width, scheme):
    page = visit(open_page, width=width, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_finger_on_a_control_sees_the_rain_on_a_phone(open_page):
    page = visit(open_page, width=375, height=700)
    slider = page.locator("#lab-night input[type=range]")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + box["height"] / 2)
    page.mouse.down()
    floating = page.locator("#lab-pane-input compare-pane").bounding_box()
    assert floating["y"] < 20
    assert floating["width"] > 300
    page.mouse.up()
    assert page.locator("#lab-pane-input compare-pane").bounding_box()["width"] < 200


def test_everything_has_a_name_and_can_be_reached_with_the_keyboard(lab):
    reached = set()
    lab.locator("#lab-upload").focus()
    for _ in range(60):
        lab.keyboard.press("Tab")
        reached.add(lab.evaluate("document.activeElement.closest('[id^=lab-]')?.id"))
    assert {"lab-preset-drizzle", "lab-seed", "lab-other", "lab-reset"} <= reached
    assert {f"lab-{name}" for name in ("amount", "length", "wind", "night", "factor")} <= reached


def test_the_page_speaks_chinese(open_page):
    page = open_page(path="zh?tab=lab&photo=tower&veil=0.30&seed=4")
    settle(page, CHINESE.lab)
    assert served(page, "student").shape == (96, 192, 3)
    assert number(page, "veil") == 0.3
    page.locator("#lab-preset-night").click()
    page.locator("#lab-status").get_by_text(CHINESE.lab.rain.presets["night"]).wait_for()
    settle(page, CHINESE.lab)
    assert "/zh?" in link(page)
