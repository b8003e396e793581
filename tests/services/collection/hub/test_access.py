"""What only the owner can mend: the token, and where the dataset is. It is said, and it heals."""

import pytest

from tests.services.collection.hub.fake_datasets import TOKEN
from tests.services.collection.hub.fake_repository import new_dataset
from tests.services.collection.hub.sending_parts import (
    DATASET,
    Sending,
    assert_in_step,
    rows_of,
)

COMMIT = r"POST .*/commit/"
PREUPLOAD = r"POST .*/preupload/"


def test_a_revoked_token_is_said_and_a_new_chance_is_taken_at_once(hub, collection, sending):
    identities, _ = sending.give(2)
    hub.fault(PREUPLOAD, "call", after=hub.tokens.clear)
    sending.turn()
    status = sending.sync.status()
    assert (status.state, status.problem, status.backlog) == ("failing", "token", 2)
    assert "HF_TOKEN" in status.sentence
    assert TOKEN not in repr(status)
    assert status.next_try >= status.failing_since + 900
    hub.tokens[TOKEN] = "ada"
    sending.sync.wake()
    sending.turn()
    assert_in_step(hub, collection, identities)


def test_a_hub_that_says_the_token_aloud_is_not_quoted(hub, collection, sending):
    (identity,), _ = sending.give(1)
    hub.fault(COMMIT, "status", code=403, sentence=f"{TOKEN} may not do this")
    sending.turn()
    assert TOKEN not in sending.sync.status().sentence
    assert "may not do this" in sending.sync.status().sentence
    hub.fault(COMMIT, "status", code=413, sentence=f"{TOKEN} is too much", times=9)
    sending.run()
    assert collection.record(identity).reason == "The Hub does not take it. ... is too much"


def test_a_token_that_may_only_read(hub, collection, sending):
    hub.readers.add(TOKEN)
    identities, _ = sending.give(2)
    sending.turn()
    status = sending.sync.status()
    assert (status.state, status.problem) == ("failing", "access")
    assert "write access" in status.sentence
    assert rows_of(hub) == []
    hub.readers.clear()
    sending.run()
    assert_in_step(hub, collection, identities)


@pytest.mark.parametrize("private", [True, False])
def test_a_missing_dataset_is_made(private, hub, collection):
    hub.datasets.clear()
    sending = Sending(collection, hub.url, private=private)
    identities, _ = sending.give(2)
    sending.run()
    assert hub.datasets[DATASET].private is private
    assert_in_step(hub, collection, identities)


def test_a_dataset_that_cannot_be_made_is_said(hub, collection):
    sending = Sending(collection, hub.url, dataset="somebody/rain")
    identities, _ = sending.give(1)
    sending.turn()
    status = sending.sync.status()
    assert (status.state, status.problem) == ("failing", "access")
    assert "somebody/rain" in status.sentence
    assert set(hub.datasets) == {DATASET}
    hub.datasets["somebody/rain"] = new_dataset()
    sending.run()
    assert_in_step(hub, collection, identities, "somebody/rain")


def test_a_deleted_dataset_gets_everything_again(hub, collection, sending):
    identities, _ = sending.give(2)
    sending.run()
    hub.datasets.clear()
    more, _ = sending.give(1)
    sending.run()
    assert_in_step(hub, collection, identities + more)
    revision = hub.datasets[DATASET].branches["main"]
    assert revision in {one.revision for one in collection.published()}


def test_a_renamed_dataset_is_not_followed_until_the_owner_says_so(hub, collection, sending):
    identities, _ = sending.give(2)
    sending.run()
    hub.datasets["ada/drizzle"] = hub.datasets.pop(DATASET)
    hub.moved[DATASET] = "ada/drizzle"
    more, _ = sending.give(2)
    sending.run(3600.0)
    status = sending.sync.status()
    assert (status.state, status.problem, status.backlog) == ("failing", "moved", 2)
    assert "ada/drizzle" in status.sentence
    assert len(rows_of(hub, "ada/drizzle")) == 2
    assert hub.written() == {DATASET}
    renamed = Sending(collection, hub.url, dataset="ada/drizzle")
    renamed.run()
    assert_in_step(hub, collection, identities + more, "ada/drizzle")


def test_a_dataset_that_is_renamed_in_between_is_not_followed(hub, collection, sending):
    def rename():
        hub.datasets["eve/rain"] = hub.datasets.pop(DATASET)
        hub.moved[DATASET] = "eve/rain"

    identities, _ = sending.give(2)
    hub.fault("POST .*/paths-info/", "call", after=rename)
    sending.turn()
    assert sending.sync.status().problem == "moved"
    assert hub.written() == {DATASET}
    assert rows_of(hub, "eve/rain") == []
    hub.datasets[DATASET] = hub.datasets.pop("eve/rain")
    hub.moved.clear()
    sending.run()
    assert_in_step(hub, collection, identities)


def test_a_gated_dataset_says_how_to_get_in(hub, collection, sending):
    hub.datasets[DATASET].gated = True
    identities, _ = sending.give(1)
    sending.turn()
    status = sending.sync.status()
    assert (status.state, status.problem) == ("failing", "gated")
    assert "request it" in status.sentence
    hub.datasets[DATASET].gated = False
    sending.run()
    assert_in_step(hub, collection, identities)


@pytest.mark.parametrize(
    ("dataset", "token", "problem"),
    [
        ("", TOKEN, "no_dataset"),
        (DATASET, "", "no_token"),
        ("../etc", TOKEN, "bad_name"),
        ("ada/rain/../../models/ada", TOKEN, "bad_name"),
        ("ada/rain@refs/pr/1", TOKEN, "bad_name"),
    ],
)
def test_without_a_place_to_send_to_the_hub_is_not_asked(dataset, token, problem, hub, collection):
    sending = Sending(collection, hub.url, dataset=dataset, token=token)
    sending.sync.start()
    sending.sync.wake()
    assert sending.sync.stop()
    status = sending.sync.status()
    assert (status.state, status.problem) == ("off", problem)
    assert status.sentence
    assert hub.asked == []
