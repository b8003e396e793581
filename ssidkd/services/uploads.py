"""Removes from the folder of uploads what nobody uses any more.

Gradio does not know of uploads that were broken off, leaves the folders it makes for each content,
and forgets with each restart what it should delete.
"""

import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class UploadLimits:
    """How long files stay, and how much there may be."""

    keep_seconds: float = 1800.0
    """Since a file was written; a visitor may ask for the full size of their photo as long."""
    safe_seconds: float = 300.0
    """Files younger than this stay whatever there is; somebody is about to use them [s]."""
    unfinished_seconds: float = 600.0
    """Since something was added to an upload that has not come to its end [s]."""
    empty_seconds: float = 60.0
    """Since a folder was left empty; it may be so for an instant, before its file comes [s]."""
    most_bytes: int = 4 << 30
    """Of all files; beyond it the oldest go first."""


DEFAULT_LIMITS = UploadLimits()
UNFINISHED = "tmp"
"""Names of uploads on their way begin so, directly inside the folder."""


@dataclass(frozen=True, kw_only=True)
class Swept:
    """What a sweep has done."""

    files: int
    """Removed."""
    folders: int
    """Removed because nothing was in them."""
    left: int
    """Files still there."""
    left_bytes: int


@dataclass(frozen=True, kw_only=True)
class _Found:
    path: Path
    written: float
    size: int


def came(state: os.stat_result) -> float:
    """Return when a file was written or put here; a copy that Gradio makes has an old date [s]."""
    return max(state.st_mtime, state.st_ctime)


class UploadSweeper:
    """Sweeps a folder.

    Args:
        folder: of Gradio's uploads; it may still have to be made.
        keeps: tells whether a file is in use, however old it is.
        limits: of what stays.
        now: seconds of the clock that files are dated by.
        dated: tells when a file came here, from its state.
    """

    def __init__(
        self,
        folder: Path,
        keeps: Callable[[Path], bool] = lambda _path: False,
        limits: UploadLimits = DEFAULT_LIMITS,
        now: Callable[[], float] = time.time,
        dated: Callable[[os.stat_result], float] = came,
    ) -> None:
        self._folder, self._keeps = folder, keeps
        self._limits, self._now, self._dated = limits, now, dated

    def sweep(self) -> Swept:
        """Remove what is too old, then the oldest of what is too much, then empty folders.

        Links are never followed: what they lead to stays, the link goes like a file.
        """
        before = sorted(self._files(), key=lambda found: found.written)
        left = [found for found in before if not (self._is_old(found) and self._remove(found))]
        too_much = sum(found.size for found in left) - self._limits.most_bytes
        kept = []
        for found in left:
            if too_much > 0 and self._is_free(found) and self._remove(found):
                too_much -= found.size
            else:
                kept.append(found)
        return Swept(
            files=len(before) - len(kept),
            folders=self._remove_empty_folders(),
            left=len(kept),
            left_bytes=sum(found.size for found in kept),
        )

    def _files(self) -> Iterator[_Found]:
        for parent, folders, files in os.walk(self._folder):
            for name in [*files, *folders]:
                path = Path(parent, name)
                with suppress(OSError):  # somebody else has removed it
                    state = path.lstat()
                    if not stat.S_ISDIR(state.st_mode):
                        yield _Found(path=path, written=self._dated(state), size=state.st_size)

    def _is_old(self, found: _Found) -> bool:
        limits = self._limits
        is_unfinished = found.path.parent == self._folder and found.path.name.startswith(UNFINISHED)
        most = limits.unfinished_seconds if is_unfinished else limits.keep_seconds
        return self._age(found.written) > most and not self._keeps(found.path)

    def _is_free(self, found: _Found) -> bool:
        return self._age(found.written) > self._limits.safe_seconds and not self._keeps(found.path)

    def _remove(self, found: _Found) -> bool:
        """Remove a file unless it was written anew; whether it is gone."""
        with suppress(OSError):
            if self._dated(found.path.lstat()) != found.written:
                return False
            found.path.unlink()
        return not os.path.lexists(found.path)

    def _remove_empty_folders(self) -> int:
        removed = 0
        for parent, _, _ in os.walk(self._folder, topdown=False):
            path = Path(parent)
            with suppress(OSError):  # it is not empty
                is_old = self._age(self._dated(path.stat())) > self._limits.empty_seconds
                if is_old and path != self._folder:
                    path.rmdir()
                    removed += 1
        return removed

    def _age(self, written: float) -> float:
        """Return how long ago something was; a date to come, of a clock that was wrong, is old."""
        age = self._now() - written
        return age if age >= -self._limits.safe_seconds else float("inf")
