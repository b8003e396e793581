"""Photos come in: once, whole, several at a time, whatever else happens meanwhile."""

import threading

import numpy as np
from PIL import Image

from ssidkd.services.collection.offer import OfferedPhoto
from ssidkd.services.collection.photo_file import LONGEST_SIDE, identity_of
from tests.services.collection.store_parts import offer, only, open_collection, photo


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
