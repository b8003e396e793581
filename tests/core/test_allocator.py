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


def new_pages(how, root):
    command = [sys.executable, "-c", SCRIPT, how]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if "not glibc" in run.stderr:
        pytest.skip("needs glibc's allocator")
    assert run.returncode == 0, run.stderr
    return int(run.stdout)


def test_blocks_that_were_freed_are_used_again(root):
    kept, given_back = new_pages("keep", root), new_pages("leave", root)
    assert kept < given_back / 10


def test_another_system_is_left_as_it_is(monkeypatch):
    monkeypatch.setattr("platform.libc_ver", lambda: ("", ""))
    assert keep_freed_memory() is False
