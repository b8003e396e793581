"""Fifteen faults of the Hub, and more: nothing lost, nothing twice, nothing stuck."""

import threading
import time
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

import pytest

from tests.services.collection.hub.fake_datasets import FakeDatasets
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


def test_a_request_that_fails_is_repeated_by_us_alone(hub, sending):
    """The client would do so for minutes, and nobody would know."""
    hub.fault(PREUPLOAD, "status", code=503, times=2)
    sending.give(1)
    assert sending.sync.turn() == 30.0
    assert sending.sync.status().problem == "down"
    assert sum("/preupload/" in one.path for one in hub.asked) == 1


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
