import re
from pathlib import Path

import pytest

from ssidkd.services.batch.rows import Niqe, Refusal, Result, Row
from ssidkd.ui.batch.table import batch_table
from ssidkd.ui.words import CHINESE, ENGLISH

SIZE = ENGLISH.common.picture_size
DONE = Row(
    name="<b>rain</b>.png",
    size=(400, 300),
    worked_size=(200, 150),
    niqe=Niqe(value=5.126, reason=None),
    thumbnail=Path("/shelf/1/small rainy.png"),
    results={
        "student": Result(
            niqe=Niqe(value=None, reason="This picture is too flat for NIQE: 1 of its 9 blocks."),
            seconds=3.24,
            precision="float32",
            file="derained/student/rain.png",
            thumbnail=Path("/shelf/2/small-student.png"),
        )
    },
)
REFUSED = Row(
    name="note.jpg",
    refusal=Refusal(
        code="limit",
        sentence="A batch takes 60 pictures; please put this one into the next.",
    ),
)
WAITS = Row(name="next.png", size=(64, 64), worked_size=(64, 64))


def cells(html):
    return [re.sub(r"<[^>]*>", "", cell) for cell in re.findall(r"<td.*?</td>", html)]


def test_a_row_says_sizes_both_niqes_and_the_time():
    html = batch_table([DONE], ["student"], ENGLISH, None, is_over=True)
    assert cells(html) == [
        f"{SIZE(400, 300)}, derained at {SIZE(200, 150)}",
        "5.13",
        "no value",
        "3.2 s",
    ]
    assert "too flat" in html
    assert "<b>rain" not in html
    assert "gradio_api/file=/shelf/1/small%20rainy.png" in html
    assert all(alt for alt in re.findall(r'alt="([^"]*)"', html))


def test_a_refused_picture_says_why_in_the_pages_language():
    assert "A batch takes 60" in batch_table([REFUSED], ["student"], ENGLISH, None, is_over=False)
    assert "每批最多 60" in batch_table([REFUSED], ["student"], CHINESE, None, is_over=False)


@pytest.mark.parametrize(
    ("current", "is_over", "state"),
    [(1, False, "in work"), (0, False, "waits"), (None, True, "not")],
)
def test_what_is_not_done_says_whether_it_will_be(current, is_over, state):
    html = batch_table([DONE, WAITS], ["student"], ENGLISH, current, is_over)
    assert state in cells(html)[6]
    assert html.count("aria-current") == (current is not None)


def test_two_networks_have_two_columns_each_and_no_rows_no_table():
    html = batch_table([WAITS], ["teacher", "student"], ENGLISH, None, is_over=False)
    assert html.count("<td") == 6
    assert "NIQE after, Teacher" in html
    assert batch_table([], ["student"], ENGLISH, None, is_over=False) == ""
