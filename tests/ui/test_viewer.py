from html.parser import HTMLParser
from pathlib import Path

import pytest

from ssidkd.ui.viewer import ShownPicture, compare_bar, compare_pane
from ssidkd.ui.words import LANGUAGES, viewer

SCRIPT = '"><script>alert(1)</script>'
PICTURE = ShownPicture(path=Path("/pictures/a b.png"), alt=SCRIPT, width=60, height=40)


class Elements(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))

    def all(self, tag):
        return [attributes for name, attributes in self.found if name == tag]


def test_a_pane_says_what_the_viewer_must_know():
    html = compare_pane("lab", "input", SCRIPT, PICTURE, viewer.ENGLISH, original=True)
    elements = Elements(html)
    (pane,), (image,) = elements.all("compare-pane"), elements.all("img")
    assert (pane["group"], pane["pane"], pane["label"]) == ("lab", "input", SCRIPT)
    assert (pane["width"], pane["height"], pane["style"]) == ("60", "40", "--shape: 1.5000")
    assert "original" in pane
    assert image == {"src": "gradio_api/file=/pictures/a%20b.png", "alt": SCRIPT}
    assert not elements.all("script")


def test_a_place_that_waits_has_no_picture():
    html = compare_pane("lab", "student", "Student", None, viewer.ENGLISH, working=True)
    elements = Elements(html)
    assert elements.all("compare-pane")[0]["class"] == "picture working"
    assert "original" not in elements.all("compare-pane")[0]
    assert not elements.all("img")


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
def test_every_button_has_a_name_and_the_help_lists_the_keys(words):
    html = compare_bar("lab", words.viewer)
    elements = Elements(html)
    assert {button.get("data-do") for button in elements.all("button")} == {
        *("fit", "actual", "double", "in", "out", "divider", "hold", "full", None)
    }
    assert all(button["title"] for button in elements.all("button"))
    (popover,) = [each for each in elements.all("div") if "popover" in each]
    assert popover["id"] == elements.all("button")[-1]["popovertarget"]
    assert all(what in html for _, what in words.viewer.keys)
