"""Bytes of a file from outside, without following links or waiting on pipes."""

import errno
import os
import stat
from pathlib import Path

from ssidkd.core.intake.limits import IntakeLimits, check_bytes
from ssidkd.core.intake.refusal import PictureRefused, RefusalCode

# Windows lacks both flags, and has no FIFOs in its file system either.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


def read_bytes(source: Path | bytes, limits: IntakeLimits) -> bytes:
    """Return the bytes of a file, never more than the limit allows.

    Raises:
        PictureRefused: the file is gone, is no regular file, is empty or is too large.
    """
    data = source if isinstance(source, bytes) else _read_file(source, limits)
    check_bytes(len(data), limits)
    return data


def _read_file(path: Path, limits: IntakeLimits) -> bytes:
    """Return the bytes of a regular file, one more than allowed at most."""
    try:
        descriptor = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:  # ValueError: a path with a zero byte in it
        raise _unreadable(error) from error
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise _not_a_file()
        if status.st_size > limits.max_bytes:
            check_bytes(status.st_size, limits)
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(limits.max_bytes + 1)
    finally:
        os.close(descriptor)


def _unreadable(error: OSError | ValueError) -> PictureRefused:
    """Return the refusal of a path that cannot be opened."""
    if isinstance(error, OSError) and error.errno not in (errno.ELOOP, errno.EMLINK, errno.ENXIO):
        return PictureRefused(
            RefusalCode.MISSING, "This file is no longer there; please add the picture again."
        )
    return _not_a_file()


def _not_a_file() -> PictureRefused:
    """Return the refusal of a link, a folder, a pipe or a device."""
    return PictureRefused(
        RefusalCode.NOT_A_FILE, "This is not an ordinary file; please choose the picture itself."
    )
