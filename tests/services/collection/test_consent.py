"""Nothing is kept unless somebody really agreed, in every field that a forged request can hold."""

import json
import sqlite3

import numpy as np
import pytest

from ssidkd.services.collection.errors import (
    ConsentMissingError,
    DonationFieldError,
    QuotaError,
    TermsChangedError,
)
from ssidkd.services.collection.offer import OfferedPhoto
from tests.services.collection.store_parts import all_files, offer, open_collection, photo


class SaysYes:
    """Equal to everything, and true."""

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 1

    def __repr__(self):
        return "SaysYes"


FORGED_CONSENTS = [
    False,
    None,
    0,
    1,
    1.0,
    "",
    "true",
    "True",
    "on",
    "yes",
    [True],
    {"consent": True},
    np.True_,
    SaysYes(),
    json.loads("1"),
]
FORGED_TERMS = [None, "", "2020-01-01", True, 20261128, ["2026-11-28"], "2026-11-28 ", SaysYes()]
FORGED_FIELDS = [
    ("licence", {"licence": None}),
    ("licence", {"licence": ""}),
    ("licence", {"licence": "cc0-1.0"}),
    ("licence", {"licence": "CC-BY-NC-4.0"}),
    ("licence", {"licence": ["CC0-1.0"]}),
    ("licence", {"licence": SaysYes()}),
    ("credit", {"licence": "CC-BY-4.0", "credit": ""}),
    ("credit", {"licence": "CC-BY-4.0", "credit": " \u202e\u0000=+-@ "}),
    ("credit", {"licence": "CC-BY-4.0", "credit": 7}),
    ("credit", {"licence": "CC-BY-4.0", "credit": "x" * 81}),
    ("credit", {"licence": "CC-BY-4.0", "credit": "x" * 10_000_000}),
    ("amount", {"description": {"amount": "torrential"}}),
    ("place", {"description": {"place": None}}),
    ("description", {"description": {"caption": "=cmd|' /C calc'!A0"}}),
    ("description", {"description": "heavy"}),
    ("description", {"description": None}),
    ("visitor", {"visitor": "x" * 201}),
    ("visitor", {"visitor": None}),
    ("key", {"key": 3}),
    ("photos", {"photos": []}),
    ("photos", {"photos": [OfferedPhoto(name="", pixels=photo(n)) for n in range(31)]}),
]


def state_of(collection, root):
    """Everything that is kept: every file but the database's, and every row."""
    files = {n: c for n, c in all_files(root).items() if not n.startswith("collection.sqlite")}
    with sqlite3.connect(root / "collection.sqlite") as rows:
        kept = [rows.execute(f"SELECT * FROM {t}").fetchall() for t in ("photos", "donations")]
    rows.close()
    return files, kept, collection.photos(), collection.statistics()


@pytest.fixture
def unchanged(collection, tmp_path):
    """Offer something; whatever is said, nothing may have changed."""
    collection.donate(offer(1))

    def check(error, forged):
        before = state_of(collection, tmp_path / "collection")
        with pytest.raises(error) as caught:
            collection.donate(forged)
        assert state_of(collection, tmp_path / "collection") == before
        return caught.value

    return check


@pytest.mark.parametrize("consent", FORGED_CONSENTS, ids=repr)
def test_a_forged_consent_stores_nothing(unchanged, consent):
    unchanged(ConsentMissingError, offer(2, consent=consent))


@pytest.mark.parametrize("terms", FORGED_TERMS, ids=repr)
def test_consent_to_another_text_stores_nothing(unchanged, terms):
    unchanged(TermsChangedError, offer(2, terms=terms))


@pytest.mark.parametrize(("field", "changed"), FORGED_FIELDS, ids=lambda value: str(value)[:50])
def test_a_forged_field_stores_nothing_and_is_named(unchanged, field, changed):
    error = unchanged(DonationFieldError, offer(2, **changed))
    assert error.field == field


def test_a_replayed_request_gives_nothing_twice(collection, tmp_path):
    collection.donate(offer(1, key="first"))
    before = state_of(collection, tmp_path / "collection")
    collection.donate(offer(1, key="first"))
    assert state_of(collection, tmp_path / "collection") == before


def test_true_and_the_right_text_do_store(collection):
    assert collection.donate(offer(2)).code


def test_a_name_loses_what_makes_a_table_take_it_for_a_formula(collection):
    collection.donate(offer(1, licence="CC-BY-4.0", credit="=+-@\uff1d Ada\u202e\nLovelace\x00"))
    assert collection.photos()[0].credit == "Ada Lovelace"


def test_a_name_is_not_kept_where_the_licence_asks_for_none(collection):
    collection.donate(offer(1, licence="CC0-1.0", credit="Ada"))
    assert collection.photos()[0].credit == ""


@pytest.mark.parametrize(
    ("limits", "quota"),
    [
        ({"visitor_day": 2}, "visitor_day"),
        ({"day": 2}, "day"),
        ({"photos": 2}, "photos"),
        ({"total_bytes": 10}, "bytes"),
    ],
)
def test_over_a_bound_nothing_is_kept_and_the_bound_is_named(tmp_path, limits, quota):
    with_room = open_collection(tmp_path / "c")
    with_room.donate(offer(1, 2))
    with_room.close()
    full = open_collection(tmp_path / "c", **limits)
    before = all_files(tmp_path / "c" / "records")
    with pytest.raises(QuotaError) as caught:
        full.donate(offer(3))
    assert caught.value.quota == quota
    assert all_files(tmp_path / "c" / "records") == before
    full.close()


def test_what_fits_is_kept_and_the_rest_has_no_room(tmp_path):
    collection = open_collection(tmp_path / "c", visitor_day=2)
    answer = collection.donate(offer(1, 2, 3))
    assert [p.outcome for p in answer.photos] == ["received", "received", "no_room"]
    assert "day" in answer.photos[2].sentence
    collection.close()


def test_a_visitor_who_changes_names_still_meets_the_bound_on_all(tmp_path):
    collection = open_collection(tmp_path / "c", visitor_day=1, day=3)
    for name in "abc":
        collection.donate(offer(ord(name), visitor=name))
    with pytest.raises(QuotaError) as caught:
        collection.donate(offer(99, visitor="d"))
    assert caught.value.quota == "day"
    collection.close()


def test_taking_back_does_not_open_the_days_bound_again(tmp_path):
    collection = open_collection(tmp_path / "c", visitor_day=1)
    collection.withdraw(collection.donate(offer(1)).code)
    with pytest.raises(QuotaError):
        collection.donate(offer(2))
    collection.close()
