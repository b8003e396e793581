"""A photo that was taken back leaves the dataset, at whatever moment that was."""

import json

import pytest

from tests.services.collection.hub.sending_parts import (
    DATASET,
    assert_in_step,
    commits_of,
    photos_of,
)


def withdrawn_of(hub, name=DATASET):
    text = hub.datasets[name].files.get("withdrawn.jsonl", b"").decode()
    return [json.loads(line) for line in text.splitlines()]


def test_a_withdrawn_photo_leaves_with_the_next_commit(hub, collection, sending):
    identities, _ = sending.give(2)
    gone, code = sending.give(3)
    sending.run()
    collection.withdraw(code, gone[:2])
    sending.run()
    assert_in_step(hub, collection, [*identities, gone[2]])
    assert {row["identity"] for row in withdrawn_of(hub)} == set(gone[:2])
    assert all(set(row) == {"identity", "day"} for row in withdrawn_of(hub))
    revision = hub.datasets[DATASET].branches["main"]
    assert {stone.revision for stone in collection.tombstones()} == {revision}
    before = len(hub.asked)
    collection.withdraw(code, gone[:2])  # again changes nothing
    sending.turn()
    assert len(commits_of(hub)) == 2
    assert all(one.method == "GET" for one in hub.asked[before:])


def test_a_withdrawal_does_not_wait_for_photos(hub, collection, sending):
    _, code = sending.give(1)
    sending.run()
    more, _ = sending.give(25)
    collection.withdraw(code)
    sending.clock += 60
    sending.turn()
    assert photos_of(hub) == {}
    sending.run()
    assert_in_step(hub, collection, more)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_photo_taken_back_while_it_is_sent_does_not_stay(moment, hub, collection, sending):
    identities, code = sending.give(2)
    take_back = {moment: lambda: collection.withdraw(code, identities[:1])}
    hub.fault("POST .*/commit/", "call", **take_back)
    sending.run()
    assert_in_step(hub, collection, identities[1:])
    assert [row["identity"] for row in withdrawn_of(hub)] == identities[:1]


def test_a_photo_taken_back_after_a_lost_answer_does_not_stay(hub, collection, sending):
    _, code = sending.give(2)
    hub.fault("POST .*/commit/", "lose_answer")
    sending.turn()
    collection.withdraw(code)
    sending.run()
    assert_in_step(hub, collection, [])
    assert len(withdrawn_of(hub)) == 2


def test_a_commit_that_was_under_way_cannot_bring_a_photo_back(hub, collection, sending):
    """Its request is lost to us, and arrives at the Hub after the withdrawal."""
    identities, code = sending.give(1)
    hub.fault("POST .*/commit/", "lose_request")
    dataset = hub.datasets[DATASET]
    parent = dataset.branches["main"]
    sending.turn()
    late = [{"key": "lfsFile", "value": {"path": f"data/{identities[0]}.png", "oid": "x"}}]
    collection.withdraw(code)
    sending.run()
    assert hub.commit(dataset, "main", late, parent, "late")[0] == 412
    assert_in_step(hub, collection, [])


def test_a_photo_given_again_after_it_was_taken_back_is_sent_again(hub, collection, sending):
    identities, code = sending.give(1)
    sending.run()
    collection.withdraw(code)
    sending.seed = 0
    again, _ = sending.give(1, visitor="somebody else")
    assert again == identities
    sending.run()
    assert_in_step(hub, collection, identities)
    assert withdrawn_of(hub) == []


def test_a_photo_taken_back_at_another_copy_is_not_brought_by_this_one(hub, collection, sending):
    identities, _ = sending.give(2)
    day = "2999-01-01"
    line = json.dumps({"identity": identities[0], "day": day}) + "\n"
    dataset = hub.datasets[DATASET]
    dataset.add("main", dataset.files | {"withdrawn.jsonl": line.encode()}, "theirs")
    sending.run()
    assert_in_step(hub, collection, identities[1:])
    assert "another copy" in collection.record(identities[0]).reason
    assert withdrawn_of(hub) == [{"identity": identities[0], "day": day}]
