import re

import pytest

from ssidkd.core.dark_channel import measure_dark_channel
from ssidkd.services.comparing import Pane, Work
from ssidkd.services.progress import Progress
from ssidkd.ui import pieces, text
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
        pieces.facts(pane(niqe=None, niqe_reason=SCRIPT)),
        pieces.header(SCRIPT),
    ],
)
def test_no_text_becomes_a_script(html):
    assert "<script" not in html
    assert "&lt;script" in html


def test_a_pane_tells_its_score_its_size_and_how_it_was_made():
    work = Work(variant="lite", seconds=1.26, device="cpu", precision="bf16")
    facts = pieces.facts(pane(work=work))
    assert "<dd>3.14</dd>" in facts
    assert "60 × 40" in facts  # noqa: RUF001
    assert "1.3 s on CPU, bf16" in facts


def test_a_pane_without_a_score_says_why_instead():
    facts = pieces.facts(pane(niqe=None, niqe_reason="Too flat."))
    assert text.NIQE_NONE in facts
    assert "Too flat." in facts


def test_a_pane_that_is_not_there_yet_has_no_numbers():
    assert not re.search(r"\d", re.sub("<.*?>", "", pieces.facts(None)))


def test_progress_can_be_read_by_machines():
    status = pieces.status("Working", progress=Progress("teacher", 0.256, 10))
    assert 'value="0.256"' in status
    assert "<progress" not in pieces.status("Ready")


def test_the_legend_shows_the_scale_of_the_maps():
    assert "#000004, " in pieces.legend()  # the darkest colour of the scale
    assert text.NIQE_NOTE in pieces.legend()
