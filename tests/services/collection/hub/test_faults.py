"""Fifteen faults of the Hub, and more: nothing lost, nothing twice, nothing stuck."""

import logging
import re
import threading
import time
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

import pytest

from tests.services.collection.hub.fake_datasets import TOKEN, FakeDatasets
from tests.services.collection.hub.faulty_answers import LONG
from tests.services.collection.hub.naive_sender import NaiveSender
from tests.services.collection.hub.sending_parts import (
    DATASET,
    Sending,
    assert_in_step,
    rows_of,
)

HEAD = r"GET .*/revision/main$"
COMMIT = r"POST .*/commit/"
PREUPLOAD = r"POST .*/preupload/"
LARGE = r"PUT /large/"
WAIT_A_MINUTE = {"Retry-After": "90"}
ONCE = {
    "413 of a commit": (COMMIT, "status", {"code": 413}),
    "429 of a commit": (COMMIT, "status", {"code": 429, "headers": WAIT_A_MINUTE}),
    "429 before": (PREUPLOAD, "status", {"code": 429, "headers": WAIT_A_MINUTE}),
    "500 of a commit": (COMMIT, "status", {"code": 500}),
    "502 of the head": (HEAD, "status", {"code": 502}),
    "503 before": (PREUPLOAD, "status", {"code": 503}),
    "507 of a commit": (COMMIT, "status", {"code": 507}),
    "412 of a commit": (COMMIT, "status", {"code": 412}),
    "answer to a commit lost": (COMMIT, "lose_answer", {}),
    "request of a commit lost": (COMMIT, "lose_request", {}),
    "reset in the answer to a commit": (COMMIT, "reset_in_body", {}),
    "reset in the head's answer": (HEAD, "reset_in_body", {}),
    "reset of a large file": (LARGE, "lose_request", {}),
    "slow answers": (r"(GET|POST) .*/(revision|paths-info|commit)/", "slow", {"times": 99}),
}


@pytest.fixture(autouse=True)
def _no_token_in_logs(caplog):
    caplog.set_level(logging.DEBUG)
    yield
    assert TOKEN not in caplog.text
    assert not re.search(r"hf_[A-Za-z0-9]{20,}", caplog.text)


@pytest.mark.parametrize("name", ONCE)
def test_a_fault_that_ends_costs_nothing(name, hub, collection, sending):
    earlier, _ = sending.give(2)
    sending.run()
    where, what, options = ONCE[name]
    hub.fault(where, what, **options)
    identities, _ = sending.give(3)
    sending.run()
    assert all(fault.left < options.get("times", 1) for fault in hub.faults)
    assert_in_step(hub, collection, earlier + identities)
    assert hub.written() == {DATASET}
    status = sending.sync.status()
    assert (status.state, status.failing_since, status.sentence) == ("idle", None, "")


@pytest.mark.parametrize("what", ["hang_before", "hang_after"])
def test_nobody_waits_for_ever(what, hub, collection):
    """The Hub says nothing to a commit that it has, or has not, carried out."""
    sending = Sending(collection, hub.url, answer_seconds=0.5)
    identities, _ = sending.give(3)
    hub_may_hang_up = threading.Event()
    hub.fault(COMMIT, what, until=hub_may_hang_up)
    began = time.monotonic()
    sending.turn()
    assert time.monotonic() - began < LONG  # it was us who hung up
    assert sending.sync.status().problem == "down"
    hub_may_hang_up.set()
    sending.run()
    assert_in_step(hub, collection, identities)


def test_a_sender_that_does_not_look_has_every_photo_twice_after_a_lost_answer(
    hub, collection, sending
):
    identities, _ = sending.give(3)
    hub.fault(COMMIT, "lose_answer")
    NaiveSender(collection, hub.url).send()
    assert sorted(row["identity"] for row in rows_of(hub)) == sorted(identities * 2)
    with pytest.raises(AssertionError):
        assert_in_step(hub, collection, identities)


def test_the_hub_may_be_down_at_the_start(hub, collection):
    hub.close()
    sending = Sending(collection, hub.url)
    identities, _ = sending.give(2)
    waits = [sending.turn() for _ in range(4)]
    assert waits == [30.0, 60.0, 120.0, 240.0]
    status = sending.sync.status()
    assert (status.state, status.problem, status.backlog) == ("failing", "down", 2)
    assert status.failing_since == sending.clock - sum(waits)
    assert status.next_try == sending.clock
    assert "Nothing is lost" in status.sentence
    back = FakeDatasets(port=hub.port, datasets=hub.datasets)
    try:
        sending.run()
        assert_in_step(back, collection, identities)
    finally:
        back.close()


@pytest.mark.parametrize("as_date", [False, True])
def test_the_hub_is_left_alone_as_long_as_it_asks(as_date, hub, collection, sending):
    moment = datetime.now(timezone.utc) + timedelta(seconds=700)
    value = format_datetime(moment, usegmt=True) if as_date else "700"
    hub.fault(COMMIT, "status", code=429, headers={"Retry-After": value})
    identities, _ = sending.give(1)
    began = sending.clock
    sending.turn()
    asked = len(hub.asked)
    sending.clock = began + 600
    sending.sync.wake()  # no hurry of ours changes that
    assert sending.sync.turn() > 50
    assert len(hub.asked) == asked
    assert sending.sync.status().problem == "limit"
    sending.run()
    assert_in_step(hub, collection, identities)


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


def test_a_request_that_fails_is_repeated_by_us_alone(hub, sending):
    """The client would do so for minutes, and nobody would know."""
    hub.fault(PREUPLOAD, "status", code=503, times=2)
    sending.give(1)
    assert sending.sync.turn() == 30.0
    assert sending.sync.status().problem == "down"
    assert sum("/preupload/" in one.path for one in hub.asked) == 1


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
    sending.give(1)
    sending.turn()
    status = sending.sync.status()
    assert (status.state, status.problem) == ("failing", "access")
    assert "somebody/rain" in status.sentence
    assert set(hub.datasets) == {DATASET}


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
    sending.give(1)
    sending.turn()
    status = sending.sync.status()
    assert (status.state, status.problem) == ("failing", "gated")
    assert "request it" in status.sentence


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


def test_another_writer_is_not_overwritten(hub, collection, sending):
    """Somebody commits a row of their own between our look and our commit."""
    dataset = hub.datasets[DATASET]
    theirs = b'{"file_name": "zz/theirs.png", "identity": "theirs"}\n'

    def interfere():
        dataset.add("main", dataset.files | {"data/metadata.jsonl": theirs}, "theirs")

    identities, _ = sending.give(2)
    hub.fault(COMMIT, "call", before=interfere)
    sending.run()
    rows = [row["identity"] for row in rows_of(hub)]
    assert rows == ["theirs", *identities]
    assert collection.to_send(1) == []


def test_a_datasets_own_disk_error_does_not_end_the_sending(hub, collection, sending, monkeypatch):
    identities, _ = sending.give(1)
    with monkeypatch.context() as patch:
        patch.setattr(collection, "mark_queued", lambda _: (_ for _ in ()).throw(OSError(28, "")))
        sending.turn()
    status = sending.sync.status()
    assert (status.state, status.problem) == ("failing", "local")
    sending.run()
    assert_in_step(hub, collection, identities)
