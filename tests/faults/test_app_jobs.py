"""A finetuning process that is killed under the real app."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from tests.faults.faults import children
from tests.faults.running_app import PATIENCE


def wait_for(condition):
    until = time.monotonic() + PATIENCE
    while not (found := condition()):
        assert time.monotonic() < until
        time.sleep(0.1)
    return found


def worker_of(app, job):
    """Return the number of the process that works on a job; 0 before it is there."""
    for number in children(app.process):
        with suppress(FileNotFoundError):  # it has ended meanwhile
            if job.encode() in Path(f"/proc/{number}/cmdline").read_bytes():
                return number
    return 0


def test_no_job_begins_on_a_full_disk_and_a_killed_one_is_told_and_leaves_the_app_alone(
    app, data_disk, given
):
    for identity in given[1:9]:
        assert app.decide(identity, "accept")["photo"]["state"] == "reviewed"
    with data_disk.only_free(0):
        status, answer = app.train("key of a full disk")
        assert (status, "disk" in answer["error"]) == (409, True), answer
    assert app.jobs() == {}
    status, answer = app.train("another press of the button")
    assert status == 200, answer
    job = answer["job"]
    os.kill(wait_for(lambda: worker_of(app, job)), signal.SIGKILL)
    wait_for(lambda: app.jobs()[job]["state"] == "interrupted")
    app.assert_derains()
    assert app.jobs()[job]["state"] == "interrupted"  # not begun again by itself
