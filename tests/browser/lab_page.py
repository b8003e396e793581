"""What tests of the rain lab do with its page."""

import io
import urllib.request

import numpy as np
from PIL import Image

from ssidkd.ui.words import ENGLISH

PATIENCE = 90_000
WORDS = ENGLISH.lab
PICTURES = ("truth", "input", "teacher", "student")


def visit(open_page, query="tab=lab", **options):
    """Open the lab by its address, and wait until both networks are done."""
    page = open_page(path=f"?{query}", **options)
    settle(page)
    return page


def settle(page, words=WORDS):
    page.locator("#lab-status").get_by_text(words.ready).wait_for(timeout=PATIENCE)


def served(page, name):
    """Return the pixels of the very file that is shown."""
    with urllib.request.urlopen(address(page, name)) as answer:
        assert answer.headers["content-type"] == "image/png"
        return np.asarray(Image.open(io.BytesIO(answer.read())))


def address(page, name):
    return page.evaluate("name => document.querySelector(`#lab-pane-${name} img`)?.src", name)


def number(page, name):
    return float(page.locator(f"#lab-{name} input[type=number]").input_value())


def link(page):
    return page.locator("lab-link input").input_value()


def wait_for_change(page, name, before):
    script = "([n, old]) => document.querySelector(`#lab-pane-${n} img`)?.src !== old"
    page.wait_for_function(script, arg=[name, before], timeout=PATIENCE)


def turn(page, name, value):
    """Turn a control as a visitor does who types."""
    field = page.locator(f"#lab-{name} input[type=number]")
    field.fill(str(value))
    field.press("Tab")
