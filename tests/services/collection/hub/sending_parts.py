"""A sync whose clock is a number, and what has to hold of a dataset in the end."""

import io
import json

import numpy as np
from PIL import Image

from ssidkd.services.collection.hub.options import SyncOptions
from ssidkd.services.collection.hub.sync import HubSync
from tests.services.collection.hub.fake_datasets import TOKEN
from tests.services.collection.store_parts import offer

DATASET = "ada/rain"
METADATA = "data/metadata.jsonl"
START = 1_800_000_000.0
A_DAY = 24 * 3600.0


class Sending:
    """A collection and its sync; `run` lets simulated time pass."""

    def __init__(self, collection, url, **options):
        self.collection = collection
        self.clock = START
        self.seed = 0
        fields = {"dataset": DATASET, "token": TOKEN, "endpoint": url, "answer_seconds": 1.0}
        self.sync = HubSync(
            collection,
            SyncOptions(**{**fields, **options}),
            now=lambda: self.clock,
            jitter=lambda: 0.0,
        )
        collection.on_accept(lambda _: self.sync.wake())
        collection.on_withdrawal(lambda _: self.sync.wake(again=False))

    def give(self, count, accept=True, **changed):
        """Donate photos that differ; return their identities and the deletion code."""
        seeds = range(self.seed, self.seed + count)
        self.seed += count
        pixels = [tiny(seed) for seed in seeds]
        answer = self.collection.donate(offer(*pixels, **changed))
        identities = [one.identity for one in answer.photos]
        assert all(identities)
        if accept:
            self.collection.accept(identities, "ada")
        return identities, answer.code

    def turn(self):
        """Do one step, and let the time pass until the next one."""
        wait = self.sync.turn()
        self.clock += wait
        return wait

    def run(self, seconds=A_DAY, until_idle=True):
        """Let time pass until nothing is left to do; return how long that took [s]."""
        began = self.clock
        while self.clock - began < seconds:
            wait = self.sync.turn()
            status = self.sync.status()
            if until_idle and status.state == "idle" and not status.backlog + status.to_remove:
                return self.clock - began
            self.clock += wait
        return self.clock - began


def tiny(seed, side=8):
    """Return a picture (side, side, 3) uint8 of its own."""
    return np.random.default_rng(seed).integers(0, 256, (side, side, 3), np.uint8)


def commits_of(hub, name=DATASET):
    """Return the revisions of a dataset after the one that made it."""
    return list(hub.datasets[name].commits)[1:]


def rows_of(hub, name=DATASET):
    """Return the rows of a dataset's metadata."""
    text = hub.datasets[name].files.get(METADATA, b"").decode()
    return [json.loads(line) for line in text.splitlines()]


def photos_of(hub, name=DATASET):
    """Return the pixels of the photos of a dataset, by identity."""
    files = hub.datasets[name].files
    return {
        path.rpartition("/")[2].removesuffix(".png"): np.asarray(Image.open(io.BytesIO(content)))
        for path, content in files.items()
        if path.endswith(".png")
    }


def assert_in_step(hub, collection, identities, name=DATASET):
    """The dataset has exactly these photos, each once; the collection knows, and is done."""
    rows = rows_of(hub, name)
    wanted = sorted(identities)
    assert sorted(row["identity"] for row in rows) == wanted
    assert sorted(photos_of(hub, name)) == wanted
    for row in rows:
        assert f"data/{row['file_name']}" in hub.datasets[name].files
    assert sorted(one.identity for one in collection.published()) == wanted
    assert collection.to_send(1, in_pull_request=True) == []
    assert collection.to_remove(1) == []
