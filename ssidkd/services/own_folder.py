"""A temporary folder of this process, and an end to those whose process was killed."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ssidkd.learning.finetune.lock import WorkerLock, is_held
from ssidkd.services.settings import SettingsError

PREFIX = "ssidkd-"
_IN_USE = "in-use"
_DAY = 24 * 60 * 60
"""After which a folder without a lock is nobody's: some systems have no locks [s]."""


@contextmanager
def own_folder(parent: Path | None = None) -> Iterator[Path]:
    """Make a folder for pictures until the end of the block, and remove abandoned ones.

    Args:
        parent: where it is made; the system's temporary folder if None.

    Raises:
        SettingsError: it cannot be made.
    """
    try:
        place = Path(tempfile.gettempdir()) if parent is None else parent
        remove_abandoned(place)
        made = tempfile.TemporaryDirectory(prefix=PREFIX, dir=place)
    except OSError as error:
        raise SettingsError(
            "No temporary folder can be written to, and the page needs one for its pictures. Set "
            "TMPDIR to a folder that can."
        ) from error
    with made as own:
        lock = _locked(Path(own) / _IN_USE)
        try:
            pictures = Path(own) / "pictures"
            pictures.mkdir()
            yield pictures
        finally:
            if lock is not None:
                lock.close()


def check_folder(pictures: Path) -> None:
    """Make a folder for pictures if it is not there.

    Raises:
        SettingsError: it cannot be made, or not be written to.
    """
    try:
        pictures.mkdir(parents=True, exist_ok=True)
        can_write = os.access(pictures, os.W_OK | os.X_OK)
    except OSError:
        can_write = False
    if not can_write:
        raise SettingsError(
            f"The folder for the page's pictures, {pictures}, cannot be written to. Set "
            "GRADIO_TEMP_DIR to one that can, or leave it away."
        )


def remove_abandoned(parent: Path) -> int:
    """Remove our folders whose process has died; returns how many."""
    removed = 0
    for folder in parent.glob(f"{PREFIX}*"):
        with suppress(OSError):
            if not folder.is_symlink() and folder.is_dir() and _is_abandoned(folder):
                shutil.rmtree(folder)
                removed += 1
    return removed


def _is_abandoned(folder: Path) -> bool:
    state = folder.stat()
    if hasattr(os, "getuid") and state.st_uid != os.getuid():
        return False
    lock = folder / _IN_USE
    if lock.is_symlink() or not lock.exists():  # being made, or of a system without locks
        return time.time() - state.st_mtime > _DAY
    try:
        return not is_held(lock)
    except ImportError:
        return False


def _locked(path: Path) -> WorkerLock | None:
    """Hold a lock for as long as this process lives, where there are locks."""
    try:
        return WorkerLock.acquire(path)
    except (ImportError, OSError):
        path.unlink(missing_ok=True)
        return None
