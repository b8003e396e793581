"""How long it is waited, and who is to blame."""

from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssidkd.services.collection.hub.backoff import Backoff
from ssidkd.services.collection.hub.faults import (
    HubError,
    clean_words,
    fault_of,
    kind_of_status,
    retry_after,
)
from ssidkd.services.collection.hub.options import SyncOptions, is_dataset_name
from ssidkd.services.collection.hub.status import SENTENCES, sentence
from ssidkd.services.collection.hub.suspects import Suspects

NOON = datetime(2026, 11, 28, 12, tzinfo=timezone.utc)


def test_waits_double_from_half_a_minute_up_to_an_hour():
    backoff = Backoff(lambda: 0.0)
    waits = [backoff.wait_after(HubError("down")) for _ in range(9)]
    assert waits == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]
    backoff.succeeded()
    assert backoff.wait_after(HubError("down")) == 30


def test_two_copies_of_the_app_do_not_come_back_together():
    assert Backoff(lambda: 1.0).wait_after(HubError("down")) == 37.5


def test_what_the_hub_asks_for_is_the_least():
    assert Backoff(lambda: 0.5).wait_after(HubError("limit", 700.0)) == 700.5


def test_losing_a_race_costs_seconds_at_first():
    backoff = Backoff(lambda: 0.0)
    waits = [backoff.wait_after(HubError("race")) for _ in range(7)]
    assert waits == [2, 2, 2, 2, 2, 30, 60]


@pytest.mark.parametrize("kind", ["token", "access", "missing", "moved", "gated"])
def test_what_only_the_owner_can_mend_is_looked_at_four_times_an_hour(kind):
    backoff = Backoff(lambda: 0.0)
    assert [backoff.wait_after(HubError(kind)) for _ in range(3)] == [900.0] * 3


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("Sat, 28 Nov 2026 12:02:00 GMT", 120.0),
        ("Sat, 28 Nov 2026 12:02:00 -0000", 120.0),
        ("Sat, 28 Nov 2026 11:00:00 GMT", 0.0),
        ("99999999", 86400.0),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_retry_after_is_read_as_seconds_and_as_a_date(value, seconds):
    assert retry_after({"Retry-After": value}, NOON) == seconds


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, "content"),
        (413, "content"),
        (422, "content"),
        (401, "token"),
        (403, "access"),
        (404, "missing"),
        (409, "race"),
        (412, "race"),
        (429, "limit"),
        (500, "down"),
        (504, "down"),
        (418, "odd"),
    ],
)
def test_a_status_says_what_helps(status, kind):
    assert kind_of_status(status) == kind


def test_a_fault_that_passed_through_a_thread_is_found_again():
    inner = HubError("limit", 5.0)
    outer = RuntimeError("Error while uploading")
    outer.__cause__ = inner
    assert fault_of(outer) is inner
    assert fault_of(ConnectionResetError()).kind == "down"
    hidden = "Request error: HTTP status client error (401 Unauthorized), domain: x"
    assert fault_of(ConnectionError(hidden)).kind == "token"
    assert fault_of(ValueError("LFS batch API returned errors: no room")).kind == "content"
    assert (fault_of(KeyError("files")).kind, fault_of(KeyError("x")).words) == ("odd", "KeyError")


def test_foreign_words_carry_no_token_and_no_second_line():
    words = clean_words("no\n\x1b[31m hf_abcdefghijklmnopqrstu \u202e Bearer secret " + "x" * 999)
    assert words.startswith("no [31m ... ... ")
    assert len(words) == 200


def test_every_problem_has_a_sentence_and_an_unknown_one_does_not_fail():
    for problem in SENTENCES:
        text = sentence(problem, "ada/rain", "its words", 7)
        assert "{" not in text
        assert text or problem == ""
    assert "nobody expects" in sentence("never seen", "ada/rain")


def test_options_do_not_show_the_token():
    assert "hf_" not in repr(SyncOptions(dataset="ada/rain", token="hf_secret"))


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("ada/rain", True),
        ("ada-l/rain_2.0", True),
        ("rain", False),
        ("ada/rain/x", False),
        ("ada/../x", False),
        ("ada/ra--in", False),
        ("ada/rain.git", False),
        ("ada/rain\n", False),
        ("ädä/rain", False),
        ("", False),
    ],
)
def test_names_of_datasets(name, fits):
    assert is_dataset_name(name) is fits


@given(st.integers(1, 60), st.data())
def test_halving_finds_whom_the_hub_refuses_and_nobody_else(count, data):
    everybody = tuple(range(count))
    poison = data.draw(st.sets(st.sampled_from(everybody), max_size=min(4, count - 1)))
    suspects = Suspects()
    waiting, blamed, attempts = [str(one) for one in everybody], set(), 0
    refused = {str(one) for one in poison}
    while waiting and attempts < 500:
        attempts += 1
        others = [one for one in waiting if one not in suspects.aside()]
        group = suspects.next_group(waiting, bool(others)) or tuple(others[:50])
        if refused & set(group):
            found = suspects.refused(group)
            if found:
                blamed.add(found)
                waiting.remove(found)
        else:
            suspects.taken(group)
            waiting = [one for one in waiting if one not in group]
    assert waiting == []
    assert blamed == refused
    assert suspects.aside() == set()


def test_where_everything_is_refused_nobody_is_blamed():
    suspects, waiting = Suspects(), ["a", "b", "c"]
    group = suspects.next_group(waiting, True) or tuple(waiting)
    for _ in range(100):
        assert suspects.refused(group) == ""
        group = suspects.next_group(waiting, False)
