"""The way of a photo: given, found again, reviewed, sent, taken back."""

import threading

import numpy as np
import pytest
from PIL import Image

from ssidkd.services.collection.errors import (
    CodeUnknownError,
    CollectionInUseError,
    PhotoUnknownError,
    ReviewError,
)
from ssidkd.services.collection.offer import OfferedPhoto
from ssidkd.services.collection.photo_file import LONGEST_SIDE, identity_of
from ssidkd.services.collection.reader import open_reader
from ssidkd.services.collection.records import Description, PhotoRecord, Tombstone
from tests.services.collection.store_parts import offer, open_collection, photo


def only(answer):
    (photo_answer,) = answer.photos
    return photo_answer.identity


def test_a_photo_is_kept_pixel_for_pixel_under_the_hash_of_its_pixels(collection):
    pixels = photo(1)
    identity = only(collection.donate(offer(pixels)))
    kept = np.asarray(Image.open(collection.picture(identity)))
    np.testing.assert_array_equal(kept, pixels)
    assert identity == identity_of(pixels)
    record = collection.record(identity)
    assert (record.state, record.facts.width, record.facts.niqe) == ("stored", 48, 5.0)
    assert Image.open(collection.thumbnail(identity)).format == "WEBP"


def test_a_large_photo_is_made_smaller_and_named_by_what_is_kept(collection):
    identity = only(collection.donate(offer(photo(1, 2400))))
    with Image.open(collection.picture(identity)) as kept:
        assert max(kept.size) == LONGEST_SIDE
        assert identity_of(np.asarray(kept)) == identity


def test_the_same_photo_twice_is_one_row_and_a_kind_answer(collection):
    first = collection.donate(offer(1))
    second = collection.donate(offer(1, 2, visitor="somebody else"))
    assert [p.outcome for p in second.photos] == ["have_it", "received"]
    assert only(first) == second.photos[0].identity
    assert len(collection.photos()) == 2
    assert len(collection.receipt(second.code).photos) == 1


def test_a_donation_of_nothing_new_has_no_code(collection):
    collection.donate(offer(1))
    assert collection.donate(offer(1)).code == ""
    assert collection.statistics().donations == 1


def test_27_of_30_photos_are_kept_and_the_three_bad_ones_are_named(collection):
    pixels = [photo(seed) for seed in range(30)]
    for bad in (3, 11, 29):
        pixels[bad] = np.zeros((4, 4), np.uint8)  # not (H, W, 3)
    answer = collection.donate(offer(*pixels))
    outcomes = [p.outcome for p in answer.photos]
    assert outcomes.count("received") + outcomes.count("alike") == 27
    assert [p.name for p in answer.photos if p.outcome == "failed"] == ["3.jpg", "11.jpg", "29.jpg"]
    assert len(collection.photos()) == 27


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


def test_only_reviewed_photos_are_sent_the_oldest_first(collection):
    one, two, three = (p.identity for p in collection.donate(offer(1, 2, 3)).photos)
    collection.accept([three, one], "ada")
    assert [r.identity for r in collection.to_send(10)] == [one, three]
    collection.mark_queued([one])
    assert [r.identity for r in collection.to_send(1)] == [one]
    collection.mark_committed([one], "abc")
    assert [r.identity for r in collection.to_send(10)] == [three]
    assert [(r.identity, r.revision) for r in collection.published()] == [(one, "abc")]
    assert collection.record(two).state == "stored"


def test_photos_in_a_pull_request_wait(collection):
    one = only(collection.donate(offer(1)))
    collection.accept([one], "ada")
    collection.mark_queued([one])
    collection.mark_pull_request([one], 7)
    assert collection.to_send(10) == []
    assert [r.pull_request for r in collection.to_send(10, in_pull_request=True)] == [7]
    collection.mark_pull_request([one], None)
    assert len(collection.to_send(10)) == 1


def test_a_photo_withdrawn_while_it_is_sent_stays_away_and_is_removed_there(collection):
    answer = collection.donate(offer(1))
    one = only(answer)
    collection.accept([one], "ada")
    collection.mark_queued([one])
    collection.withdraw(answer.code)
    collection.mark_committed([one], "abc")
    assert collection.photos() == []
    assert [s.identity for s in collection.to_remove(10)] == [one]
    collection.mark_removed([one], "def")
    assert collection.to_remove(10) == []
    assert [s.revision for s in collection.tombstones()] == ["def"]


def test_a_photo_that_was_never_sent_leaves_nothing_to_remove(collection):
    answer = collection.donate(offer(1))
    collection.accept([only(answer)], "ada")
    collection.withdraw(answer.code)
    assert collection.to_remove(10) == []
    assert [s.published for s in collection.tombstones()] == [False]


def test_a_commit_that_carried_a_withdrawn_photo_after_its_removal_is_removed_again(collection):
    answer = collection.donate(offer(1))
    one = only(answer)
    collection.accept([one], "ada")
    collection.mark_queued([one])
    collection.withdraw(answer.code)
    collection.mark_removed([one], "def")
    collection.mark_committed([one], "late")
    assert [s.identity for s in collection.to_remove(10)] == [one]


def test_given_again_it_is_sent_only_after_the_hub_has_lost_it(collection):
    first = collection.donate(offer(1))
    one = only(first)
    collection.accept([one], "ada")
    collection.mark_queued([one])
    collection.mark_committed([one], "abc")
    collection.withdraw(first.code)
    collection.donate(offer(1))
    collection.accept([one], "ada")
    assert collection.to_send(10) == []
    collection.mark_removed([one], "def")
    assert [r.identity for r in collection.to_send(10)] == [one]


def test_what_the_hub_refuses_is_not_sent_again(collection):
    one = only(collection.donate(offer(1)))
    collection.accept([one], "ada")
    collection.mark_queued([one])
    collection.mark_refused(one, "too\nlarge")
    assert collection.to_send(10) == []
    assert collection.record(one).reason == "too large"


def test_small_values_are_remembered(collection, tmp_path):
    assert collection.remembered("sync") == {}
    collection.remember("sync", {"since": 3})
    collection.close()
    again = open_collection(tmp_path / "collection")
    assert again.remembered("sync") == {"since": 3}
    with pytest.raises(ValueError, match="plain name"):
        again.remember("../sync", {})
    again.close()


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


def test_the_same_request_twice_is_one_donation(collection, tmp_path):
    first = collection.donate(offer(1, key="click"))
    assert collection.donate(offer(1, key="click")) == first
    collection.close()
    again = open_collection(tmp_path / "collection")
    repeated = again.donate(offer(1, key="click"))
    assert (repeated.code, repeated.donation) == ("", first.donation)
    assert [p.outcome for p in repeated.photos] == ["received"]
    again.close()


def test_two_clicks_at_once_are_one_donation(collection):
    answers = []
    clicks = [
        threading.Thread(target=lambda: answers.append(collection.donate(offer(1, 2, key="k"))))
        for _ in range(4)
    ]
    for click in clicks:
        click.start()
    for click in clicks:
        click.join()
    assert len(set(answers)) == 1
    assert answers[0].code


def test_the_same_photo_from_many_visitors_at_once_is_one_row(collection):
    answers = []

    def give(visitor):
        answers.append(collection.donate(offer(1, 2, 3, visitor=str(visitor))))

    visitors = [threading.Thread(target=give, args=(n,)) for n in range(8)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    kept = [p.identity for a in answers for p in a.photos if p.outcome in ("received", "alike")]
    assert len(kept) == len(set(kept)) == 3
    for record in collection.photos():
        assert (
            identity_of(np.asarray(Image.open(collection.picture(record.identity))))
            == record.identity
        )


def test_a_failing_listener_spoils_nothing(collection, caplog):
    answer = collection.donate(offer(1))
    collection.on_withdrawal(lambda identities: 1 / 0)
    collection.withdraw(answer.code)
    assert collection.photos() == []
    assert "listener" in caplog.text


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


def test_progress_is_told_after_each_photo(collection):
    told = []
    collection.donate(offer(1, 2, 3), report=told.append)
    assert told == [1, 2, 3]


def test_names_of_files_are_given_back_as_they_came(collection):
    answer = collection.donate(offer(photos=[OfferedPhoto(name="été.jpg", pixels=photo(1))]))
    assert answer.photos[0].name == "été.jpg"


def test_a_photo_given_and_taken_back_by_another_meanwhile_is_not_acknowledged(collection):
    def meanwhile(_):
        other = collection.donate(offer(1, visitor="quicker"))
        collection.withdraw(other.code)

    answer = collection.donate(offer(1), report=meanwhile)
    assert [p.outcome for p in answer.photos] == ["failed"]
    assert (answer.code, collection.photos()) == ("", [])
    assert collection.donate(offer(1)).photos[0].outcome == "received"


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


def test_what_the_hub_refused_may_be_there_all_the_same_and_is_removed_when_withdrawn(collection):
    """An earlier commit may have arrived without its reply."""
    answer = collection.donate(offer(1))
    one = only(answer)
    collection.accept([one], "ada")
    collection.mark_queued([one])
    collection.mark_refused(one, "too large")
    collection.withdraw(answer.code)
    assert [stone.identity for stone in collection.to_remove(10)] == [one]


@pytest.mark.parametrize("is_accepted", [False, True])
def test_a_late_commit_of_a_photo_that_was_given_again_meanwhile_is_not_that_of_the_new_one(
    collection, is_accepted
):
    first = collection.donate(offer(1))
    one = only(first)
    collection.accept([one], "ada")
    collection.mark_queued([one])
    collection.withdraw(first.code)
    collection.donate(offer(1))
    if is_accepted:
        collection.accept([one], "ada")
    collection.mark_committed([one], "late")
    assert collection.record(one).state == ("reviewed" if is_accepted else "stored")
    assert [stone.identity for stone in collection.to_remove(10)] == [one]
