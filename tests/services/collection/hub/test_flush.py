"""What waits for its minute is sent before the app ends. The sync's clock stands still here."""

import time

import pytest

from tests.services.collection.hub.sending_parts import assert_in_step, photos_of

PLENTY = 300.0
"""For what is done in a moment on a machine that does nothing else [s]."""


@pytest.fixture
def waiting(hub, sending):
    """A sync at work that has sent fifty photos and keeps one for the next minute."""
    identities = [one for _ in range(3) for one in sending.give(17)[0]]
    sending.sync.start()
    until = time.monotonic() + PLENTY
    while len(photos_of(hub)) < 50 or sending.sync.status().next_try is None:
        assert time.monotonic() < until
        time.sleep(0.01)
    yield identities
    assert sending.sync.stop(PLENTY)


def test_what_waits_is_sent_at_once(hub, collection, sending, waiting):
    sending.sync.wake()  # a wake alone keeps the minute
    time.sleep(0.3)
    assert len(photos_of(hub)) == 50
    assert sending.sync.flush(PLENTY)
    assert_in_step(hub, collection, waiting)


def test_a_hub_that_fails_is_not_asked_again_and_the_photo_stays(hub, collection, sending, waiting):
    hub.fault(".*", "status", times=1000, code=503)
    assert not sending.sync.flush(PLENTY)
    assert len(photos_of(hub)) == 50
    assert len(collection.to_send(9)) == 1


def test_no_longer_than_said(hub, sending, waiting):
    assert not sending.sync.flush(0.0)


def test_without_anything_to_send_there_is_nothing_to_wait_for(sending):
    assert sending.sync.flush(PLENTY)
