"""The compare tab fits the screen it is seen on, and can be used without a mouse."""

import pytest

from tests.browser.actions import derain, png, say
from tests.page_services import EXAMPLES, textured

pytestmark = pytest.mark.browser

PANES = ("input", "teacher", "student")
# All in one look, because the page moves; and only when it has come to rest.
BOXES = """names => new Promise((done) => {
  const box = (name) => {
    const { x, y, width, height } = document
      .querySelector(`#pane-${name} .picture`).getBoundingClientRect();
    return { x, y, width, height };
  };
  let before = "";
  const look = () => {
    const boxes = names.map(box);
    if (JSON.stringify(boxes) === before) return done(boxes);
    before = JSON.stringify(boxes);
    setTimeout(look, 150);
  };
  look();
})"""


@pytest.mark.parametrize("path", ["", "zh"])
def test_the_whole_task_is_on_one_screen(open_page, path):
    page = open_page(width=1440, height=900, path=path)
    page.locator("#pane-student .facts").wait_for()
    assert page.evaluate("document.documentElement.scrollHeight") <= 900
    for part in ("#photo", "#examples", "#status", "#pane-student .facts", "#save-figure"):
        box = page.locator(part).bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 900


def test_a_tall_photo_leaves_the_numbers_on_the_screen(open_page):
    page = open_page(width=1440, height=900)
    derain(page, png(textured(300, 120, seed=15)))
    box = page.locator("#pane-student .facts").bounding_box()
    assert box["y"] + box["height"] <= 900


@pytest.mark.parametrize("path", ["", "zh"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 768, 1280])
def test_nothing_sticks_out_at_any_width(open_page, width, scheme, path):
    page = open_page(width=width, color_scheme=scheme, path=path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width == 375:  # below each other, all equally wide
        assert len({round(box["x"]) for box in page.evaluate(BOXES, PANES)}) == 1


def test_on_a_phone_each_result_has_the_original_in_the_same_place(open_page):
    page = open_page(width=375, height=800, has_touch=True)
    sliders = page.get_by_role("slider", name="Before/after line in")
    sliders.first.wait_for()
    assert sliders.count() == 2


def test_the_panes_have_one_size_also_while_two_of_them_are_empty(page):
    derain(page, png(textured(200, 130, seed=15)))
    boxes = page.evaluate(BOXES, PANES)
    for box in boxes:
        assert box["width"] == pytest.approx(boxes[0]["width"], abs=1)
        assert box["height"] == pytest.approx(boxes[0]["height"], abs=1)


def test_everything_can_be_reached_with_the_keyboard(page):
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                """document.activeElement.getAttribute('aria-label')
                || document.activeElement.id || document.activeElement.textContent.trim()"""
            )
        )
    assert {f"Save PNG: {name}" for name in ("Input", "Teacher", "Student")} <= reached
    assert {"truth", "save-figure", "Fit", "Zoom in", "Before/after", "Full screen"} <= reached
    assert {f"Thumbnail {index} of {len(EXAMPLES)}" for index in (1, 2)} <= reached
    assert "中文" in reached


def test_an_example_can_be_chosen_with_the_keyboard(page):
    page.get_by_label("Thumbnail 2 of 2").focus()
    page.keyboard.press("Enter")
    say(page, "Example two")
