"""The page holds everything and asks nobody for anything."""

import base64
import re
import subprocess
from html.parser import HTMLParser

import numpy as np
import pytest

from ssidkd.core.intake import read_picture
from ssidkd.learning.photos import read_pixels
from training.evaluation.conditions import pair_conditions
from training.evaluation.gallery import Gallery, Shown
from training.evaluation.methods import MethodFacts, RainyInput
from training.evaluation.page import LONGEST_SIDE, render_page
from training.evaluation.records import Record, make_record
from training.evaluation.run import evaluate


class Addresses(HTMLParser):
    """Collects everything a browser would fetch, and the policy."""

    def __init__(self):
        super().__init__()
        self.fetched = []
        self.policy = ""

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        names = ("src", "href", "srcset", "data", "action", "poster")
        self.fetched += [values[name] for name in names if name in values]
        if values.get("http-equiv") == "Content-Security-Policy":
            self.policy = values["content"]


@pytest.fixture
def page(pairs_folder):
    gallery = Gallery(1)
    evaluation = evaluate(pair_conditions(pairs_folder), [RainyInput()], audience=[gallery])
    return render_page(make_record(evaluation), gallery.worst_and_best())


def test_nothing_is_fetched(page):
    addresses = Addresses()
    addresses.feed(page)
    assert addresses.fetched
    assert {address.split(",")[0] for address in addresses.fetched} == {"data:image/png;base64"}
    assert "default-src 'none'" in addresses.policy
    assert not re.search(r"@import|url\(", page.split("<script>")[0])


def embedded(page):
    addresses = Addresses()
    addresses.feed(page)
    return [
        read_picture(base64.b64decode(address.split(",")[1])).pixels
        for address in addresses.fetched
    ]


def test_pictures_are_embedded_unchanged(page, pairs_folder):
    pictures = embedded(page)
    rainy = read_pixels(pairs_folder / "rain_heavy" / "p-0.png")
    assert any(np.array_equal(rainy, pixels) for pixels in pictures)
    assert len(pictures) == 3 * 2 * 2  # three conditions, two pictures, input and truth


def test_large_pictures_are_reduced():
    large = np.zeros((300, 2 * LONGEST_SIDE, 3), np.uint8)
    shown = Shown(condition="c", picture="p", scores=(), pictures=(), truth=large)
    record = Record(methods=(), summaries=(), comparisons=(), scores=())
    (pixels,) = embedded(render_page(record, [shown]))
    assert pixels.shape == (150, LONGEST_SIDE, 3)


def test_names_are_text_and_never_markup(pairs_folder):
    for folder in ("norain", "rain_light", "rain_heavy"):
        (pairs_folder / folder / "p-0.png").rename(pairs_folder / folder / "<b onload='x'>&.png")
    gallery = Gallery(1)
    evaluation = evaluate(pair_conditions(pairs_folder), [RainyInput()], audience=[gallery])
    page = render_page(make_record(evaluation), gallery.worst_and_best())
    body = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert "<b onload" not in body
    assert "&lt;b onload" in body
    for script in re.findall(r"<script[^>]*>(.*?)</script>", page, re.DOTALL)[1:]:
        assert "<b onload" not in script


def test_the_name_of_a_method_is_text(pairs_folder):
    class Sly(RainyInput):
        facts = MethodFacts(name="<i>sly</i>", kind="pictures")

    gallery = Gallery(1)
    evaluation = evaluate(pair_conditions(pairs_folder), [Sly()], audience=[gallery])
    page = render_page(make_record(evaluation), gallery.worst_and_best())
    body = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert "<i>" not in body
    assert "&lt;i&gt;sly" in body


@pytest.mark.browser
@pytest.mark.slow
def test_a_browser_draws_the_figures(page, tmp_path, chromium):
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    command = [
        chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/home",
        "--virtual-time-budget=10000", "--dump-dom", (tmp_path / "page.html").as_uri(),
    ]  # fmt: skip
    drawn = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    assert len(re.findall(r'class="main-svg"', drawn)) >= 6  # PSNR and NIQE of three conditions
    assert "PSNR rgb [dB]" in drawn
