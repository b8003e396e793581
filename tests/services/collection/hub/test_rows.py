"""What a reader of the dataset's tables gets to see."""

import json

from hypothesis import given
from hypothesis import strategies as st

from ssidkd.services.collection.hub.listing import Listing
from ssidkd.services.collection.hub.rows import (
    cell,
    donor_group,
    metadata_row,
    photo_path,
    withdrawn_row,
)
from ssidkd.services.collection.records import Description, Facts, PhotoRecord, Tombstone

IDENTITY = "ab" * 32
STARTS = (*"=+-@\t\r ＝＋－＠",)  # noqa: RUF001 - the wide ones count too
FACTS = Facts(
    width=640, height=480, niqe=3.14159, dark_channel=0.25, sharpness=12.5, brightness=0.5
)


def record(**changed):
    fields = {
        "identity": IDENTITY,
        "donation": "d" * 32,
        "donor": "e" * 64,
        "received": 86400.0 * 365,
        "licence": "CC-BY-4.0",
        "credit": "Ada",
        "description": Description(amount="light", time="day", place="street"),
        "facts": FACTS,
        "look": "0" * 16,
    }
    return PhotoRecord(**{**fields, **changed})


def test_a_row_says_this_and_nothing_else():
    row = metadata_row(record(), "ada/rain")
    assert row.pop("donor") == donor_group("e" * 64, "ada/rain")
    assert row == {
        "file_name": f"ab/{IDENTITY}.png",
        "identity": IDENTITY,
        "licence": "CC-BY-4.0",
        "credit": "Ada",
        "amount": "light",
        "time": "day",
        "place": "street",
        "width": 640,
        "height": 480,
        "niqe": 3.1416,
        "dark_channel": 0.25,
        "sharpness": 12.5,
        "brightness": 0.5,
        "received": "1971-01-01",
    }
    assert photo_path(IDENTITY) == f"data/ab/{IDENTITY}.png"


def test_a_donors_word_says_nothing_in_another_dataset():
    here, elsewhere = donor_group("e" * 64, "ada/rain"), donor_group("e" * 64, "ada/drizzle")
    assert here != elsewhere
    assert here == donor_group("e" * 64, "ada/rain") != donor_group("f" * 64, "ada/rain")
    assert "e" * 8 not in here
    assert len(here) == 13


def test_a_tombstone_tells_the_photo_and_the_day():
    stone = Tombstone(identity=IDENTITY, donation="d", withdrawn=86399.0, published=True)
    assert withdrawn_row(stone) == {"identity": IDENTITY, "day": "1970-01-01"}


def test_no_number_is_written_that_json_does_not_have():
    facts = Facts(
        width=1, height=1, niqe=float("nan"), dark_channel=0.0, sharpness=0.0, brightness=0.0
    )
    assert metadata_row(record(facts=facts), "ada/rain")["niqe"] is None


@given(st.text())
def test_no_cell_is_a_formula_or_more_than_a_line(text):
    for hostile in (text, "=" + text, "\t+" + text, "\u202e@" + text, "＝" + text):  # noqa: RUF001
        safe = cell(hostile)
        assert not safe.startswith(STARTS)
        assert len(safe) <= 100
        assert safe.isprintable() or safe == ""
        row = metadata_row(record(credit=hostile), "ada/rain")
        (line,) = Listing().changed(add=[row]).text.splitlines()
        assert json.loads(line) == row


def test_a_long_caption_is_cut():
    assert len(cell("x" * 10_000_000)) == 100


def test_a_row_that_is_there_is_replaced_and_of_two_the_first_stays():
    two = '{"identity": "a", "n": 1}\n{"identity": "b"}\n{"identity": "a", "n": 2}\n'
    listing = Listing.from_text(two)
    assert listing.text == '{"identity": "a", "n": 1}\n{"identity": "b"}\n'
    changed = listing.changed(add=[{"identity": "a", "n": 3}], remove=["b"])
    assert changed.rows() == {"a": {"identity": "a", "n": 3}}
    assert changed.identities == {"a"}
