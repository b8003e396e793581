import pytest

from ssidkd.services.collection.codes import new_code
from ssidkd.ui.donate.donor import MOST_DONATIONS, Donor, read_donor

CODES = [new_code() for _ in range(MOST_DONATIONS + 3)]


@pytest.mark.parametrize(
    "sent",
    [None, 7, "x", [], {"codes": 3}, {"codes": [None, "../x", {}, "a" * 500], "identity": "short"},
     {"pending": ["x"], "identity": 5}],
)  # fmt: skip
def test_nonsense_is_a_donor_nobody_knows(sent):
    assert read_donor(sent) == Donor()


def test_what_a_browser_keeps_is_read_back():
    donor = Donor().known().with_code(CODES[0]).with_code(CODES[1]).sending("k" * 20)
    assert read_donor(donor.remembered()) == donor
    assert donor.codes == (CODES[1], CODES[0])


def test_an_identity_is_given_once_and_is_nobody_elses():
    donor = Donor().known()
    assert donor.known() == donor
    assert donor.identity != Donor().known().identity


def test_so_many_donations_are_remembered_and_the_oldest_forgotten():
    donor = Donor()
    for code in CODES:
        donor = donor.with_code(code)
    assert donor.codes == tuple(reversed(CODES))[:MOST_DONATIONS]


def test_an_answer_ends_the_waiting_with_or_without_a_code():
    waiting = Donor().known().sending("k" * 20)
    assert waiting.with_code("").pending == ""
    assert waiting.with_code("").codes == ()
    assert waiting.with_code(CODES[0]).codes == (CODES[0],)


def test_a_donation_can_be_forgotten():
    assert Donor().with_code(CODES[0]).with_code(CODES[1]).without(CODES[1]).codes == (CODES[0],)
    assert Donor().with_code(CODES[0]).without(None).codes == (CODES[0],)
