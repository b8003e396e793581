"""One zoom and one offset for all panes, whatever they are changed with."""

import pytest

from tests.browser.actions import derain, png
from tests.browser.viewer_actions import (
    BAR,
    HEIGHT,
    SHOWN,
    WIDTH,
    middle,
    pane,
    point_under,
    press,
    transform,
    zoom,
)
from tests.page_services import textured

pytestmark = pytest.mark.browser


def test_at_first_all_panes_show_whole_pictures(page):
    assert transform(page).startswith("translate(")
    width = pane(page).bounding_box()["width"]
    assert zoom(page) == round(100 * width / WIDTH)


def test_the_wheel_zooms_all_panes_where_the_pointer_is(page):
    before, (x, y) = zoom(page), middle(page)
    x, y = x + 40, y - 20
    page.mouse.move(x, y)
    there = point_under(page, x, y)
    page.mouse.wheel(0, -400)
    page.wait_for_function("() => document.querySelector('#tab-compare .compare-frame.zoomed')")
    assert zoom(page) > 1.5 * before
    assert point_under(page, x, y) == pytest.approx(there, abs=0.5)


def test_whoever_sees_the_whole_picture_scrolls_the_page_with_the_wheel(open_page):
    page = open_page(height=420)
    page.mouse.move(*middle(page, "input"))
    before = page.evaluate("scrollY"), transform(page)
    page.mouse.wheel(0, 200)
    page.wait_for_function("before => scrollY > before", arg=before[0])
    assert transform(page) == before[1]


def test_dragging_moves_all_panes_but_never_past_the_edge(page):
    press(page, "double")
    press(page, "double")
    for _ in range(3):
        press(page, "in")
    before = transform(page)
    x, y = middle(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y + 15, steps=3)
    page.mouse.up()
    moved = transform(page)
    assert moved != before
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 5000, y + 5000, steps=3)
    page.mouse.up()
    assert transform(page).startswith("translate(0px, 0px)")


def test_a_pinch_zooms_all_panes(open_page):
    page = open_page(has_touch=True)
    before, (x, y) = zoom(page), middle(page)
    touch = page.context.new_cdp_session(page)

    def fingers(kind, *positions):
        points = [{"x": left, "y": y, "id": index} for index, left in enumerate(positions)]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    fingers("touchStart", x - 30, x + 30)
    for apart in (40, 60, 90, 120):
        fingers("touchMove", x - apart, x + apart)
    fingers("touchEnd")
    page.wait_for_function("() => document.querySelector('#tab-compare .compare-frame.zoomed')")
    assert zoom(page) == pytest.approx(before * 4, rel=0.35)
    assert transform(page)


def test_keys_and_buttons_zoom_and_move(page):
    fit = transform(page)
    page.locator("body").press("+")
    assert zoom(page) > float(fit.rpartition("scale(")[2].removesuffix(")")) * 100
    zoomed = transform(page)
    page.locator("body").press("ArrowRight")
    assert transform(page) != zoomed
    page.locator("body").press("0")
    assert transform(page) == fit
    press(page, "actual")
    assert zoom(page) == 100
    press(page, "in")
    assert zoom(page) == 125
    press(page, "out")
    assert zoom(page) == 100
    press(page, "out")
    assert zoom(page) == 100  # as small as a picture pixel on a screen pixel, and no smaller
    press(page, "fit")
    assert transform(page) == fit


def test_a_double_click_shows_single_pixels_there_and_the_whole_again(page):
    fit = transform(page)
    pane(page).dblclick()
    assert transform(page) != fit
    pane(page).dblclick()
    assert transform(page) == fit


def test_pixels_are_shown_as_pixels_from_200_percent_on(page):
    press(page, "actual")
    assert {shown["rendering"] for shown in page.evaluate(SHOWN)} == {"auto"}
    press(page, "double")
    assert zoom(page) == 200
    assert {shown["rendering"] for shown in page.evaluate(SHOWN)} == {"pixelated"}


def test_number_keys_flip_between_pictures_in_one_place(page):
    page.locator("body").press("2")
    assert [shown["visible"] for shown in page.evaluate(SHOWN)] == [False, True, False]
    box = pane(page).bounding_box()
    wide = page.locator(BAR).bounding_box()["width"]
    assert box["width"] == pytest.approx(wide, abs=1)
    page.locator("body").press("3")
    assert [shown["visible"] for shown in page.evaluate(SHOWN)] == [False, False, True]
    assert pane(page, "student").bounding_box() == box
    page.locator("body").press("5")  # there is none
    assert [shown["visible"] for shown in page.evaluate(SHOWN)] == [False, False, True]
    page.locator("body").press("Escape")
    assert all(shown["visible"] for shown in page.evaluate(SHOWN))
    page.locator(BAR).get_by_role("button", name="Teacher", exact=True).click()
    assert [shown["visible"] for shown in page.evaluate(SHOWN)] == [False, True, False]
    page.locator("body").press("0")
    assert all(shown["visible"] for shown in page.evaluate(SHOWN))


def test_the_place_in_the_picture_stays_when_one_picture_is_shown_alone(page):
    press(page, "double")
    for _ in range(6):
        press(page, "in")
    for _ in range(2):
        page.locator("body").press("ArrowLeft")
    there = point_under(page, *middle(page))
    page.locator("body").press("2")
    assert point_under(page, *middle(page)) == pytest.approx(there, abs=2)


def over(page, name):
    """Return how much of a pane's width the original covers, from the left, in percent."""
    script = """name => {
      const layer = document.querySelector(`#pane-${name} .original`);
      if (!layer) return 0;
      const cut = layer.style.clipPath.match(/inset\\(0(?:px)? ([\\d.]+)%/);
      return cut ? 100 - Number(cut[1]) : 100;
    }"""
    return page.evaluate(script, name)


def test_holding_a_key_shows_the_original_in_every_pane(page):
    page.keyboard.down("o")
    assert [over(page, name) for name in ("input", "teacher", "student")] == [0, 100, 100]
    original = page.evaluate("document.querySelector('#pane-input compare-pane img').src")
    layer = page.locator("#pane-student .original > div")
    assert original in layer.evaluate("layer => getComputedStyle(layer).backgroundImage")
    assert layer.evaluate("layer => layer.style.transform") == transform(page)
    page.keyboard.up("o")
    assert over(page, "student") == 0


def test_pressing_and_holding_a_picture_shows_the_original(page):
    page.mouse.move(*middle(page))
    page.mouse.down()
    page.locator("#pane-student compare-pane.held").wait_for()
    page.mouse.up()
    assert over(page, "student") == 0


def test_the_divider_is_one_for_all_results_and_moves_with_mouse_and_keys(page):
    press(page, "divider")
    sliders = page.get_by_role("slider", name="Before/after line in")
    assert sliders.count() == 2
    assert over(page, "teacher") == over(page, "student") == 50
    slider = page.get_by_role("slider", name="Before/after line in Teacher")
    slider.focus()
    before = transform(page)
    slider.press("ArrowRight")
    assert slider.get_attribute("aria-valuenow") == "52"
    assert over(page, "student") == pytest.approx(52)
    slider.press("Home")
    assert over(page, "student") == 0
    slider.press("ArrowLeft")
    assert slider.get_attribute("aria-valuenow") == "0"
    slider.press("End")
    assert transform(page) == before  # these keys move no pictures here
    box = pane(page).bounding_box()
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 4, box["y"] + 20, steps=4)
    page.mouse.up()
    assert over(page, "student") == pytest.approx(25, abs=1)
    page.locator("body").press("d")
    assert sliders.count() == 0


def test_the_divider_moves_under_a_finger(open_page):
    page = open_page(has_touch=True)
    press(page, "divider")
    box, (x, y) = pane(page).bounding_box(), middle(page)
    touch = page.context.new_cdp_session(page)
    for kind, at in (("touchStart", x), ("touchMove", x + 20), ("touchMove", x + 60)):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": at, "y": y}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert over(page, "student") == pytest.approx(50 + 6000 / box["width"], abs=1)


def test_full_screen_and_back(page):
    press(page, "full")
    page.wait_for_function("() => document.fullscreenElement?.matches('.compare-frame')")
    press(page, "full")
    page.wait_for_function("() => !document.fullscreenElement")
    assert transform(page)


def test_a_browser_without_full_screen_fills_its_window_instead(open_page):
    page = open_page()
    page.evaluate("delete Element.prototype.requestFullscreen")
    press(page, "full")
    box = page.locator(".compare-frame.full").bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 1280, 900)
    page.locator("body").press("Escape")
    assert page.locator(".compare-frame.full").count() == 0


def test_keys_do_nothing_while_somebody_types_or_looks_at_another_tab(open_page):
    page = open_page()
    before = transform(page)
    page.evaluate("document.querySelector('.legend').append(document.createElement('input'))")
    page.locator(".legend").evaluate("legend => (legend.open = true)")
    page.locator(".legend input").press("+")
    page.locator(".legend input").press("2")
    assert transform(page) == before
    assert all(shown["visible"] for shown in page.evaluate(SHOWN))
    page.locator("#tab-network-button").click()
    page.locator("body").press("+")
    page.locator("body").press("2")
    page.locator("#tab-compare-button").click()
    pane(page).wait_for()
    assert transform(page) == before


def test_the_help_lists_the_keys_and_closes_with_escape(page):
    page.locator(BAR).get_by_role("button", name="Keys and gestures").click()
    keys = page.locator(".keys:popover-open")
    assert "hold: the original in every pane" in keys.inner_text()
    page.keyboard.press("Escape")
    page.locator(".keys").first.wait_for(state="hidden")


def test_the_view_stays_when_a_photo_of_the_same_size_comes_and_begins_anew_with_another(page):
    press(page, "double")
    page.locator("body").press("+")
    kept = transform(page)
    derain(page, png(textured(HEIGHT, WIDTH, seed=21)))
    assert transform(page) == kept
    derain(page, png(textured(150, 150, seed=22)))
    assert page.locator(".compare-frame.zoomed").count() == 0
    assert transform(page) != kept
