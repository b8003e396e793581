"""Deletes jobs, with the visitor's photos in them, some time after they last did anything."""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ssidkd.core.durable import UNFINISHED
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.services.jobs.ids import is_job_id
from ssidkd.services.jobs.states import JobState, derive_state

HOUR = 3600.0


@dataclass(kw_only=True)
class Expiry:
    """Decides when a job's time is over.

    A job's age is told by the wall clock, the only one that goes on between two starts of the app.
    It may jump, so no job goes before this process has seen it idle for `grace` hours of a steady
    clock: a clock that was set wrong for less than that deletes nothing.
    """

    hours: float = 24.0
    """From a job's last sign of life to its end [h]; a visitor is told beforehand."""
    grace: float = 1.0
    """What a job gets after every start of the app, and after every jump of the clock [h]."""
    wall: Callable[[], float] = time.time
    steady: Callable[[], float] = time.monotonic
    _overdue_since: dict[str, float] = field(default_factory=dict)

    def remaining_hours(self, folder: JobFolder) -> float | None:
        """Return how long a job is kept from now on [h]; None while it runs or waits."""
        if _is_open(folder):
            return None
        return max(self.hours - (self.wall() - _last_sign(folder)) / HOUR, 0.0)

    def sweep(self, root: Path) -> list[str]:
        """Delete what is over, and what crashes left unfinished; returns the ids of deleted jobs.

        Not while a job is being made. To be called every minute or so.
        """
        deleted = []
        for path in root.iterdir():
            if path.name.startswith(".") and path.name.endswith(UNFINISHED):
                shutil.rmtree(path, ignore_errors=True)
            elif is_job_id(path.name) and self._is_over(JobFolder(path)):
                remove_job(JobFolder(path))
                deleted.append(path.name)
        return deleted

    def _is_over(self, folder: JobFolder) -> bool:
        name = folder.root.name
        if self.remaining_hours(folder) != 0:
            self._overdue_since.pop(name, None)
            return False
        since = self._overdue_since.setdefault(name, self.steady())
        if self.steady() - since < self.grace * HOUR:
            return False
        del self._overdue_since[name]
        return True


def remove_job(folder: JobFolder) -> None:
    """Delete a job's folder, under a name that is no id first: nobody ever sees half a job."""
    path = folder.root
    gone = path.with_name(f".{path.name}{UNFINISHED}")
    path.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


def _is_open(folder: JobFolder) -> bool:
    state = derive_state(folder)
    return state.is_live or state is JobState.QUEUED


def _last_sign(folder: JobFolder) -> float:
    """Return when a job last did anything, by the wall clock [s]."""
    signs = (folder.outcome, folder.events, folder.config)
    return max((path.stat().st_mtime for path in signs if path.exists()), default=0.0)
