"""A collection is looked at, reviewed, closed and opened again."""

import pytest

from ssidkd.services.collection.errors import (
    CollectionInUseError,
    PhotoUnknownError,
    ReviewError,
)
from ssidkd.services.collection.reader import open_reader
from ssidkd.services.collection.records import Description
from tests.services.collection.store_parts import offer, only, open_collection


def test_pages_of_photos_follow_each_other(collection):
    given = [only(collection.donate(offer(seed))) for seed in range(5)]
    first = collection.photos(limit=2)
    second = collection.photos(limit=2, after=first[-1].identity)
    assert [r.identity for r in first + second] == given[::-1][:4]
    oldest = collection.photos(limit=2, after=given[1], newest_first=False)
    assert [r.identity for r in oldest] == given[2:4]
    assert collection.photos(states=["refused"]) == []


def test_an_owner_accepts_refuses_and_undoes(collection):
    one, two = (p.identity for p in collection.donate(offer(1, 2)).photos)
    told = []
    collection.on_accept(told.append)
    (accepted,) = collection.accept([one], "ada")
    assert (accepted.state, accepted.reviewer) == ("reviewed", "ada")
    (refused,) = collection.refuse([two], "ada", "no rain in it")
    assert (refused.state, refused.reason) == ("refused", "no rain in it")
    assert [r.state for r in collection.undo([one, two], "ada")] == ["stored", "stored"]
    assert told == [(one,), (two,), (one, two)]
    described = collection.describe(one, Description(amount="heavy"), "ada")
    assert described.description.amount == "heavy"


def test_what_the_hub_has_cannot_be_refused_and_spoils_the_whole_lot(collection):
    one, two = (p.identity for p in collection.donate(offer(1, 2)).photos)
    collection.accept([one], "ada")
    collection.mark_queued([one])
    for decide in (
        lambda: collection.refuse([two, one], "ada", ""),
        lambda: collection.undo([two, one], "ada"),
    ):
        with pytest.raises(ReviewError):
            decide()
    assert collection.record(two).state == "stored"


def test_everything_is_there_after_a_restart(collection, tmp_path):
    answer = collection.donate(offer(1, 2))
    one, two = (p.identity for p in answer.photos)
    collection.accept([one], "ada")
    collection.withdraw(answer.code, [two])
    before = collection.receipt(answer.code)
    collection.close()
    again = open_collection(tmp_path / "collection")
    assert again.receipt(answer.code) == before
    assert again.boot.sentences == ()
    again.close()


def test_a_second_program_is_refused(collection, tmp_path):
    with pytest.raises(CollectionInUseError):
        open_collection(tmp_path / "collection")


def test_a_reader_sees_what_the_server_has(collection, tmp_path):
    answer = collection.donate(offer(1, 2))
    one, two = (p.identity for p in answer.photos)
    collection.withdraw(answer.code, [two])
    reader = open_reader(tmp_path / "collection")
    assert list(reader.photos()) == [collection.record(one)]
    assert reader.picture(one) == collection.picture(one)
    assert [d.identity for d in reader.donations()] == [answer.donation]
    with pytest.raises(PhotoUnknownError):
        reader.record(two)


def test_a_thumbnail_is_made_again(collection):
    one = only(collection.donate(offer(1)))
    collection.thumbnail(one).unlink()
    assert collection.thumbnail(one).is_file()


def test_statistics_count_what_there_is(collection):
    answer = collection.donate(offer(1, 2, 3, description={"amount": "heavy"}))
    one, two, three = (p.identity for p in answer.photos)
    collection.donate(offer(4, licence="CC-BY-4.0", credit="Ada", visitor="another"))
    collection.accept([one], "ada")
    collection.refuse([two], "ada", "")
    collection.withdraw(answer.code, [three])
    numbers = collection.statistics()
    assert numbers.by_state == {"stored": 1, "reviewed": 1, "refused": 1}
    assert numbers.per_licence == {"CC-BY-4.0": 1, "CC0-1.0": 2}
    assert numbers.per_amount == {"": 1, "heavy": 2}
    assert (numbers.acceptance, numbers.donors, numbers.withdrawn) == (0.5, 2, 1)
    assert sum(numbers.per_day.values()) == numbers.photos == 3
