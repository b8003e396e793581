import os
import subprocess
import sys

import pytest

from ssidkd.learning.finetune.lock import WorkerBusyError, WorkerLock, is_held

HOLD = """
import sys, time
from pathlib import Path
from ssidkd.learning.finetune.lock import WorkerLock
lock = WorkerLock.acquire(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_a_lock_is_held_until_it_is_let_go(tmp_path):
    path = tmp_path / "lock"
    assert not is_held(path)
    with WorkerLock.acquire(path):
        assert is_held(path)
        with pytest.raises(WorkerBusyError):
            WorkerLock.acquire(path, patience=0.05)
    assert not is_held(path)
    WorkerLock.acquire(path).close()


def test_a_lock_dies_with_its_process(tmp_path, root):
    path = tmp_path / "lock"
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline() == b"held\n"
        assert is_held(path)
        holder.kill()
        holder.wait()
    assert not is_held(path)


def test_those_who_only_ask_do_not_keep_a_worker_out(tmp_path):
    path = tmp_path / "lock"
    path.touch()
    for _ in range(100):
        assert not is_held(path)
        WorkerLock.acquire(path, patience=0).close()


def test_a_lock_is_handed_over_as_an_open_file(tmp_path):
    path, other = tmp_path / "lock", tmp_path / "other"
    lock = WorkerLock.acquire(path)
    copy = os.dup(lock.descriptor)
    lock.close()
    assert is_held(path)
    other.touch()
    with pytest.raises(WorkerBusyError):
        WorkerLock.adopt(copy, other)
    with WorkerLock.adopt(copy, path):
        assert is_held(path)
    assert not is_held(path)


def test_a_number_that_is_no_open_file_is_refused(tmp_path):
    (tmp_path / "lock").touch()
    with pytest.raises(WorkerBusyError):
        WorkerLock.adopt(10_000, tmp_path / "lock")
