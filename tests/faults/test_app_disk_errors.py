"""A disk that fails or is slow under the real app: what is not durable is not acknowledged."""

import threading
import time

import pytest

from tests.faults.faults import failing_calls

SLOW = 0.5
"""Each flush of a bucket's mount takes as long [s]."""


@pytest.mark.parametrize(
    ("calls", "fault"),
    [
        ("fsync", "error=EIO"),
        ("fdatasync", "error=EIO"),
        ("rename", "error=ENOSPC"),
        ("pwrite64", "error=EIO"),
    ],
)
def test_a_decision_that_the_disk_loses_is_not_made_and_is_made_later(app, given, calls, fault):
    identity = given[0]
    with failing_calls(app.process, calls, fault):
        answer = app.decide(identity, "accept")
        app.assert_derains()
    assert "disk could not keep this" in answer["error"]
    assert app.decide(identity, "accept")["photo"]["state"] == "reviewed"
    assert app.decide(identity, "undo")["photo"]["state"] == "stored"


def test_while_the_disk_is_slow_a_decision_waits_and_visitors_do_not(app, given):
    answers = []
    began = time.monotonic()
    with failing_calls(app.process, "fsync,fdatasync", f"delay_exit={int(SLOW * 1e6)}"):
        deciding = threading.Thread(target=lambda: answers.append(app.decide(given[0], "accept")))
        deciding.start()
        app.client.get("/healthz")
        is_first = deciding.is_alive()
        deciding.join()
    assert time.monotonic() - began >= SLOW
    assert is_first
    assert answers[0]["photo"]["state"] == "reviewed"
    assert app.decide(given[0], "undo")["photo"]["state"] == "stored"
