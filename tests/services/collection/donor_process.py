"""A program that donates, is killed, and says what a new start finds. Run by test_kills.py.

It imports once and forks: a donor that is killed costs a few milliseconds. Everything a donor
acknowledges is first durable and then written to a file, one line each, without a buffer:
`D code identity ...` after donate(), `w identity` before and `W identity` after withdraw(),
`A identity` after accept().
"""

import json
import os
import random
import shutil
import signal
import sys
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image

from ssidkd.services.collection.photo_file import identity_of
from tests.services.collection.failpoints import Failpoints
from tests.services.collection.naive_collection import NaiveCollection
from tests.services.collection.store_parts import offer, open_collection, photo

NEVER = 1 << 30
ROUND = 25
"""Kills of one folder; then a new one begins, so that looking through it stays quick."""


@dataclass
class Told:
    """What donors have acknowledged."""

    codes: dict = field(default_factory=dict)
    withdrawing: set = field(default_factory=set)
    withdrawn: set = field(default_factory=set)
    accepted: set = field(default_factory=set)

    @classmethod
    def read(cls, path):
        told = cls()
        for line in path.read_text().splitlines() if path.exists() else ():
            kind, *words = line.split()
            if kind == "D":
                told.codes[words[0]] = words[1:]
            else:
                {"w": told.withdrawing, "W": told.withdrawn, "A": told.accepted}[kind].update(words)
        return told

    @property
    def kept(self):
        given = {identity for photos in self.codes.values() for identity in photos}
        return given - self.withdrawing - self.withdrawn


@dataclass
class Findings:
    """Counts over all kills; everything but the first three has to be zero."""

    kills: int = 0
    acknowledged: int = 0
    withdrawn: int = 0
    lost: int = 0
    corrupt: int = 0
    half: int = 0
    came_back: int = 0
    leftovers: int = 0
    forgotten_decisions: int = 0

    def add(self, other):
        for name, value in asdict(other).items():
            setattr(self, name, getattr(self, name) + value)


def open_writer(root, kind):
    return NaiveCollection(root) if kind == "naive" else open_collection(root)


def tell(acks, *words):
    os.write(acks, (" ".join(words) + "\n").encode())


def give(collection, acks, rng):
    """Donate one or two photos, accept some, take some back."""
    seeds = [rng.getrandbits(48) for _ in range(rng.choice((1, 2)))]
    answer = collection.donate(offer(*(photo(seed) for seed in seeds), visitor=str(seeds)))
    kept = [p.identity for p in answer.photos]
    tell(acks, "D", answer.code, *kept)
    if rng.random() < 0.3:
        collection.accept(kept[:1], "ada")
        tell(acks, "A", kept[0])
    if rng.random() < 0.3:
        tell(acks, "w", kept[-1])
        collection.withdraw(answer.code, kept[-1:])
        tell(acks, "W", kept[-1])


def donate_until_killed(root, acks_path, kind, seed):
    collection = open_writer(root, kind)
    acks = os.open(acks_path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def donor(number):
        rng = random.Random(f"{seed} {number}")
        while True:
            give(collection, acks, rng)

    threading.Thread(target=donor, args=(1,), daemon=True).start()
    donor(0)


def look(root, acks_path, kind="store"):
    """Open a collection again and compare it with what was acknowledged."""
    told = Told.read(acks_path)
    collection = open_writer(root, kind)
    records = {record.identity: record for record in collection.photos(limit=1 << 30)}
    codes_fail = sum(not knows(collection, code) for code in told.codes)
    collection.close()
    whole, corrupt = set(), 0
    for path in (root / "photos").rglob("*.png"):
        if is_whole(path):
            whole.add(path.stem)
        else:
            corrupt += 1
    return Findings(
        acknowledged=len(told.kept),
        withdrawn=len(told.withdrawn),
        lost=len(told.kept - (whole & set(records))) + codes_fail,
        corrupt=corrupt,
        half=len(set(records) - whole),
        came_back=len(told.withdrawn & (set(records) | whole)),
        leftovers=len(leftovers(root, set(records))),
        forgotten_decisions=sum(
            records[identity].state != "reviewed" for identity in told.accepted & told.kept
        ),
    )


def knows(collection, code):
    try:
        collection.receipt(code)
    except Exception:  # noqa: BLE001 - whatever it is, the donor has lost the photos
        return False
    return True


def is_whole(path):
    try:
        with Image.open(path) as image:
            return identity_of(np.asarray(image)) == path.stem
    except (OSError, SyntaxError):
        return False


def leftovers(root, kept):
    """Return files that belong to nothing."""
    return [
        path
        for path in root.rglob("*")
        if path.name.endswith(".part")
        or (path.parent.parent.parent == root and path.is_file() and path.stem not in kept)
    ]


def kill_at_random(folder, kills, kind, seed):
    """Kill donors at random moments, most of them while they donate."""
    rng = random.Random(seed)
    total = Findings()
    longest = 2 * seconds_to_first_line(folder, kind)
    for number in range(kills):
        root, acks = folder / f"{kind}{number // ROUND}", folder / f"acks-{kind}{number // ROUND}"
        child = start_donor(root, acks, kind, rng.random())
        time.sleep(rng.uniform(0.0, longest))
        end(child)
        found = look(root, acks, kind)
        if (number + 1) % ROUND and number + 1 < kills:
            found.acknowledged = found.withdrawn = 0  # counted once, at the end of the round
        else:
            shutil.rmtree(root)
        total.add(found)
        total.kills += 1
    return asdict(total)


def start_donor(root, acks, kind, seed):
    child = os.fork()
    if child == 0:
        donate_until_killed(root, acks, kind, seed)
    return child


def end(child):
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def seconds_to_first_line(folder, kind):
    """Return how long a donor takes here and now until it has acknowledged something [s]."""
    acks = folder / f"acks-{kind}-measured"
    start = time.monotonic()
    child = start_donor(folder / f"measured-{kind}", acks, kind, 0)
    while not acks.exists() or not acks.read_bytes():
        time.sleep(0.001)
    end(child)
    return time.monotonic() - start


def operate(collection, told, operation, seed):
    """Carry out one operation; return what it may acknowledge."""
    if operation == "donate":
        answer = collection.donate(offer(photo(seed), photo(seed + 1)))
        return ["D", answer.code, *(p.identity for p in answer.photos)]
    ((code, identities),) = told.codes.items()
    if operation == "accept":
        collection.accept(identities, "ada")
        return ["A", *identities]
    collection.withdraw(code)
    return ["W", *identities]


def run_operation(root, acks_path, operation, fail_at, log):
    """Carry out one operation and die before its event number `fail_at`."""
    collection = open_collection(root)
    acks = os.open(acks_path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    told = Told.read(acks_path)
    if operation == "withdraw":
        tell(acks, "w", *next(iter(told.codes.values())))
    points = Failpoints(fail_at, log)
    points.install(connection_of(collection))
    words = operate(collection, told, operation, seed=2 * fail_at)
    points.reached("acknowledge")
    tell(acks, *words)
    points.reached("end")
    os._exit(0)


def connection_of(collection):
    return collection._archive.rows.connection


def kill_everywhere(folder, operation):
    """Kill one operation before each of its events, in a folder of its own each time."""
    total = Findings()
    fail_at, was_killed = 0, True
    while was_killed:
        fail_at += 1
        place = folder / f"{operation}{fail_at}"
        was_killed = kill_once(place, operation, fail_at)
        total.add(look(place / "root", place / "acks"))
        total.kills += was_killed
    return {**asdict(total), "events": (place / "log").read_text().splitlines()}


def kill_once(place, operation, fail_at):
    """Kill one operation before one of its events; return whether it had so many."""
    place.mkdir()
    root, acks = place / "root", place / "acks"
    if operation != "donate":
        in_child(lambda: run_operation(root, acks, "donate", NEVER, place / "ignored"))
    status = in_child(lambda: run_operation(root, acks, operation, fail_at, place / "log"))
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError(f"the donor failed before event {fail_at} of {operation}")
    return os.WIFSIGNALED(status)


def in_child(work):
    """Run something in a fork; return how that ended."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(9)
    return os.waitpid(child, 0)[1]


def warm(folder):
    """Let libraries load what they load at first use: forks inherit it."""
    collection = open_collection(folder / "warm")
    collection.donate(offer(1))
    collection.close()


def main():
    folder = Path(sys.argv[1])
    warm(folder)
    work = {"random": kill_at_random, "everywhere": kill_everywhere}
    for line in sys.stdin:
        task, options = json.loads(line)
        sys.stdout.write(json.dumps(work[task](folder, **options)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
