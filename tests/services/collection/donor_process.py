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
from dataclasses import asdict
from pathlib import Path

from tests.services.collection.failpoints import Failpoints
from tests.services.collection.kill_findings import Findings, Told, look, open_writer
from tests.services.collection.store_parts import offer, open_collection, photo

NEVER = 1 << 30
ROUND = 25
"""Kills of one folder; then a new one begins, so that looking through it stays quick."""


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


def kill_at_random(folder, kills, kind, seed):
    """Kill donors at random moments: every other one while it opens, the rest while they give."""
    rng = random.Random(seed)
    total = Findings()
    longest = opening_seconds(folder, kind)
    for number in range(kills):
        root, acks = folder / f"{kind}{number // ROUND}", folder / f"acks-{kind}{number // ROUND}"
        lines = len(lines_of(acks)) + rng.randint(1, 6)
        child = start_donor(root, acks, kind, rng.random())
        if number % 2:
            wait_for_lines(acks, lines, child)
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
        try:
            donate_until_killed(root, acks, kind, seed)
        finally:
            os._exit(9)
    return child


def end(child):
    os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    if not os.WIFSIGNALED(status):
        raise RuntimeError("the donor had failed before it was killed")


def opening_seconds(folder, kind):
    """Return how long a donor takes here and now until it has acknowledged something [s]."""
    acks = folder / f"acks-{kind}-measured"
    start = time.monotonic()
    child = start_donor(folder / f"measured-{kind}", acks, kind, 0)
    wait_for_lines(acks, 1, child)
    end(child)
    return time.monotonic() - start


def wait_for_lines(acks, count, child):
    """Wait until so much was acknowledged."""
    while len(lines_of(acks)) < count:
        if os.waitpid(child, os.WNOHANG)[0]:
            raise RuntimeError("the donor failed")
        time.sleep(0.001)


def lines_of(acks):
    return acks.read_text().splitlines() if acks.exists() else []


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
