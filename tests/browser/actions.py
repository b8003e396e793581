"""What visitors do on the compare tab, and what they then have before them."""

import io
import urllib.request

import numpy as np
import torch
from PIL import Image

from ssidkd.ui.words import ENGLISH
from tests.page_services import textured, tiny_deraining

PATIENCE = 60_000  # [ms], for a machine that does something else as well
SAID = ENGLISH.compare


def png(pixels, **options):
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG", **options)
    return {"name": "my holiday.png", "mimeType": "image/png", "buffer": buffer.getvalue()}


def large_photo(seed):
    """Return a photo that keeps even tiny networks busy for a while."""
    buffer = io.BytesIO()
    Image.fromarray(textured(2400, 3600, seed)).save(buffer, "JPEG", quality=50)
    return {"name": "large.jpg", "mimeType": "image/jpeg", "buffer": buffer.getvalue()}


def upload(page, file):
    page.locator("#photo input[type=file]").set_input_files(file)


def say(page, words):
    """Wait until the page says something."""
    page.locator("#status").get_by_text(words).wait_for(timeout=PATIENCE)


def address(page, name):
    """Return where the picture of a pane is; None while there is none."""
    script = "name => document.querySelector(`#pane-${name} .picture img`)?.src"
    return page.evaluate(script, name)


def derain(page, file):
    """Upload a photo and wait for both results."""
    before = address(page, "student")
    upload(page, file)
    shown = "document.querySelector('#pane-student .picture img')?.src"
    script = f"before => ![undefined, before].includes({shown})"
    page.wait_for_function(script, arg=before, timeout=PATIENCE)
    say(page, SAID.ready)


def served(page, name):
    """Return the pixels that a pane shows, from the very file it shows."""
    with urllib.request.urlopen(address(page, name)) as answer:
        assert answer.headers["content-type"] == "image/png"
        return np.asarray(Image.open(io.BytesIO(answer.read())))


def expected(role, pixels):
    """Derain here as the server does: the last bit of a sum depends on the number of threads."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        return tiny_deraining().derainer(role).derain(pixels).derained
    finally:
        torch.set_num_threads(threads)


def is_painted(page, name):
    script = "name => document.querySelector(`#pane-${name} .picture img`)?.naturalWidth > 0"
    page.wait_for_function(script, arg=name, timeout=PATIENCE)
    return True
