"""Lowers the priority of a process that works beside visitors."""

import os
from contextlib import suppress
from pathlib import Path

AUTOGROUP = Path("/proc/self/autogroup")


def give_way(nice: int, autogroup: Path = AUTOGROUP) -> None:
    """Let other processes come first.

    Linux shares the processor between sessions before it looks at a process's own number, so a
    process that leads a session (`start_new_session`) lowers that of its session too.

    Args:
        nice: added to the priority number, 0 to 19; the larger, the less it gets.
        autogroup: file that takes the number of the session, where the system has one.
    """
    os.nice(nice)
    if nice and os.getsid(0) == os.getpid():
        with suppress(OSError):  # no such file, or whoever made the sandbox does not allow it
            autogroup.write_text(str(nice), encoding="ascii")
