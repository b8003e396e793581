"""What a deletion code is for."""

import pytest

from ssidkd.services.collection.errors import (
    CodeUnknownError,
    PhotoUnknownError,
)
from ssidkd.services.collection.records import PhotoRecord, Tombstone
from tests.services.collection.store_parts import offer, only


def test_a_receipt_says_what_became_of_each_photo(collection):
    answer = collection.donate(offer(1, 2))
    one, two = (p.identity for p in answer.photos)
    collection.accept([one], "ada")
    receipt = collection.receipt(answer.code)
    assert [record.state for record in receipt.photos] == ["reviewed", "stored"]
    assert receipt.donation.photos == (one, two)


@pytest.mark.parametrize("typed", [str.lower, lambda c: c.replace("-", " "), "  {}\n".format])
def test_a_code_may_be_typed_in_many_ways(collection, typed):
    answer = collection.donate(offer(1))
    assert collection.receipt(typed(answer.code)).donation.identity == answer.donation


@pytest.mark.parametrize("typed", ["", "-", "ABCD-ABCD-ABCD-ABCD", "é" * 16])
def test_a_wrong_code_opens_nothing(collection, typed):
    collection.donate(offer(1))
    with pytest.raises(CodeUnknownError):
        collection.receipt(typed)
    with pytest.raises(CodeUnknownError):
        collection.withdraw(typed)
    assert len(collection.photos()) == 1


def test_a_withdrawn_photo_is_gone_and_again_gives_the_same_answer(collection):
    answer = collection.donate(offer(1, 2))
    one, two = (p.identity for p in answer.photos)
    picture = collection.picture(one)
    told = []
    collection.on_withdrawal(told.extend)
    receipt = collection.withdraw(answer.code, [one])
    assert isinstance(receipt.photos[0], Tombstone)
    assert isinstance(receipt.photos[1], PhotoRecord)
    assert not picture.exists()
    with pytest.raises(PhotoUnknownError):
        collection.picture(one)
    assert collection.withdraw(answer.code, [one]) == receipt
    assert told == [one]
    assert [record.identity for record in collection.photos()] == [two]


def test_one_code_withdraws_no_photo_of_another_donation(collection):
    mine, other = collection.donate(offer(1)), collection.donate(offer(2))
    with pytest.raises(PhotoUnknownError):
        collection.withdraw(mine.code, [only(mine), only(other)])
    assert len(collection.photos()) == 2


def test_a_withdrawn_photo_may_be_given_again(collection):
    first = collection.donate(offer(1))
    collection.withdraw(first.code)
    second = collection.donate(offer(1))
    assert second.photos[0].outcome == "received"
    assert isinstance(collection.receipt(first.code).photos[0], Tombstone)
    assert isinstance(collection.receipt(second.code).photos[0], PhotoRecord)
    collection.withdraw(first.code)  # the old code has no power over the new donation
    assert len(collection.photos()) == 1


def test_a_donation_of_which_nothing_is_left_forgets_its_name(collection):
    answer = collection.donate(offer(1, 2, licence="CC-BY-4.0", credit="Ada"))
    one, two = (p.identity for p in answer.photos)
    assert collection.withdraw(answer.code, [one]).donation.credit == "Ada"
    assert collection.withdraw(answer.code, [two]).donation.credit == ""


def test_a_withdrawal_that_breaks_off_tells_of_what_is_gone_and_can_be_repeated(
    collection, tmp_path
):
    answer = collection.donate(offer(1, 2))
    one, two = (p.identity for p in answer.photos)
    told = []
    collection.on_withdrawal(told.append)
    in_the_way = tmp_path / "collection" / "withdrawn" / f"{two}.{answer.donation}.json"
    in_the_way.mkdir()
    with pytest.raises(IsADirectoryError):
        collection.withdraw(answer.code)
    assert told == [(one,)]
    assert [record.identity for record in collection.photos()] == [two]
    in_the_way.rmdir()
    collection.withdraw(answer.code)
    assert told == [(one,), (two,)]
    assert collection.photos() == []


def test_a_failing_listener_spoils_nothing(collection, caplog):
    answer = collection.donate(offer(1))
    collection.on_withdrawal(lambda identities: 1 / 0)
    collection.withdraw(answer.code)
    assert collection.photos() == []
    assert "listener" in caplog.text
