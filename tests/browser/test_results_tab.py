"""The tab "Results": tables that are sorted, and pictures that are laid beside each other."""

import io
import urllib.request

import numpy as np
import pytest
from PIL import Image

from ssidkd.core.detection import Box
from ssidkd.services.finding import with_boxes
from ssidkd.ui.words import CHINESE, ENGLISH
from tests.page_services import EXAMPLES, textured

pytestmark = pytest.mark.browser

PATIENCE = 60_000
WORDS = ENGLISH.results


def open_tab(page, language=""):
    address = page.url.partition("?")[0].rstrip("/")
    page.goto(f"{address}/{language}?tab=results", wait_until="domcontentloaded")
    page.locator("#results-table sortable-table").wait_for(timeout=PATIENCE)
    page.locator("#results-plot .plot-container").wait_for(timeout=PATIENCE)


def choose(page, table):
    page.get_by_label(WORDS.tables[table].short, exact=True).check()
    page.get_by_role("heading", name=WORDS.tables[table].title).wait_for(timeout=PATIENCE)


def head(page, column):
    return page.get_by_role("button", name=WORDS.sort.format(column=column))


def column(page, number):
    cells = page.locator(f"#results-table tbody tr > :nth-child({number + 1})")
    return [text.split("\n")[0] for text in cells.all_inner_texts()]


def test_a_column_is_sorted_best_first_and_then_the_other_way(page):
    open_tab(page)
    choose(page, "II")
    head(page, "Real275, NIQE").click()
    values = [text for text in column(page, 2) if text != WORDS.not_measured]
    assert values == sorted(values)
    first = page.locator("#results-table thead th").nth(2)
    assert first.get_attribute("aria-sort") == "ascending"
    assert column(page, 0)[0] == "SSID-KD"
    head(page, "Real275, NIQE").click()
    assert [text for text in column(page, 2) if text != WORDS.not_measured] == values[::-1]
    assert first.get_attribute("aria-sort") == "descending"
    page.locator("#results-plot .xtitle").get_by_text("Real275").wait_for(timeout=PATIENCE)


def test_unknown_cells_stay_at_the_end_and_doubt_is_said(page):
    open_tab(page)
    sort = head(page, "Rain1200, SSIM rgb")
    for _ in range(2):
        sort.click()
        values = column(page, 4)
        assert values[-1] == WORDS.unknown
        assert WORDS.unknown not in values[:-1]
    unknown = page.locator("#results-table td.none").first
    assert "0.8202 or 0.9170" in unknown.get_attribute("title")


def test_tables_are_sorted_with_the_keyboard(page):
    open_tab(page)
    choose(page, "IV")
    head(page, WORDS.metric_name("parameters [M]")).focus()
    page.keyboard.press("Enter")
    values = [float(text) for text in column(page, 2)]
    assert values == sorted(values)
    assert "17.61" in column(page, 1)  # ours are there, too


def test_our_conditions_have_a_table_with_differences(page):
    open_tab(page)
    choose(page, "ours")
    page.locator("#results-differences summary").click()
    page.locator("#results-differences").get_by_text("student - teacher").first.wait_for()
    assert "val/rain_heavy: teacher" in column(page, 0)


def panes(page):
    return page.locator("#results-pictures compare-pane")


def served(page, name):
    """Return the pixels of a pane, from the very file it shows."""
    image = page.locator(f'#results-pictures compare-pane[pane="{name}"] > img')
    with urllib.request.urlopen(image.evaluate("image => image.src")) as answer:
        return np.asarray(Image.open(io.BytesIO(answer.read())))


def test_another_methods_picture_stands_beside_ours_in_the_viewer(page):
    open_tab(page)
    page.locator("#results-open").click()
    panes(page).nth(3).wait_for(timeout=PATIENCE)
    names = [panes(page).nth(index).get_attribute("pane") for index in range(4)]
    assert names == ["input", "teacher", "student", "Other"]
    np.testing.assert_array_equal(served(page, "Other"), textured(96, 192, seed=40))
    page.locator(".results-frame [data-do=double]").click()
    page.wait_for_function(
        "() => new Set([...document.querySelectorAll('#results-pictures compare-pane > img')]"
        ".map((image) => image.style.transform)).size === 1"
    )


def test_boxes_of_the_detector_are_laid_over_and_taken_away(page):
    open_tab(page)
    page.locator("#results-open").click()
    panes(page).nth(3).wait_for(timeout=PATIENCE)
    plain = served(page, "Other")
    page.get_by_label(WORDS.boxes).check()
    page.locator("#results-pictures").get_by_text("car 0.90").nth(3).wait_for(timeout=PATIENCE)
    # A square of 640 px holds a picture of 192 px: 0.3 of it.
    car = Box(label="car", left=24, top=32, right=72, bottom=64, confidence=0.9)
    np.testing.assert_array_equal(served(page, "Other"), with_boxes(plain, [car]))
    alt = page.locator('#results-pictures compare-pane[pane="Other"] > img').get_attribute("alt")
    assert alt == f"Other: {EXAMPLES[1]}, with boxes: car 0.90"
    page.get_by_label(WORDS.boxes).uncheck()
    page.locator("#results-pictures").get_by_text("car 0.90").first.wait_for(
        state="hidden", timeout=PATIENCE
    )
    np.testing.assert_array_equal(served(page, "Other"), plain)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_sticks_out_of_a_narrow_page(open_page, scheme):
    page = open_page(width=375, color_scheme=scheme)
    open_tab(page)
    page.locator("#results-open").click()
    panes(page).nth(3).wait_for(timeout=PATIENCE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_the_tab_speaks_chinese(page):
    open_tab(page, "zh")
    words = CHINESE.results
    page.get_by_role("heading", name=words.heading).wait_for(timeout=PATIENCE)
    page.locator("#results-open").click()
    panes(page).nth(3).wait_for(timeout=PATIENCE)
    shape = served(page, "teacher").shape
    assert shape == (96, 192, 3)
