"""What tests of the compare viewer do with it and ask of it."""

import pytest

BAR = "#tab-compare compare-bar"
WIDTH, HEIGHT = 192, 96  # of the examples
SHOWN = """() => [...document.querySelectorAll('#tab-compare compare-pane > img')].map(
  (image) => ({
    transform: image.style.transform,
    rendering: getComputedStyle(image).imageRendering,
    visible: image.checkVisibility(),
    src: image.src,
  }))"""


def transform(page):
    """Return the transform of all panes, which is one."""
    transforms = {shown["transform"] for shown in page.evaluate(SHOWN)}
    assert len(transforms) == 1
    return transforms.pop()


def zoom(page):
    """Return the read-out in percent, which is what the pictures really have."""
    percent = int(page.locator(f"{BAR} output").inner_text().removesuffix(" %"))
    scale = float(transform(page).rpartition("scale(")[2].removesuffix(")"))
    assert percent == pytest.approx(scale * 100, abs=0.51)
    return percent


def pane(page, name="teacher"):
    return page.locator(f"#pane-{name} compare-pane")


def middle(page, name="teacher"):
    box = pane(page, name).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def press(page, name):
    page.locator(f"{BAR} [data-do={name}]").click()


def point_under(page, x, y):
    """Return which point of the picture is at (x, y) of the window."""
    script = """([x, y]) => {
      const pane = document.querySelector('#pane-teacher compare-pane');
      const { left, top } = pane.getBoundingClientRect();
      const matrix = new DOMMatrix(pane.querySelector('img').style.transform);
      return [(x - left - matrix.e) / matrix.a, (y - top - matrix.f) / matrix.a];
    }"""
    return page.evaluate(script, [x, y])
