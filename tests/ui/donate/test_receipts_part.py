"""What a browser sees of its donations, and how photos are taken back."""

from dataclasses import replace
from html import escape
from types import SimpleNamespace

import pytest

from ssidkd.services.collection.attempts import AttemptLimits, Attempts
from ssidkd.services.collection.codes import new_code
from ssidkd.ui.donate.donor import Donor, read_donor
from ssidkd.ui.donate.receipts_part import ReceiptsPart
from ssidkd.ui.donate.withdraw_part import WithdrawPart
from ssidkd.ui.words import ENGLISH
from tests.services.collection.store_parts import offer

SAID = ENGLISH.donate
DONOR = Donor().known()
WRONG = new_code()


@pytest.fixture
def attempts():
    return Attempts(AttemptLimits(at_once=3), now=lambda: 0.0)


@pytest.fixture
def receipts(build, collecting, attempts):
    return build(lambda context: ReceiptsPart(context, collecting, attempts))


@pytest.fixture
def withdraw(build, collecting, attempts):
    def part(context):
        receipts = ReceiptsPart(context, collecting, attempts)
        return WithdrawPart(context, collecting, attempts, receipts)

    return build(part)


@pytest.fixture
def give(collection):
    """Gives photos of these seeds; returns the code and the identities."""

    def give(*seeds, **changed):
        answer = collection.donate(offer(*seeds, **changed))
        return answer.code, [one.identity for one in answer.photos]

    return give


def press(act, photos=(), of=""):
    return SimpleNamespace(_data={"act": act, "photos": list(photos), "of": of})


def named(changes):
    return {getattr(part, "elem_id", None) or "state": to for part, to in changes.items()}


def says(html, sentence):
    return escape(sentence) in html


def test_a_browser_is_known_and_sees_its_donations_as_they_are_now(receipts, give, collection):
    assert read_donor(named(receipts.open(None))["state"]).identity
    code, identities = give(1, 2)
    remembered = DONOR.with_code(code).remembered()
    shown = named(receipts.open(remembered))["donate-receipts"]
    assert code in shown
    assert says(shown, SAID.receipt.states["stored"].format(n=2))
    collection.accept(identities[:1], "owner")
    collection.refuse(identities[1:], "owner", "no rain")
    shown = named(receipts.look(remembered))["donate-receipts"]
    assert says(shown, SAID.receipt.states["reviewed"].format(n=1))
    assert says(shown, SAID.receipt.states["refused"].format(n=1))
    collection.mark_queued(identities[:1])
    collection.mark_committed(identities[:1], "abcdef0123456789")
    shown = named(receipts.look(remembered))["donate-receipts"]
    assert says(shown, SAID.receipt.states["committed"].format(n=1))
    assert says(shown, SAID.receipt.revision.format(revision="abcdef01"))
    assert not says(shown, SAID.receipt.safe_here)  # nothing is left that is only here


def test_where_the_disk_does_not_last_it_is_said(build, collecting, attempts, give):
    passing = replace(collecting, disk_lasts=False)
    part = build(lambda context: ReceiptsPart(context, passing, attempts))
    code, _ = give(1)
    shown = named(part.open(DONOR.with_code(code).remembered()))["donate-receipts"]
    assert says(shown, SAID.receipt.passing)
    assert says(shown, SAID.receipt.sync_off)


def test_a_donation_that_is_not_known_here_can_be_forgotten(receipts):
    remembered = DONOR.with_code(WRONG).remembered()
    shown = named(receipts.open(remembered))["donate-receipts"]
    assert says(shown, SAID.receipt.is_unknown.format(code=WRONG))
    after = named(receipts.forget(remembered, press("forget", of=WRONG)))
    assert read_donor(after["state"]).codes == ()
    assert WRONG not in after["donate-receipts"]


def test_who_left_while_photos_were_sent_gets_the_code_afterwards(receipts, collection):
    key = "k" * 20
    leaving = DONOR.sending(key).remembered()
    shown = named(receipts.open(leaving))
    assert says(shown["donate-receipts"], SAID.receipt.unfinished)
    answer = collection.donate(offer(1, visitor=DONOR.identity, key=key))
    after = read_donor(named(receipts.open(leaving))["state"])
    assert after.codes == (answer.code,)
    assert after.pending == ""


def test_what_never_arrived_is_waited_for_no_longer(receipts):
    leaving = DONOR.sending("k" * 20).remembered()
    after = named(receipts.look_again(leaving))
    assert read_donor(after["state"]).pending == ""
    assert not says(after["donate-receipts"], SAID.receipt.unfinished)


def test_photos_are_shown_asked_about_and_taken_back(withdraw, give, collection):
    code, (first, second) = give(1, 2)
    typed = f"  {code.lower().replace('-', ' ')} "
    shown = named(withdraw.look(typed))
    assert shown["donate-own"].count("data:image/webp;base64,") == 2
    asked = named(withdraw.turn(code, press("ask", [first])))
    assert says(asked["donate-own"], SAID.withdraw.ask_one)
    assert len(collection.photos()) == 2  # nothing has happened yet
    assert says(named(withdraw.turn(code, press("no")))["donate-own"], SAID.withdraw.take_back)
    path = collection.picture(first)
    done = named(withdraw.turn(code, press("yes", [first])))
    assert says(done["donate-withdraw-status"], SAID.withdraw.done_one)
    assert says(done["donate-withdraw-status"], SAID.withdraw.never_there)
    assert not path.exists()
    assert [one.identity for one in collection.photos()] == [second]
    again = named(withdraw.turn(code, press("yes", [first])))
    assert again == done


def test_what_the_hub_has_is_said_to_follow(withdraw, give, collection):
    code, identities = give(1, 2)
    collection.accept(identities[:1], "owner")
    collection.mark_queued(identities[:1])
    collection.mark_committed(identities[:1], "abcdef0123456789")
    ticked = named(withdraw.turn(code, press("all")))["donate-own"]
    assert ticked.count(" checked") == 2
    done = named(withdraw.turn(code, press("yes", identities)))
    assert says(done["donate-withdraw-status"], SAID.withdraw.done.format(n=2))
    assert says(done["donate-withdraw-status"], SAID.withdraw.follows.format(n=1))
    assert says(done["donate-own"], SAID.withdraw.nothing_left)


def test_nobody_takes_back_photos_of_another_donation(withdraw, give, collection):
    _, foreign = give(1)
    code, own = give(2)
    withdraw.turn(code, press("yes", foreign))
    assert {one.identity for one in collection.photos()} == {*foreign, *own}


def test_nonsense_takes_nothing_back(withdraw, give, collection):
    code, _ = give(1)
    for sent in (
        None,
        "x",
        5,
        {"act": "yes"},
        {"act": "yes", "photos": "all"},
        {"act": ["yes"], "photos": {}},
        {"act": "yes", "photos": [[]]},
    ):
        withdraw.turn(code, SimpleNamespace(_data=sent))
        assert len(collection.photos()) == 1, sent
    withdraw.turn(None, press("yes", [photo.identity for photo in collection.photos()]))
    assert len(collection.photos()) == 1


def test_wrong_codes_are_answered_in_one_sentence_and_after_many_not_at_all(withdraw, give):
    code, _ = give(1)
    said = ENGLISH.donate.sentences.say(
        "There is no donation with this code. Please check what you typed."
    )
    for wrong in (WRONG, "../../etc/passwd", "ü" * 10_000):
        shown = named(withdraw.look(wrong))
        assert says(shown["donate-withdraw-status"], said)
        assert shown["donate-own"] == ""
    limited = named(withdraw.look(WRONG))["donate-withdraw-status"]
    assert "Many wrong codes" in limited
    assert "Many wrong codes" in named(withdraw.look(code))["donate-withdraw-status"]


def test_no_code_is_asked_for(withdraw):
    for typed in ("", "   ", None):
        shown = named(withdraw.look(typed))
        assert says(shown["donate-withdraw-status"], SAID.withdraw.need_code)
