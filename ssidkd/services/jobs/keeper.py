"""Keeps the jobs going: starts the next one, lets visitors come first, deletes what is over."""

import logging
import threading
import time
from collections.abc import Callable

from ssidkd.services.jobs.service import JobService

log = logging.getLogger(__name__)

_ADVANCE_EVERY = 1.0
_EXPIRE_EVERY = 60.0
LONGEST_PAUSE = 60.0
"""Of a job while visitors derain [s]; then it works on for `SHORTEST_WORK` all the same."""
SHORTEST_WORK = 15.0
"""[s]"""


class JobKeeper:
    """Looks after the jobs in a thread of its own.

    Args:
        jobs: to look after.
        is_busy: whether a visitor waits for a network of this machine; a running job then pauses.
        now: seconds of a steady clock.
    """

    def __init__(
        self,
        jobs: JobService,
        is_busy: Callable[[], bool] = lambda: False,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._jobs, self._is_busy, self._now = jobs, is_busy, now
        self._expired = now()
        self._works_since = now() - SHORTEST_WORK
        self._pauses_since: float | None = None
        self._end = threading.Event()

    def start(self) -> threading.Thread:
        """Look after the jobs until `close`, or until the process ends."""
        thread = threading.Thread(target=self._keep, name="jobs", daemon=True)
        thread.start()
        return thread

    def close(self) -> None:
        """Stop looking after the jobs; running ones go on."""
        self._end.set()

    def look(self) -> None:
        """Do once what is to be done now."""
        self._jobs.advance()
        if self._is_pause_due():
            self._jobs.pause()
        if self._now() - self._expired >= _EXPIRE_EVERY:
            self._expired = self._now()
            self._jobs.expire()

    def _keep(self) -> None:
        while not self._end.wait(_ADVANCE_EVERY):
            try:
                self.look()
            except Exception:  # noqa: PERF203 - such as a full disk, which may be emptied
                log.exception("the jobs could not be looked after")

    def _is_pause_due(self) -> bool:
        """Return whether jobs are to pause now; visitors come first, but not for ever."""
        now = self._now()
        if not self._is_busy() or now - self._works_since < SHORTEST_WORK:
            self._pauses_since = None
            return False
        if self._pauses_since is None:
            self._pauses_since = now
        if now - self._pauses_since >= LONGEST_PAUSE:
            self._pauses_since, self._works_since = None, now
            return False
        return True
