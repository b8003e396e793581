"""Ends this process before one of the events that reach the disk."""

import os
import signal
from pathlib import Path


class Failpoints:
    """Counts fsyncs, renames, deletions and commits of this process, and logs them.

    Args:
        fail_at: number of the event before which the process is killed, from 1.
        log: file of all events that were reached.
    """

    def __init__(self, fail_at, log):
        self.fail_at = fail_at
        self.count = 0
        self.log = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def reached(self, event):
        self.count += 1
        if self.count == self.fail_at:
            os.kill(os.getpid(), signal.SIGKILL)
        os.write(self.log, f"{event}\n".encode())

    def install(self, connection):
        """Put the counting in front of the real functions, for good."""
        fsync, replace, unlink = os.fsync, Path.replace, Path.unlink

        def counted_fsync(descriptor):
            self.reached(f"fsync {Path(f'/proc/self/fd/{descriptor}').readlink()}")
            fsync(descriptor)

        def counted_replace(path, target):
            self.reached(f"replace {path} {target}")
            return replace(path, target)

        def counted_unlink(path, missing_ok=False):
            if path.exists():
                self.reached(f"unlink {path}")
            unlink(path, missing_ok=missing_ok)

        def before_statement(statement):
            if statement == "COMMIT" or "checkpoint" in statement:
                self.reached(statement)

        os.fsync, Path.replace, Path.unlink = counted_fsync, counted_replace, counted_unlink
        connection.set_trace_callback(before_statement)
