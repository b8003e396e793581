"""Faults that are put into a running process, and taken away again."""

import resource
import subprocess
from contextlib import contextmanager
from pathlib import Path
from shutil import which

import pytest


@contextmanager
def limited(process, kind, soft):
    """Lower a limit of a running process, such as `resource.RLIMIT_NOFILE`."""
    before = resource.prlimit(process.pid, kind)
    resource.prlimit(process.pid, kind, (soft, before[1]))
    try:
        yield
    finally:
        resource.prlimit(process.pid, kind, before)


@contextmanager
def failing_calls(process, calls, fault):
    """Let calls of the system fail, or be slow, in a running process.

    Args:
        process: with all of its threads.
        calls: names, such as `fsync,fdatasync`.
        fault: such as `error=EIO` or `delay_exit=500000`, see the manual of strace.
    """
    program = which("strace")
    if program is None:
        pytest.skip("needs the program strace")
    inject = ["-e", f"trace={calls}", "-e", f"inject={calls}:{fault}"]
    command = [program, "-f", "-p", str(process.pid), "-o", "/dev/null", *inject]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
        told = tracer.stderr.readline()
        if "attached" not in told:
            pytest.skip(f"strace may not trace here: {told}")
        try:
            yield
        finally:
            tracer.terminate()
            tracer.communicate()


@contextmanager
def memory_group(name, most_bytes):
    """Make a control group of memory (version 1); yields its folder."""
    folder = Path("/sys/fs/cgroup/memory") / name
    try:
        folder.mkdir()
        (folder / "memory.limit_in_bytes").write_text(str(most_bytes))
    except OSError:
        pytest.skip("control groups of version 1 cannot be made here")
    try:
        yield folder
    finally:
        folder.rmdir()


def open_descriptors(process):
    return len(list(Path(f"/proc/{process.pid}/fd").iterdir()))


def address_space(process):
    """Return how much address space a process has taken [bytes]."""
    pages = Path(f"/proc/{process.pid}/statm").read_text().split()[0]
    return int(pages) * resource.getpagesize()


def children(process):
    """Return the numbers of a process's children, whichever thread has started them."""
    tasks = Path(f"/proc/{process.pid}/task").glob("*/children")
    return [int(number) for task in tasks for number in task.read_text().split()]
