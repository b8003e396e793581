"""The part that runners share whose work goes on elsewhere, looked after by a thread of the app."""

import contextvars
import logging
import threading
from abc import ABC, abstractmethod

from ssidkd.learning.finetune.events import JobLog
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.lock import WorkerLock
from ssidkd.services.jobs.interruption import Interruption, local_end, tell_interruption
from ssidkd.services.jobs.runner import tell_launch

log = logging.getLogger(__name__)


class JobInThread(ABC):
    """A job of which a thread of this process holds the lock until it is over."""

    def __init__(self, folder: JobFolder) -> None:
        self._folder = folder
        self._code: int | None = None

    @abstractmethod
    def work(self, events: JobLog) -> None:
        """Have the work done, up to the job's outcome.

        Args:
            events: of the job; closed afterwards.

        Raises:
            Exception: whatever interrupts the job.
        """

    @abstractmethod
    def explain(self, error: Exception) -> Interruption:
        """Return in words why `work` raised an error."""

    def start(self) -> None:
        """Start the thread.

        Raises:
            WorkerBusyError: a process works on this job already.
            JobConfigError: the folder holds no job.
            OSError: nothing can be started.
        """
        self._folder.read_config()
        lock = WorkerLock.acquire(self._folder.lock)
        try:
            tell_launch(self._folder)
            self._folder.resume.unlink(missing_ok=True)
            # In the context of the caller: ZeroGPU finds there the visitor whose time a call takes.
            # A bare thread has none, and its calls would count as those of nobody. A job that the
            # keeper starts later has no visitor either.
            run = contextvars.copy_context().run
            threading.Thread(target=run, args=(self._run, lock), name="job", daemon=True).start()
        except RuntimeError as error:  # no more threads
            _release(lock)
            raise OSError("No thread can be started.") from error
        except BaseException:
            _release(lock)
            raise

    def poll(self) -> int | None:
        """Return 0 for an end with an outcome, 3 for an interruption, None while it runs."""
        return self._code

    def terminate(self) -> None:
        """Count as interrupted: what has been brought so far is kept, the thread ends with the app.

        It would not end sooner, as it waits for a machine elsewhere.
        """
        self._code = 3

    def _run(self, lock: WorkerLock) -> None:
        code = 3
        try:
            events = JobLog(self._folder.events)
            try:
                self.work(events)
                code = 0
            except Exception as error:  # noqa: BLE001 - told by `tell_interruption`
                # Not its message: that may name the folder, and with it the job's secret id.
                log.error("A job was interrupted (%s)", type(error).__name__)
                why = local_end(error) or self.explain(error)
                tell_interruption(self._folder, events, why)
            finally:
                events.close()
        finally:
            _release(lock)
            self._code = code


def _release(lock: WorkerLock) -> None:
    """Let go of the lock, also for processes that were forked meanwhile and share the open file."""
    import fcntl  # not on Windows

    fcntl.flock(lock.descriptor, fcntl.LOCK_UN)
    lock.close()
