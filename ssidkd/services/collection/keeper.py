"""Looks after the collection: what was taken back leaves the jobs, what is over is removed."""

import logging
import threading
import time
from collections.abc import Callable

from ssidkd.services.collection.jobs import CollectionJobs
from ssidkd.services.collection.store import Collection

log = logging.getLogger(__name__)

LOOK_EVERY = 5.0
"""At the jobs [s]: a photo of a job that has just ended is gone after that."""
SWEEP_EVERY = 3600.0
"""[s]"""


class CollectionKeeper:
    """Looks after the collection in a thread of its own.

    Args:
        collection: to look after.
        jobs: of it, if there is finetuning.
        now: seconds of a steady clock.
    """

    def __init__(
        self,
        collection: Collection,
        jobs: CollectionJobs | None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._collection, self._jobs, self._now = collection, jobs, now
        self._swept = now()  # the collection has swept when it was opened
        self._end = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Look after it until `close`, or until the process ends."""
        self._thread = threading.Thread(target=self._keep, name="collection", daemon=True)
        self._thread.start()

    def close(self, seconds: float = 1.0) -> None:
        """Look no more, and wait for what is under way, at most so long [s]."""
        self._end.set()
        if self._thread is not None:
            self._thread.join(seconds)

    def look(self) -> None:
        """Do once what is to be done now."""
        if self._jobs is not None:
            self._jobs.look()
        if self._now() - self._swept >= SWEEP_EVERY:
            self._swept = self._now()
            self._collection.sweep()

    def _keep(self) -> None:
        while not self._end.wait(LOOK_EVERY):
            try:
                self.look()
            except Exception:  # noqa: PERF203 - such as a full disk, which may be emptied
                log.exception("the collection could not be looked after")
