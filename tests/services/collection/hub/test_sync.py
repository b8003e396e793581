"""Photos get to the dataset and leave it again: the real client, the real store."""

import threading

import pytest

from ssidkd.services.collection.hub.sync import SquashError
from tests.services.collection.hub.fake_repository import new_dataset
from tests.services.collection.hub.sending_parts import (
    A_DAY,
    DATASET,
    Sending,
    assert_in_step,
    commits_of,
    photos_of,
    rows_of,
    tiny,
)
from tests.services.collection.store_parts import open_collection


def test_an_accepted_photo_is_sent_and_one_nobody_accepted_stays(hub, collection, sending):
    sent, _ = sending.give(3)
    sending.give(1, accept=False)
    sending.run()
    assert_in_step(hub, collection, sent)
    assert (photos_of(hub)[sent[0]] == tiny(0)).all()
    revision = hub.datasets[DATASET].branches["main"]
    assert {one.revision for one in collection.published()} == {revision}
    status = sending.sync.status()
    assert (status.state, status.revision, status.private) == ("idle", revision, True)
    assert status.sentence == ""
    assert hub.written() == {DATASET}


def test_sixty_photos_are_two_commits_a_minute_apart(hub, collection, sending):
    identities = [one for _ in range(3) for one in sending.give(20)[0]]
    sending.sync.turn()
    assert len(rows_of(hub)) == 50
    status = sending.sync.status()
    assert (status.state, status.backlog) == ("sending", 10)
    sending.sync.wake()
    assert sending.sync.turn() == 60.0  # a hurry changes nothing
    sending.clock += 60.0
    sending.sync.turn()
    assert_in_step(hub, collection, identities)
    assert len(commits_of(hub)) == 2


def test_the_minute_between_commits_is_kept(hub, sending):
    sending.give(1)
    assert sending.sync.turn() == 60.0
    sending.clock += 20
    sending.give(1)
    sending.clock += 20
    sending.give(1)
    assert sending.sync.turn() == 20.0
    assert len(commits_of(hub)) == 1
    sending.run()
    assert len(rows_of(hub)) == 3
    assert len(commits_of(hub)) == 2


def test_nothing_to_do_asks_the_hub_once_an_hour(hub, sending):
    sending.run(A_DAY, until_idle=False)
    looks = [one for one in hub.asked if one.method == "GET"]
    assert len(looks) == 24
    assert len(hub.asked) == 24 + 3  # its lists and its card, once


@pytest.mark.parametrize("count", [1, 2, 50])
def test_one_photo_that_the_hub_refuses_keeps_no_other_back(count, hub, collection, sending):
    batches = [min(25, count - start) for start in range(0, count, 25)]
    identities = [one for size in batches for one in sending.give(size)[0]]
    poison = identities[count // 3]
    hub.refused.add(f"data/{poison[:2]}/{poison}.png")
    sending.run()
    assert_in_step(hub, collection, set(identities) - {poison})
    refused = collection.record(poison)
    assert refused.state == "refused"
    assert "is not allowed here" in refused.reason
    assert sending.sync.status().backlog == 0


def test_two_photos_that_the_hub_refuses(hub, collection, sending):
    identities, _ = sending.give(9)
    poison = {identities[0], identities[8]}
    hub.refused |= {f"data/{one[:2]}/{one}.png" for one in poison}
    sending.run()
    assert_in_step(hub, collection, set(identities) - poison)
    assert {collection.record(one).state for one in poison} == {"refused"}


def test_a_hub_that_refuses_everything_is_not_the_photos_fault(hub, collection, sending):
    identities, _ = sending.give(6)
    hub.fault("POST .*/commit/", "status", code=413, times=60)
    sending.run(A_DAY / 2)
    status = sending.sync.status()
    assert (status.state, status.problem, status.backlog) == ("failing", "content", 6)
    assert {collection.record(one).state for one in identities} == {"queued"}
    hub.faults.clear()
    sending.run()
    assert_in_step(hub, collection, identities)


def test_two_copies_of_the_app_share_a_dataset(hub, collection, sending, tmp_path):
    other_collection = open_collection(tmp_path / "other")
    other = Sending(other_collection, hub.url)
    try:
        ours, _ = sending.give(3)
        other.seed = 2  # one photo was given to both
        theirs, _ = other.give(3)
        assert ours[2] == theirs[0]
        for _ in range(4):
            sending.turn()
            other.turn()
        rows = [row["identity"] for row in rows_of(hub)]
        assert sorted(rows) == sorted({*ours, *theirs})
        assert {one.identity for one in collection.published()} == set(ours)
        assert {one.identity for one in other_collection.published()} == set(theirs)
    finally:
        other_collection.close()


def test_the_card_is_written_once_and_an_owners_words_stay(hub, sending):
    dataset = hub.datasets[DATASET]
    sending.give(1)
    sending.run()
    card = dataset.files["README.md"].decode()
    assert "license:\n- cc0-1.0\n- cc-by-4.0\n" in card
    edited = card.replace("# Real rainy photos", "# Rain of our town").replace("blurred", "")
    edited = edited.replace("| image | the picture", "| image | something else")
    dataset.add("main", dataset.files | {"README.md": edited.encode()}, "owner")
    sending.give(1)
    sending.run()
    card = dataset.files["README.md"].decode()
    assert "# Rain of our town" in card
    assert "| image | the picture" in card  # ours, between the marks


def test_a_card_without_our_marks_is_never_touched(hub, sending):
    dataset = hub.datasets[DATASET]
    dataset.add("main", dataset.files | {"README.md": b"mine\n"}, "owner")
    sending.give(1)
    sending.run()
    assert dataset.files["README.md"] == b"mine\n"


def test_lines_of_others_stay_as_they_are(hub, sending):
    dataset = hub.datasets[DATASET]
    odd = b'{"file_name":"x.png",  "identity":"x"}\n\nnot JSON \xff at all\n'
    dataset.add("main", dataset.files | {"data/metadata.jsonl": odd}, "owner")
    sending.give(1)
    sending.run()
    lines = dataset.files["data/metadata.jsonl"].splitlines()
    assert lines[:2] == [b'{"file_name":"x.png",  "identity":"x"}', b"not JSON \xff at all"]
    assert len(lines) == 3


def test_squashing_asks_for_the_name_and_keeps_the_head(hub, collection, sending):
    identities, code = sending.give(3)
    sending.run()
    dataset = hub.datasets[DATASET]
    with pytest.raises(SquashError, match="cannot be undone"):
        sending.sync.squash_history("yes")
    collection.withdraw(code, identities[:1])
    with pytest.raises(SquashError, match="First the photos"):
        sending.sync.squash_history(DATASET)
    sending.run()
    files = dataset.files
    revision = sending.sync.squash_history(DATASET)
    assert list(dataset.commits) == [revision]
    assert dataset.files == files
    assert {one.revision for one in collection.published()} == {revision}
    sending.run()
    assert_in_step(hub, collection, identities[1:])


def test_a_hub_that_does_not_squash_is_an_error_with_a_sentence(hub, sending):
    hub.tokens.clear()
    with pytest.raises(SquashError, match="does not accept the token"):
        sending.sync.squash_history(DATASET)


def test_another_dataset_gets_everything_that_the_first_one_had(hub, collection, sending):
    identities, _ = sending.give(2)
    sending.run()
    hub.datasets["ada/new"] = new_dataset()
    moved = Sending(collection, hub.url, dataset="ada/new")
    moved.run()
    assert_in_step(hub, collection, identities, "ada/new")


def test_the_thread_sends_and_stops(hub, collection, sending):
    """In real time: accepting a photo wakes the thread that has nothing to do."""
    arrived = hub_commit_event(hub)
    sending.sync.start()
    try:
        identities, _ = sending.give(1)
        assert arrived.wait(20)
    finally:
        assert sending.sync.stop(20)
    assert_in_step(hub, collection, identities)


def test_stopping_does_not_wait_for_a_hub_that_says_nothing(hub, collection, tmp_path):
    """What was under way is finished by the next start."""
    asked, go_on = threading.Event(), threading.Event()

    def hold():
        asked.set()
        go_on.wait(20)

    sending = Sending(collection, hub.url, answer_seconds=30.0)
    identities, _ = sending.give(1)
    hub.fault("POST .*/commit/", "call", after=hold)
    sending.sync.start()
    try:
        assert asked.wait(20)
        assert not sending.sync.stop(0.1)
    finally:
        go_on.set()
    assert sending.sync.stop(20)
    Sending(collection, hub.url).run()
    assert_in_step(hub, collection, identities)


def hub_commit_event(hub):
    event = threading.Event()
    hub.fault("POST .*/commit/", "call", after=event.set)
    return event
