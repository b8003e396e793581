"""Photos that are proposed rather than committed."""

import json

import pytest

from tests.services.collection.hub.sending_parts import (
    DATASET,
    METADATA,
    Sending,
    assert_in_step,
    rows_of,
)

COMMIT = "POST .*/commit/"


@pytest.fixture
def proposing(hub, collection):
    return Sending(collection, hub.url, pull_requests=True)


def proposed(hub, number):
    """Return the rows of a pull request."""
    dataset = hub.datasets[DATASET]
    text = dataset.commits[dataset.branches[f"refs/pr/{number}"]].get(METADATA, b"").decode()
    return [json.loads(line)["identity"] for line in text.splitlines()]


def discussions(hub):
    return [(one.number, one.status) for one in hub.datasets[DATASET].discussions]


def minutes(sending, count):
    for _ in range(count):
        sending.turn()


def test_everything_goes_into_one_pull_request_until_it_is_merged(hub, collection, proposing):
    first, _ = proposing.give(3)
    minutes(proposing, 2)
    second, _ = proposing.give(2)
    minutes(proposing, 2)
    assert discussions(hub) == [(1, "open")]
    assert proposed(hub, 1) == first + second
    assert rows_of(hub) == []
    waiting = collection.to_send(9, in_pull_request=True)
    assert {one.pull_request for one in waiting} == {1}
    assert collection.to_send(9) == []
    status = proposing.sync.status()
    assert (status.state, status.pull_request, status.backlog) == ("waiting", 1, 5)
    assert status.sentence == "Pull request 1 waits to be merged on the Hub."
    hub.merge(DATASET, 1)
    proposing.run()
    assert_in_step(hub, collection, first + second)
    assert proposing.sync.status().pull_request is None
    third, _ = proposing.give(1)
    minutes(proposing, 3)
    assert discussions(hub) == [(1, "merged"), (2, "open")]
    hub.merge(DATASET, 2)
    proposing.run()
    assert_in_step(hub, collection, first + second + third)


@pytest.mark.parametrize("fault", ["lose_answer", "lose_request", "reset_in_body"])
def test_a_lost_answer_opens_no_second_pull_request(fault, hub, collection, proposing):
    identities, _ = proposing.give(2)
    hub.fault(COMMIT, fault)
    minutes(proposing, 4)
    assert discussions(hub) == [(1, "open")]
    assert proposed(hub, 1) == identities
    hub.merge(DATASET, 1)
    proposing.run()
    assert_in_step(hub, collection, identities)


def test_a_pull_request_of_somebody_else_is_left_alone(hub, proposing):
    hub.tokens["theirs"] = "eve"
    proposing.give(1)
    proposing.turn()
    hub.datasets[DATASET].discussions[0].author = "eve"
    proposing.collection.remember("pull_request", {})
    proposing.give(1)
    minutes(proposing, 2)
    assert len(proposed(hub, 1)) == 1
    assert discussions(hub) == [(1, "open"), (2, "open")]


def test_one_that_its_owner_closed_is_said_and_not_opened_again(hub, collection, proposing):
    identities, _ = proposing.give(2)
    (unwanted,), _ = proposing.give(1)
    _, code = proposing.give(1)
    proposing.turn()
    hub.datasets[DATASET].discussions[0].status = "closed"
    minutes(proposing, 5)
    assert discussions(hub) == [(1, "closed")]
    status = proposing.sync.status()
    assert (status.state, status.problem, status.backlog) == ("waiting", "closed", 4)
    assert "Pull request 1 was closed" in status.sentence
    assert {(one.pull_request, one.state) for one in collection.to_send(9)} == {(None, "reviewed")}
    collection.withdraw(code)  # which proposes nothing
    minutes(proposing, 2)
    assert discussions(hub) == [(1, "closed")]
    collection.refuse([unwanted], "ada", "blurred")
    proposing.sync.wake()
    minutes(proposing, 1)
    assert discussions(hub) == [(1, "closed"), (2, "open")]
    hub.merge(DATASET, 2)
    proposing.run()
    assert_in_step(hub, collection, identities)


def test_one_that_no_longer_fits_is_replaced(hub, collection, proposing):
    identities, _ = proposing.give(2)
    proposing.turn()
    dataset = hub.datasets[DATASET]
    theirs = b'{"file_name": "zz/theirs.png", "identity": "theirs"}\n'
    dataset.add("main", dataset.files | {METADATA: theirs}, "theirs")
    minutes(proposing, 3)
    assert discussions(hub) == [(1, "closed"), (2, "open")]
    assert "takes the place" in dataset.discussions[0].comments[0]
    assert proposed(hub, 2) == ["theirs", *identities]
    hub.merge(DATASET, 2)
    proposing.run()
    assert [row["identity"] for row in rows_of(hub)] == ["theirs", *identities]
    assert collection.to_send(1, in_pull_request=True) == []


def test_a_photo_taken_back_leaves_the_open_pull_request(hub, collection, proposing):
    kept, _ = proposing.give(2)
    gone, code = proposing.give(1)
    proposing.turn()
    assert proposed(hub, 1) == kept + gone
    collection.withdraw(code)
    minutes(proposing, 2)
    assert discussions(hub) == [(1, "open")]
    assert proposed(hub, 1) == kept
    dataset = hub.datasets[DATASET]
    files = dataset.commits[dataset.branches["refs/pr/1"]]
    assert f"data/{gone[0][:2]}/{gone[0]}.png" not in files
    assert gone[0].encode() in files["withdrawn.jsonl"]
    hub.merge(DATASET, 1)
    proposing.run()
    assert_in_step(hub, collection, kept)


def test_a_photo_taken_back_after_the_merge_is_proposed_for_removal(hub, collection, proposing):
    kept, _ = proposing.give(1)
    _, code = proposing.give(1)
    proposing.turn()
    hub.merge(DATASET, 1)
    proposing.run()
    collection.withdraw(code)
    minutes(proposing, 3)
    assert discussions(hub) == [(1, "merged"), (2, "open")]
    assert proposed(hub, 2) == kept
    assert proposing.sync.status().to_remove == 1
    hub.merge(DATASET, 2)
    proposing.run()
    assert_in_step(hub, collection, kept)


def test_sixty_photos_are_one_pull_request_of_two_commits(hub, collection, proposing):
    identities = [one for _ in range(3) for one in proposing.give(20)[0]]
    minutes(proposing, 3)
    assert discussions(hub) == [(1, "open")]
    assert sorted(proposed(hub, 1)) == sorted(identities)
    hub.merge(DATASET, 1)
    proposing.run()
    assert_in_step(hub, collection, identities)
    assert hub.written() == {DATASET}
