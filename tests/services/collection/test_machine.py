"""Any order of donations, decisions, commits, lost replies, withdrawals, crashes and losses.

The store is compared with a model of a few sets, and the Hub with what the store says it has.
"""

import json
import os
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from PIL import Image

from ssidkd.services.collection.errors import ReviewError
from ssidkd.services.collection.photo_file import identity_of
from ssidkd.services.collection.records import Tombstone
from tests.services.collection.store_parts import offer, open_collection, photo

EXAMPLES = int(os.environ.get("SSIDKD_TEST_EXAMPLES", "12"))
STEPS = int(os.environ.get("SSIDKD_TEST_STEPS", "25"))
SEEDS = st.integers(0, 5)  # few, so that photos come twice and come back
PICKS = st.integers(0, 1 << 20)
DAY = 86_400.0
MANY = 1 << 40


@dataclass(frozen=True)
class Kept:
    """What the model knows of a photo that is in the collection."""

    code: str
    state: str = "stored"


class CollectionMachine(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = 20_000 * DAY
        self.collection = self.open()
        self.kept = {}
        self.given = {}  # photos of each code
        self.hub = set()
        self.on_its_way = []
        self.commits = set()  # (identity, code) of what was noted as committed

    def open(self):
        return open_collection(
            self.folder / "c", now=lambda: self.clock, visitor_day=MANY, day=MANY
        )

    @rule(seeds=st.lists(SEEDS, min_size=1, max_size=3))
    def donate(self, seeds):
        answer = self.collection.donate(offer(*seeds, visitor="v"))
        new = [p.identity for p in answer.photos if p.outcome in ("received", "alike")]
        expected = [identity_of(photo(seed)) for seed in dict.fromkeys(seeds)]
        assert new == [identity for identity in expected if identity not in self.kept]
        assert bool(answer.code) == bool(new)
        if new:
            self.given[answer.code] = new
            self.kept |= {identity: Kept(answer.code) for identity in new}

    @precondition(lambda self: self.kept)
    @rule(pick=PICKS, decision=st.sampled_from(["accept", "refuse", "undo"]))
    def decide(self, pick, decision):
        identity = sorted(self.kept)[pick % len(self.kept)]
        state = self.kept[identity].state
        words = ("ada", "no rain") if decision == "refuse" else ("ada",)
        after = {"accept": "reviewed", "refuse": "refused", "undo": "stored"}[decision]
        if state in ("queued", "committed"):
            after = state
        try:
            getattr(self.collection, decision)([identity], *words)
        except ReviewError:
            assert state in ("queued", "committed")
            assert decision != "accept"
        self.kept[identity] = replace(self.kept[identity], state=after)

    @precondition(lambda self: not self.on_its_way)
    @rule(limit=st.integers(1, 3))
    def begin_to_send(self, limit):
        batch = [record.identity for record in self.collection.to_send(limit)]
        assert all(self.kept[identity].state in ("reviewed", "queued") for identity in batch)
        self.on_its_way = [r.identity for r in self.collection.mark_queued(batch)]
        assert self.on_its_way == batch
        for identity in batch:
            self.kept[identity] = replace(self.kept[identity], state="queued")

    @precondition(lambda self: self.on_its_way)
    @rule(arrives=st.booleans(), reply=st.booleans())
    def end_sending(self, arrives, reply):
        batch, self.on_its_way = self.on_its_way, []
        if arrives:
            self.hub |= set(batch)
            if reply:
                self.note_committed(batch)

    def note_committed(self, batch):
        self.collection.mark_committed(batch, f"r{len(self.commits)}")
        for identity in batch:
            kept = self.kept.get(identity)
            if kept is not None and kept.state == "queued":
                assert (identity, kept.code) not in self.commits
                self.commits.add((identity, kept.code))
                self.kept[identity] = replace(kept, state="committed")

    @precondition(lambda self: self.on_its_way)
    @rule()
    def the_hub_refuses_one(self):
        identity = self.on_its_way.pop()
        kept = self.kept.get(identity)
        if identity in self.hub or kept is None or kept.state != "queued":
            return
        self.collection.mark_refused(identity, "too large")
        self.kept[identity] = replace(kept, state="refused")

    @precondition(lambda self: not self.on_its_way)
    @rule(reply=st.booleans())
    def remove_from_the_hub(self, reply):
        gone = [stone.identity for stone in self.collection.to_remove(2)]
        self.hub -= set(gone)
        if reply:
            self.collection.mark_removed(gone, "removed")

    @precondition(lambda self: self.given)
    @rule(pick=PICKS, only_one=st.booleans())
    def withdraw(self, pick, only_one):
        code = list(self.given)[pick % len(self.given)]
        chosen = self.given[code][-1:] if only_one else self.given[code]
        receipt = self.collection.withdraw(code, chosen if only_one else None)
        for identity in chosen:
            if identity in self.kept and self.kept[identity].code == code:
                del self.kept[identity]
        assert receipt == self.collection.withdraw(code, chosen if only_one else None)

    @rule(loses_rows=st.booleans(), garbage=st.booleans())
    def crash(self, loses_rows, garbage):
        archive = self.collection._archive
        archive.rows.connection.close()
        self.collection._lock.close()
        self.on_its_way = []
        if loses_rows:
            for path in archive.layout.root.glob("collection.sqlite*"):
                path.unlink()
        if garbage:
            self.leave_garbage(archive.layout)
        self.collection = self.open()
        assert self.collection.boot.damaged_files == 0

    def leave_garbage(self, layout):
        """What a donation leaves that is stopped before it has happened."""
        never = identity_of(photo(99))
        layout.write(layout.photo(never), b"pixels")
        (layout.root / "records" / ".00.part").write_bytes(b"half")
        for identity in sorted(self.kept)[:1]:
            record = layout.record(identity).read_text()
            stray = record.replace(identity, never).replace(self.donation_of(identity), 32 * "0")
            layout.write(layout.record(never), stray.encode())

    def donation_of(self, identity):
        path = self.collection._archive.layout.record(identity)
        return json.loads(path.read_bytes())["donation"]

    @rule()
    def sweep(self):
        assert self.collection.sweep() == 0

    @rule(days=st.sampled_from([-400, -1, 1, 20]))
    def clock_jumps(self, days):
        self.clock += days * DAY

    @rule()
    def settle(self):
        """With the Hub at hand and nobody doing anything, both come to say the same."""
        self.on_its_way = []
        for _ in range(10):
            gone = [stone.identity for stone in self.collection.to_remove(100)]
            self.hub -= set(gone)
            self.collection.mark_removed(gone, "removed")
            self.begin_to_send(100)
            self.end_sending(arrives=True, reply=True)
        assert self.collection.to_send(100) == self.collection.to_remove(100) == []
        assert self.hub == {i for i, kept in self.kept.items() if kept.state == "committed"}

    @invariant()
    def the_store_is_what_was_acknowledged(self):
        records = self.collection.photos(limit=100)
        assert {r.identity: r.state for r in records} == {
            identity: kept.state for identity, kept in self.kept.items()
        }

    @invariant()
    def every_file_is_what_its_name_says_and_nothing_else_is_there(self):
        paths = list((self.folder / "c" / "photos").glob("*/*"))
        assert {path.stem for path in paths} == set(self.kept)
        for path in paths:
            with Image.open(path) as image:
                assert identity_of(np.asarray(image)) == path.stem

    @invariant()
    def receipts_tell_what_is_left(self):
        for code, identities in self.given.items():
            photos = self.collection.receipt(code).photos
            gone = [i for i in identities if i not in self.kept or self.kept[i].code != code]
            assert [p.identity for p in photos if isinstance(p, Tombstone)] == gone

    @invariant()
    def what_the_hub_should_not_have_is_going_to_be_removed(self):
        going = {stone.identity for stone in self.collection.to_remove(100)}
        may_have = {i for i, kept in self.kept.items() if kept.state in ("queued", "committed")}
        assert self.hub <= going | may_have | set(self.on_its_way)

    def teardown(self):
        self.collection.close()
        shutil.rmtree(self.folder)


def test_the_store_behaves_like_its_model():
    run_state_machine_as_test(
        CollectionMachine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
