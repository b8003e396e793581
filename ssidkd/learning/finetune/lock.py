"""Proof that a worker is alive: a lock on a file, which the system drops when its holder dies.

A number of a process proves nothing: it may have been given to another process since.
"""

import os
import time
from pathlib import Path
from types import TracebackType

_PATIENCE = 2.0
_PAUSE = 0.01


class WorkerBusyError(RuntimeError):
    """Another process works on this folder."""


class WorkerLock:
    """A held lock; made by `acquire` or, in a child that inherited it, by `adopt`."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        """The open file that carries the lock; a child that inherits it shares the lock."""

    @classmethod
    def acquire(cls, path: Path, patience: float = _PATIENCE) -> "WorkerLock":
        """Take the lock on a file, which is made if it is not there.

        Args:
            path: of the file.
            patience: how long to try [s]; those who only ask whether it is held hold it for an
                instant themselves.

        Raises:
            WorkerBusyError: another process holds it.
            OSError: the file cannot be made, or this system or disk has no locks.
        """
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        until = time.monotonic() + patience
        while not _locked(descriptor, exclusive=True):
            if time.monotonic() >= until:
                os.close(descriptor)
                raise WorkerBusyError(
                    "Another process already works on this. Wait until it is done, or stop it."
                )
            time.sleep(_PAUSE)
        return cls(descriptor)

    @classmethod
    def adopt(cls, descriptor: int, path: Path) -> "WorkerLock":
        """Take over a lock on `path` that the parent process holds on an inherited open file.

        Raises:
            WorkerBusyError: the open file is another one, or not locked.
        """
        try:
            is_same = os.path.samestat(os.fstat(descriptor), path.stat())
        except OSError:
            is_same = False
        # The same open file may lock again what it has locked, and nobody else can.
        if not is_same or not _locked(descriptor, exclusive=True):
            raise WorkerBusyError("The lock that was handed over is not that of this folder.")
        return cls(descriptor)

    def close(self) -> None:
        """Let go, unless a child shares the lock; then it is the child's alone."""
        os.close(self.descriptor)

    def __enter__(self) -> "WorkerLock":
        """Keep it."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Let go."""
        self.close()


def is_held(path: Path) -> bool:
    """Return whether a living process holds the lock on a file.

    Raises:
        OSError: the file cannot be opened though it is there.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        return not _locked(descriptor, exclusive=False)
    finally:
        os.close(descriptor)


def _locked(descriptor: int, *, exclusive: bool) -> bool:
    """Try to lock an open file without waiting."""
    import fcntl  # not on Windows, where the rest of the package still works

    kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
