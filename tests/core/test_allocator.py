"""Memory that is freed and taken again, in a process of its own."""

import subprocess
import sys

import pytest

from ssidkd.core.allocator import keep_freed_memory

MEGABYTES = 64
ROUNDS = 10
# After as many rounds in which the heap may find its shape, ten times 64 MiB are taken, filled and
# freed; what it prints is how many pages came anew.
SCRIPT = f"""
import resource, sys
import torch
from ssidkd.core.allocator import keep_freed_memory

torch.ones(1)
if sys.argv[1] == "keep" and not keep_freed_memory():
    sys.exit("not glibc")
for index in range(2 * {ROUNDS}):
    if index == {ROUNDS}:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    torch.ones({MEGABYTES} * 2**20, dtype=torch.uint8)
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


# Eight threads that all stay take and free 64 MiB one after the other; what it prints is how much
# memory they have taken from the system [MiB].
THREADS = f"""
import sys
from concurrent.futures import ThreadPoolExecutor
import torch
from ssidkd.core.allocator import keep_freed_memory

def pages():
    return int(open("/proc/self/statm").read().split()[1]) * 4096 / 2**20

def work():
    blocks = [torch.ones(2**20, dtype=torch.uint8) for _ in range({MEGABYTES})]

torch.ones(1)
if sys.argv[1] == "keep" and not keep_freed_memory():
    sys.exit("not glibc")
before = pages()
threads = [ThreadPoolExecutor(1) for _ in range(8)]
for thread in threads:
    thread.submit(work).result()
print(int(pages() - before))
"""


def printed(script, how, root):
    command = [sys.executable, "-c", script, how]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if "not glibc" in run.stderr:
        pytest.skip("needs glibc's allocator")
    assert run.returncode == 0, run.stderr
    return int(run.stdout)


def test_blocks_that_were_freed_are_used_again(root):
    kept, given_back = printed(SCRIPT, "keep", root), printed(SCRIPT, "leave", root)
    assert kept < given_back / 10


def test_threads_use_again_what_others_have_freed(root):
    taken = printed(THREADS, "keep", root)
    assert taken < 3 * MEGABYTES  # eight times without: each in an arena of its own


def test_another_system_is_left_as_it_is(monkeypatch):
    monkeypatch.setattr("platform.libc_ver", lambda: ("", ""))
    assert keep_freed_memory() is False
