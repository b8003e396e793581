"""What the Hub is to get and to lose, however its answers come."""

import pytest

from tests.services.collection.store_parts import offer, only, open_collection


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


def test_small_values_are_remembered(collection, tmp_path):
    assert collection.remembered("sync") == {}
    collection.remember("sync", {"since": 3})
    collection.close()
    again = open_collection(tmp_path / "collection")
    assert again.remembered("sync") == {"since": 3}
    with pytest.raises(ValueError, match="plain name"):
        again.remember("../sync", {})
    again.close()
