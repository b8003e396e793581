import re

import pytest

from ssidkd.core.dark_channel import measure_dark_channel
from ssidkd.core.metrics import niqe
from ssidkd.services.comparing import Pane, Work
from ssidkd.services.progress import Progress
from ssidkd.ui import pieces
from ssidkd.ui.words import CHINESE, ENGLISH
from tests.page_services import textured

SCRIPT = "<script>alert(1)</script>"
PIXELS = textured(40, 60)


def pane(**changes):
    known = {"niqe": 3.14159, "niqe_reason": None, "work": None, "name": "teacher"}
    return Pane(pixels=PIXELS, dark=measure_dark_channel(PIXELS), **(known | changes))


@pytest.mark.parametrize(
    "html",
    [
        pieces.status(SCRIPT, (SCRIPT,)),
        pieces.problem(SCRIPT, SCRIPT),
        pieces.note(SCRIPT, SCRIPT),
        pieces.facts(pane(niqe=None, niqe_reason=SCRIPT), ENGLISH),
    ],
)
def test_no_text_becomes_a_script(html):
    assert "<script" not in html
    assert "&lt;script" in html


def test_a_pane_tells_its_score_its_size_and_how_it_was_made():
    work = Work(variant="lite", seconds=1.26, device="cpu", precision="bf16")
    facts = pieces.facts(pane(work=work), ENGLISH)
    assert "<dd>3.14</dd>" in facts
    assert "60 × 40 · 1.3 s on CPU, bf16" in facts  # noqa: RUF001
    assert ENGLISH.compare.precomputed not in facts
    assert ENGLISH.compare.precomputed in pieces.facts(pane(), ENGLISH)
    assert ENGLISH.compare.precomputed not in pieces.facts(pane(name="truth"), ENGLISH)


def test_psnr_and_ssim_are_there_as_soon_as_there_is_a_truth():
    facts = pieces.facts(pane(psnr=24.126, ssim=0.8765), ENGLISH)
    assert "<dt>PSNR</dt><dd>24.13</dd>" in facts
    assert "<dt>SSIM</dt><dd>0.876</dd>" in facts or "<dd>0.877</dd>" in facts
    assert "PSNR" not in pieces.facts(pane(), ENGLISH)


def test_a_pane_without_a_score_says_why_instead_in_the_language_of_the_page():
    reason = niqe(PIXELS).reason
    assert ENGLISH.compare.niqe_none in pieces.facts(pane(niqe=None, niqe_reason=reason), ENGLISH)
    assert "too small" in pieces.facts(pane(niqe=None, niqe_reason=reason), ENGLISH)
    assert "这张图片太小" in pieces.facts(pane(niqe=None, niqe_reason=reason), CHINESE)


def test_a_pane_that_is_not_there_yet_has_no_numbers():
    assert not re.search(r"\d", re.sub("<.*?>", "", pieces.facts(None, ENGLISH)))


def test_progress_can_be_read_by_machines():
    status = pieces.status("Working", progress=Progress("teacher", 0.256, 10))
    assert 'value="0.256"' in status
    assert "<progress" not in pieces.status("Ready")


def test_the_legend_shows_the_scale_of_the_maps():
    assert "#000004, " in pieces.legend(ENGLISH.compare)  # the darkest colour of the scale
    assert ENGLISH.compare.niqe_note in pieces.legend(ENGLISH.compare)
