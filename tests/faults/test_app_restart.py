"""A server that is killed, and started again on the same data by a clock that has jumped."""

import os
import signal
import subprocess
from datetime import datetime, timedelta, timezone

import pytest

from tests.faults.conftest import fill_collection
from tests.faults.running_app import RunningApp
from tests.faults.test_app_jobs import wait_for, worker_of
from tests.faults.users import as_user

DAYS = 400
CLOCK = f"""
import time
true = time.time
time.time = lambda: true() + {DAYS} * 24 * 60 * 60
"""
"""Read by an interpreter at its start. Debian's faketime brings threads that wait to a halt."""
PLACE = "données 雨 of a volume"
"""Name of a data folder, with spaces and letters of other alphabets."""
READ_ONLY = """
set -e
mount --make-rprivate /
mount --bind "$1" "$1"
mount -t tmpfs tmpfs "$2"
mount -o remount,ro,bind /
shift 2
exec "$@"
"""
"""Makes everything but the data folder read-only, as for a container, with memory for pictures."""


def start(place, *before, **variables):
    app = RunningApp(
        place / "log",
        before,
        unset=("HOME",),
        SSIDKD_DATA_DIR=str(place / PLACE),
        GRADIO_TEMP_DIR=str(place / "pictures"),
        TMPDIR=str(place / "pictures"),
        **variables,
    )
    app.wait_until_up()
    app.sign_in()
    return app


def read_only(place):
    """Return words before a command that make all but the data and the pictures read-only."""
    script = ["bash", "-c", READ_ONLY, "-", str(place / PLACE), str(place / "pictures")]
    return ["unshare", "--mount", *script, *as_user(1000)]


def other_clock(place):
    """Return variables that set the clock of an interpreter, and not its steady one."""
    (place / "clock").mkdir()
    (place / "clock" / "sitecustomize.py").write_text(CLOCK)
    return {"PYTHONPATH": str(place / "clock")}


@pytest.fixture
def place(open_place):
    """A folder with one for data, and one for pictures."""
    (open_place / PLACE).mkdir()
    (open_place / "pictures").mkdir()
    return open_place


def test_a_server_on_a_read_only_disk_is_killed_and_400_days_later_everything_is_there(
    place, may_mount
):
    """Runs as user 1000 without HOME, as in a container, on a data folder with an odd name."""
    before = read_only(place)
    first, *others, last = fill_collection(place / PLACE, range(10))
    subprocess.run(["chown", "-R", "1000:1000", str(place / PLACE)], check=True)
    app = start(place, *before)
    try:
        app.assert_derains()
        assert app.readiness()[0] == 200
        for identity in (first, *others):
            assert app.decide(identity, "accept")["photo"]["state"] == "reviewed"
        status, answer = app.train("a press of the button")
        assert status == 200, answer
        worker = wait_for(lambda: worker_of(app, answer["job"]))
    finally:
        app.kill()
    os.kill(worker, signal.SIGKILL)
    again = start(place, **other_clock(place))
    try:
        assert again.jobs()[answer["job"]]["state"] == "interrupted"
        assert again.decide(first, "undo")["photo"]["state"] == "stored"
        assert again.decide(last, "accept")["photo"]["state"] == "reviewed"
        again.assert_derains()
    finally:
        code = again.close()
    assert code == 0
    day = datetime.now(timezone.utc) + timedelta(days=DAYS)
    assert f"{day:%Y-%m}" in again.said()
    assert (place / PLACE / "jobs" / answer["job"]).is_dir()
