"""Kills one operation of a donor before every single call of the system that changes the disk.

What SQLite does is among them. strace stops the call and kills; run by test_kills.py.
"""

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from tests.services.collection import donor_process
from tests.services.collection.donor_process import in_child, tell
from tests.services.collection.kill_findings import Findings, Told, look
from tests.services.collection.store_parts import open_collection

CALLS = (
    "openat",
    "mkdir",
    "write",
    "pwrite64",
    "fsync",
    "fdatasync",
    "rename",
    "unlink",
    "ftruncate",
)


def operate_when_continued(root, acks_path, operation, seed):
    """Open a collection, wait to be continued, carry out one operation and acknowledge it."""
    collection = open_collection(root)
    acks = os.open(acks_path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    told = Told.read(acks_path)
    if operation == "withdraw":
        tell(acks, "w", *next(iter(told.codes.values())))
    os.kill(os.getpid(), signal.SIGSTOP)
    tell(acks, *donor_process.operate(collection, told, operation, seed))
    os._exit(0)


def killed_before(place, operation, call, number):
    """Kill an operation before the given call; return whether it had so many."""
    place.mkdir()
    root, acks = place / "root", place / "acks"
    if operation != "donate":
        donate = donor_process.run_operation
        in_child(lambda: donate(root, acks, "donate", donor_process.NEVER, place / "ignored"))
    child = os.fork()
    if child == 0:
        try:
            operate_when_continued(root, acks, operation, seed=2 * number)
        finally:
            os._exit(9)
    os.waitpid(child, os.WUNTRACED)
    command = ["strace", "-f", "-p", str(child), "-o", "/dev/null", "-e", f"trace={call}"]
    kill = ["-e", f"inject={call}:signal=KILL:when={number}"]
    with subprocess.Popen([*command, *kill], stderr=subprocess.PIPE, text=True) as tracer:
        assert "attached" in tracer.stderr.readline()
        os.kill(child, signal.SIGCONT)
        status = os.waitpid(child, 0)[1]
        tracer.wait()
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError(f"the donor failed at {call} {number}")
    return os.WIFSIGNALED(status)


def kill_at_every_call(folder, operation):
    """Return what was found, and how many calls of each kind there were."""
    total, calls = Findings(), {}
    for call in CALLS:
        number, was_killed = 0, True
        while was_killed:
            number += 1
            place = folder / f"{operation}-{call}-{number}"
            was_killed = killed_before(place, operation, call, number)
            total.add(look(place / "root", place / "acks"))
            total.kills += was_killed
        calls[call] = number - 1
    return {**asdict(total), "calls": calls}


def main():
    folder = Path(sys.argv[1])
    donor_process.warm(folder)
    found = {name: kill_at_every_call(folder, name) for name in ("donate", "withdraw")}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
