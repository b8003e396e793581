"""The sender is killed at every request it makes; nothing is lost, nothing is there twice."""

import logging
import os
import random
import shutil
import signal
import subprocess
import sys
from copy import deepcopy

import pytest

from tests.services.collection.hub.sending_parts import DATASET, Sending, assert_in_step, rows_of
from tests.services.collection.store_parts import open_collection

ANY = "."
logger = logging.getLogger(__name__)
KILLS = int(os.environ.get("SSIDKD_TEST_SYNC_KILLS", "6"))
"""In each mode; more than there are requests, twice, kill at every one of them."""


@pytest.fixture(scope="module")
def forker(root):
    """A process that forks senders."""
    environment = {**os.environ, "PYTHONPATH": str(root), "OMP_NUM_THREADS": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.services.collection.hub.sending_process"],
        cwd=root,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        yield process
        process.stdin.close()


class Killing:
    """Runs a sender in a process of its own, and kills it at one of its requests."""

    def __init__(self, forker, folder, hub, mode):
        self.forker, self.hub = forker, hub
        self.line = f"{folder} {hub.url} {mode}\n"
        self.number = 0

    def run(self, at=None, done=False):
        """Let it send; at a request, killed before the Hub did anything or after it did it."""
        if at is not None:
            self.hub.fault(ANY, "call", times=at)
            self.hub.fault(ANY, "call" if done else "lose_request", times=1)
            if done:
                self.hub.faults[-1].options["after"] = self.kill
            else:
                self.hub.faults[-1].what = lambda handler, properly: self.kill()
        self.forker.stdin.write(self.line)
        self.forker.stdin.flush()
        self.number = int(self.forker.stdout.readline())
        assert self.forker.stdout.readline() == "gone\n"
        self.hub.faults[:] = []

    def kill(self):
        os.kill(self.number, signal.SIGKILL)


@pytest.fixture
def beginning(hub, tmp_path):
    """A dataset with two photos, one of which was taken back, and three more to send."""
    folder = tmp_path / "beginning"
    collection = open_collection(folder)
    sending = Sending(collection, hub.url)
    kept, _ = sending.give(1)
    _, code = sending.give(1)
    sending.run()
    more, _ = sending.give(3)
    collection.withdraw(code)
    collection.close()
    hub.asked.clear()
    return folder, kept + more


@pytest.mark.parametrize("mode", ["direct", "proposing"])
def test_a_kill_at_any_request_costs_nothing(mode, hub, forker, beginning, tmp_path):
    folder, identities = beginning
    before = deepcopy(hub.datasets)

    def after_a_kill(name, **where):
        hub.datasets = deepcopy(before)
        hub.large.clear()
        place = tmp_path / name
        shutil.copytree(folder, place)
        Killing(forker, place, hub, mode).run(**where)
        return place

    def in_step(place):
        collection = open_collection(place)
        sending = Sending(collection, hub.url, pull_requests=mode == "proposing")
        try:
            for _ in range(3):
                sending.run(3600.0)
                merge_all(hub)
            assert_in_step(hub, collection, identities)
            assert len(hub.datasets[DATASET].discussions) == (mode == "proposing")
        finally:
            collection.close()

    in_step(after_a_kill("never"))
    hub.asked.clear()
    after_a_kill("counted")
    points = kill_points([one.path for one in hub.asked])
    logger.info("%s: killed at %d of %d moments", mode, len(points), 2 * len(hub.asked))
    for at, done in points:
        in_step(after_a_kill(f"{at}-{done}", at=at, done=done))


def kill_points(paths):
    """Return requests, by number, and whether the Hub does them; commits come first."""
    every = [(at, done) for at in range(len(paths)) for done in (False, True)]
    random.shuffle(every)
    every.sort(key=lambda point: "/commit/" not in paths[point[0]])
    return every[:KILLS]


def merge_all(hub):
    for one in hub.datasets[DATASET].discussions:
        if one.status == "open":
            hub.merge(DATASET, one.number)


def test_the_kill_happens(hub, forker, beginning):
    """The control: killed before the commit, the dataset is as it was."""
    folder, _ = beginning
    before = rows_of(hub)
    killing = Killing(forker, folder, hub, "direct")
    killing.run(at=0, done=True)
    assert [one.method for one in hub.asked] == ["GET"]
    assert rows_of(hub) == before
