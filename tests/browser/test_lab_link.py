"""Links, files and the command line of the rain lab, in a real browser."""

import re
import shlex
from dataclasses import replace
from urllib.parse import urlencode, urlsplit

import numpy as np
import pytest

from ssidkd.__main__ import main
from ssidkd.core.intake import read_picture
from ssidkd.core.rain import PRESETS
from ssidkd.services.lab_link import LabState, lab_query
from ssidkd.ui.words import ENGLISH
from tests.browser.lab_page import (
    WORDS,
    link,
    number,
    served,
    settle,
    turn,
    visit,
)
from tests.page_services import CLEAN

pytestmark = pytest.mark.browser


@pytest.fixture
def lab(open_page):
    return visit(open_page)


def test_a_link_rebuilds_the_same_pixels_in_a_fresh_server(open_page, fresh_url, browser):
    rain = replace(PRESETS["night"], length=77, wind=-20, profile="sharp")
    page = visit(open_page, urlencode(lab_query(LabState(photo="tower", rain=rain, seed=42))))
    rainy, student = served(page, "input"), served(page, "student")
    query = urlsplit(link(page)).query
    other = browser.new_page()
    other.goto(f"{fresh_url}?{query}", wait_until="domcontentloaded")
    settle(other)
    np.testing.assert_array_equal(served(other, "input"), rainy)
    np.testing.assert_array_equal(served(other, "student"), student)
    assert number(other, "length") == 77
    assert number(other, "wind") == -20
    assert number(other, "seed") == 42
    other.close()


def test_values_of_a_link_that_cannot_be_are_replaced_and_named(open_page):
    page = visit(open_page, "tab=lab&photo=volcano&amount=99&length=120&seed=-3")
    said = page.locator("#lab-status").inner_text()
    assert "defaults took their place" in said
    for name in ("photo", "amount", "seed"):
        assert WORDS.rain.controls[name] in said
    assert number(page, "length") == 120
    assert f"Clean {CLEAN[0]}" in said


def test_the_address_of_the_window_keeps_the_rain(lab, open_page):
    turn(lab, "length", 140)
    lab.wait_for_url(re.compile("length=140"))
    settle(lab)
    other = visit(open_page, urlsplit(lab.url).query)
    np.testing.assert_array_equal(served(other, "input"), served(lab, "input"))


def test_what_is_saved_and_the_command_line_make_the_rainy_file(lab, tmp_path, monkeypatch):
    for kind in ("rainy", "clean"):
        with lab.expect_download() as download:
            lab.locator(f"#lab-save-{kind}").click()
        download.value.save_as(tmp_path / download.value.suggested_filename)
    command = lab.locator(".lab-take > copy-line input").input_value()
    monkeypatch.chdir(tmp_path)
    assert main(shlex.split(command)[3:]) == 0
    expected = served(lab, "input")
    np.testing.assert_array_equal(read_picture(tmp_path / "rainy.png").pixels, expected)
    (saved,) = tmp_path.glob("lab-rainy-*.png")
    np.testing.assert_array_equal(read_picture(saved).pixels, expected)


def test_the_link_can_be_copied(open_page):
    page = visit(open_page, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name=WORDS.take.copy_link).click()
    page.get_by_role("button", name=ENGLISH.common.copied).wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == link(page)
    assert link(page).startswith(page.url.partition("?")[0])
