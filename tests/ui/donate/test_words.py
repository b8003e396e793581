"""What is said of donations fits what the collection knows."""

import base64
from typing import get_args

import pytest

from ssidkd.services.collection.errors import (
    CodeUnknownError,
    CollectionError,
    ConsentMissingError,
    DonationFieldError,
    TermsChangedError,
)
from ssidkd.services.collection.hub.status import SyncStatus
from ssidkd.services.collection.offer import Outcome
from ssidkd.services.collection.quota import no_room
from ssidkd.services.collection.records import Amount, DayTime, Licence, Place, State
from ssidkd.services.collection.starting import Collecting
from ssidkd.services.collection.terms import TERMS_VERSION
from ssidkd.services.jobs.photos import Reason
from ssidkd.ui.donate.receipt_view import code_line, receipt_text
from ssidkd.ui.donate.sentences import problem_of
from ssidkd.ui.donate.states import sync_sentences
from ssidkd.ui.donate.terms_view import terms_html
from ssidkd.ui.words import CHINESE, LANGUAGES
from tests.services.collection.store_parts import offer

BOTH = pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)


@BOTH
def test_everything_that_can_be_has_a_name(words):
    said = words.donate
    assert said.receipt.outcomes.keys() == set(get_args(Outcome))
    assert said.receipt.state.keys() == said.receipt.states.keys() == set(get_args(State))
    assert said.licences.keys() == said.licence_notes.keys() == set(get_args(Licence))
    assert said.reasons.keys() == {*get_args(Reason)} - {"refused"}
    fields = {"amount": Amount, "time": DayTime, "place": Place}
    assert said.fields.keys() == said.choices.keys() == fields.keys()
    for field, choices in fields.items():
        assert said.choices[field].keys() == set(get_args(choices))


def test_what_the_collection_says_is_said_in_chinese_too():
    errors: list[CollectionError] = [
        ConsentMissingError(),
        TermsChangedError(),
        CodeUnknownError(),
        DonationFieldError("licence", "one of CC0-1.0, CC-BY-4.0"),
        *(no_room(quota) for quota in ("visitor_day", "day", "photos", "bytes", "disk")),
    ]
    said = [problem_of(error, CHINESE) for error in errors]
    assert all(sentence.endswith("。") and "{" not in sentence for sentence in said)
    assert "许可" in said[3]


@BOTH
def test_the_text_of_consent_tells_its_version(words):
    assert TERMS_VERSION in terms_html(words)
    assert words.donate.terms.changed not in terms_html(words)


@BOTH
def test_a_receipts_file_tells_how_to_take_the_photos_back(words, collection):
    answer = collection.donate(offer(1, licence="CC-BY-4.0", credit="A. Donor"))
    receipt = collection.receipt(answer.code)
    text = receipt_text(answer.code, receipt, words)
    for part in (answer.code, "A. Donor", "CC-BY-4.0", TERMS_VERSION, *receipt.donation.photos):
        assert part in text
    assert words.donate.withdraw.title in text
    saved = code_line(answer.code, receipt, words).split("base64,")[1].split('"')[0]
    assert base64.b64decode(saved).decode() == text


class Sync:
    def __init__(self, **status):
        self._status = SyncStatus(dataset="owner/rain", **status)

    def status(self):
        return self._status


@BOTH
@pytest.mark.parametrize(
    ("status", "names"),
    [
        (None, ["sync_off"]),
        ({"state": "off", "backlog": 3}, ["sync_off"]),
        ({"state": "idle"}, ["sync_done", "sync_never"]),
        ({"state": "sending", "backlog": 3, "last_success": 0.0}, ["sync_waiting", "sync_last"]),
        (
            {"state": "failing", "failing_since": 0.0, "backlog": 3, "to_remove": 2},
            ["sync_failing", "sync_waiting", "sync_removals", "sync_never"],
        ),
    ],
)
def test_how_sending_goes_is_said_in_plain_words(words, collection, status, names):
    sync = None if status is None else Sync(**status)
    collecting = Collecting(collection=collection, sync=sync, disk_lasts=True, jobs=None)
    numbers = {"sync_waiting": 3, "sync_removals": 2}
    expected = [
        getattr(words.donate.receipt, name).format(n=numbers.get(name), when="1970-01-01 00:00 UTC")
        for name in names
    ]
    assert sync_sentences(collecting, words) == expected
