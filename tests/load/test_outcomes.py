import httpx
import pytest

from tests.load.outcomes import (
    BusyError,
    VisitError,
    check_status,
    names_a_time,
    percentile,
    plain,
)


def test_a_refusal_with_a_time_is_a_busy_answer_and_one_without_is_an_error():
    for status in (429, 503):
        with pytest.raises(BusyError):
            check_status("join", httpx.Response(status, headers={"retry-after": "40"}))
        with pytest.raises(VisitError, match=str(status)):
            check_status("join", httpx.Response(status))


@pytest.mark.parametrize("status", [302, 400, 404, 413, 500])
def test_any_other_answer_is_an_error_even_with_a_time(status):
    with pytest.raises(VisitError, match=f"join: HTTP {status}"):
        check_status("join", httpx.Response(status, headers={"retry-after": "40"}))


def test_what_was_asked_for_passes():
    check_status("join", httpx.Response(200))


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("The server is busy. Try again in about 40 seconds.", True),
        ("<p>This server has no room. Try again in 10 minutes.</p>", True),
        ("Try again in 1 hour.", True),
        ("The server is busy. Try again later.", False),
        ("The teacher is working, 8 seconds left", False),
    ],
)
def test_a_sentence_names_a_time_or_not(sentence, names):
    assert names_a_time(sentence) is names


def test_what_a_piece_of_the_page_says_is_read_without_its_markup():
    assert plain('<div class="status"><p>Half &amp; half</p></div>') == "Half & half"


def test_a_percentile_is_one_of_the_values():
    values = [5.0, 1.0, 4.0, 2.0, 3.0]
    assert [percentile(values, share) for share in (0.2, 0.5, 0.81, 1.0)] == [1.0, 3.0, 5.0, 5.0]
