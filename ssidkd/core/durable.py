"""Files that are there whole or not at all, whatever stops the process or the machine."""

import errno
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

UNFINISHED = ".part"
"""Suffix of what is being written; such files are of no use after a crash."""
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def is_disk_full(error: BaseException) -> bool:
    """Return whether a disk, a quota or a limit on the size of files left no room."""
    return isinstance(error, OSError) and error.errno in _NO_ROOM


def unfinished_path(path: Path) -> Path:
    """Return a name beside `path` for what is not complete yet."""
    return path.with_name(f".{uuid.uuid4().hex}{UNFINISHED}")


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Yield a file to write; at the end it appears under `path`, or replaces what was there.

    If the block raises, what was there stays, and nothing is left beside it.

    Raises:
        OSError: such as for a full disk.
    """
    unfinished = unfinished_path(path)
    try:
        with unfinished.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    sync_folder(path.parent)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file as `whole_file` does."""
    with whole_file(path) as file:
        file.write(content)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder last through a loss of power, where the system can do that."""
    if os.name == "nt":  # Windows opens no folders
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(folder: Path) -> None:
    """Remove what a crash left unfinished directly in a folder."""
    for path in folder.glob(f".*{UNFINISHED}"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
