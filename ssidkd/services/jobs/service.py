"""Takes jobs, lets one at a time run, and says where each is."""

import logging
import math
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ssidkd.core.durable import is_disk_full
from ssidkd.learning.finetune.config import JobConfigError
from ssidkd.learning.finetune.events import Reading, read_events
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.lock import WorkerBusyError, WorkerLock
from ssidkd.learning.finetune.pause import ask_for_pause
from ssidkd.services.jobs.expiry import Expiry, remove_job
from ssidkd.services.jobs.ids import find_job
from ssidkd.services.jobs.interruption import tell_if_killed
from ssidkd.services.jobs.limits import JobLimits, JobRefusedError
from ssidkd.services.jobs.roster import all_jobs, job_of_request, open_jobs_of, queued_jobs
from ssidkd.services.jobs.runner import Runner, Running, end_all
from ssidkd.services.jobs.states import JobState, derive_state
from ssidkd.services.jobs.status import JobStatus, job_status
from ssidkd.services.jobs.submission import JobRequest, admit_job, discard_job, prepare_job

log = logging.getLogger(__name__)

_SERVER_LOCK = "server.lock"
TRY_AGAIN_AFTER = 60.0
"""When a full disk kept a job from being started [s]."""


class JobService:
    """The jobs of one folder. Threads may share it; a second process may not.

    Args:
        root: folder with one sub-folder for each job; made if it is not there.
        runner: does the work.
        limits: how many jobs are taken.
        expiry: when jobs are deleted.
        now: seconds of a steady clock.

    Raises:
        JobRefusedError: another process serves this folder.
    """

    def __init__(
        self,
        root: Path,
        runner: Runner,
        limits: JobLimits | None = None,
        expiry: Expiry | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        root.mkdir(parents=True, exist_ok=True)
        try:
            self._server_lock = WorkerLock.acquire(root / _SERVER_LOCK)
        except WorkerBusyError as error:
            raise JobRefusedError(
                "Another copy of the app already runs jobs in this data folder. Stop it, or set "
                "SSIDKD_DATA_DIR to another folder."
            ) from error
        self._root, self._runner = root, runner
        self._limits = limits or JobLimits()
        self.expiry = expiry or Expiry()
        """Says how long a job is kept, which a visitor is told beforehand."""
        self._lock = threading.RLock()
        self._now = now
        self._running: list[tuple[JobFolder, Running]] = []
        self._failed: dict[str, float] = {}  # until when a job is passed over
        self._preparing = 0
        self._is_parked = False
        self._elsewhere: set[str] = set()  # ids alone: a runner may hold a token

    def submit(self, request: JobRequest, elsewhere: Runner | None = None) -> str:
        """Take a job, which starts when its turn comes, and return its id.

        The id is all it takes to see and to stop the job. The same request key of the same visitor
        gives the same job again.

        Args:
            request: of the visitor.
            elsewhere: does this job on another machine, at once and besides the queue.

        Raises:
            JobRefusedError: the queue is full, or the visitor has as many jobs as one may have.
            JobConfigError: a field of the request cannot be used.
            OSError: such as for a full disk; nothing is left behind.
        """
        with self._lock:
            earlier = self._earlier_or_room(request)
            if earlier is not None:
                return earlier
            self._preparing += 1
        try:
            # Without the lock: many photos take their time, and others ask where their job is.
            prepared = prepare_job(self._root, request)
        except BaseException:
            with self._lock:
                self._preparing -= 1
            raise
        with self._lock:
            self._preparing -= 1
            try:
                earlier = self._earlier_or_room(request)
                job_id = earlier or admit_job(self._root, prepared)
            finally:
                discard_job(prepared)  # where it has not become the job
            if earlier is None and elsewhere is not None:
                self._elsewhere.add(job_id)
                self._start(find_job(self._root, job_id), elsewhere)
            self.advance()
            return job_id

    def _earlier_or_room(self, request: JobRequest) -> str | None:
        """Return the job that this request has made already; else check that it may make one."""
        earlier = job_of_request(self._root, request.visitor, request.key)
        if earlier is None:
            self._check_room(request)
        return earlier

    def status(self, job_id: str) -> JobStatus:
        """Return where a job is.

        Raises:
            JobNotFoundError: there is no such job.
        """
        folder = find_job(self._root, job_id)
        with self._lock:
            self.advance()
            queue = [queued.root.name for queued in self._queue()]
        return job_status(folder, queue.index(job_id) if job_id in queue else None)

    def events(self, job_id: str, offset: int = 0) -> Reading:
        """Return a job's events from an offset on, see `read_events`.

        Raises:
            JobNotFoundError: there is no such job.
        """
        return read_events(find_job(self._root, job_id).events, offset)

    def folder(self, job_id: str) -> JobFolder:
        """Return where a job's files are, to be read.

        Raises:
            JobNotFoundError: there is no such job.
        """
        return find_job(self._root, job_id)

    def folders(self) -> list[JobFolder]:
        """Return the folders of all jobs, in no order."""
        return list(all_jobs(self._root))

    @contextmanager
    def standstill(self) -> Iterator[None]:
        """Start and delete no job while the block runs, so that one that is idle stays idle."""
        with self._lock:
            yield

    def stop(self, job_id: str) -> None:
        """Ask a job to stop and keep the best so far; after its end this changes nothing.

        Raises:
            JobNotFoundError: there is no such job.
        """
        folder = find_job(self._root, job_id)
        with self._lock:
            state = derive_state(folder)
            if not state.is_final and state is not JobState.INTERRUPTED:
                folder.stop.touch()
                folder.resume.unlink(missing_ok=True)

    def resume(self, job_id: str, elsewhere: Runner | None = None) -> None:
        """Put an interrupted job back into the queue; it goes on from its last checkpoint.

        Raises:
            JobNotFoundError: there is no such job.
            JobRefusedError: it is not interrupted, or the queue is full.
        """
        folder = find_job(self._root, job_id)
        with self._lock:
            if derive_state(folder) is not JobState.INTERRUPTED:
                raise JobRefusedError("Only an interrupted job can be resumed.")
            self._check_queue()
            folder.stop.unlink(missing_ok=True)
            folder.resume.touch()
            self._failed.pop(job_id, None)
            self._elsewhere.discard(job_id)
            if elsewhere is not None:
                self._elsewhere.add(job_id)
                self._start(folder, elsewhere)
            self.advance()

    def delete(self, job_id: str) -> None:
        """Delete a job at once, with the visitor's photos in it.

        Raises:
            JobNotFoundError: there is no such job.
            JobRefusedError: it runs or waits.
        """
        folder = find_job(self._root, job_id)
        with self._lock:
            state = derive_state(folder)
            if state.is_live or state is JobState.QUEUED:
                raise JobRefusedError("This job is not over. Stop it first, then delete it.")
            remove_job(folder)

    def advance(self) -> None:
        """Start the next job if none runs; to be called every second or so.

        A job whose work cannot be started is passed over: for a minute where the disk was full,
        else until it is resumed or the app restarts.
        """
        with self._lock:
            self._collect()
            here = [one for one in all_jobs(self._root) if one.root.name not in self._elsewhere]
            if self._is_parked or any(derive_state(folder).is_live for folder in here):
                return
            for folder in self._queue():
                if self._start(folder):
                    return

    def pause(self) -> None:
        """Ask running jobs to wait for the next seconds; not those that are to stop."""
        for folder in all_jobs(self._root):
            if derive_state(folder) is JobState.RUNNING:
                with suppress(OSError):  # on a full disk visitors share the machine with the job
                    ask_for_pause(folder.pause)

    def expire(self) -> None:
        """Delete the jobs whose time is over; to be called every minute or so."""
        with self._lock:
            if not self._preparing:
                self.expiry.sweep(self._root)

    def park(self, seconds: float) -> None:
        """Start nothing more, and have running jobs save, so that they can be resumed later.

        Args:
            seconds: how long to wait at most until they have [s].
        """
        with self._lock:
            self._is_parked = True
            running = [one for _, one in self._running if one.poll() is None]
        end_all(running, seconds)

    def close(self) -> None:
        """Let another process serve the folder. Running jobs go on until this process ends."""
        self._server_lock.close()

    def _start(self, folder: JobFolder, elsewhere: Runner | None = None) -> bool:
        """Start the work of a job; False, and it is passed over from now on, if that fails."""
        try:
            self._running.append((folder, (elsewhere or self._runner).start(folder)))
        except (OSError, WorkerBusyError, JobConfigError) as error:
            # Not its message: that may name the folder, and with it the job's secret id.
            log.error("A job cannot be started (%s)", type(error).__name__)
            wait = TRY_AGAIN_AFTER if is_disk_full(error) else math.inf
            self._failed[folder.root.name] = self._now() + wait
            return False
        return True

    def _collect(self) -> None:
        """Forget the work that is over, and tell of work that the system ended."""
        ended = [(folder, running.poll()) for folder, running in self._running]
        self._running = [
            one for one, (_, code) in zip(self._running, ended, strict=True) if code is None
        ]
        for folder, code in ended:
            tell_if_killed(folder, code)

    def _queue(self) -> list[JobFolder]:
        """Return the jobs that may start, in the order they came."""
        now = self._now()
        queued = queued_jobs(self._root)
        return [one for one in queued if self._failed.get(one.root.name, -math.inf) <= now]

    def _check_room(self, request: JobRequest) -> None:
        self._check_queue()
        if shutil.disk_usage(self._root).free < self._limits.least_free_bytes:
            raise JobRefusedError("This server's disk is nearly full. Try again later.")
        count = open_jobs_of(self._root, request.visitor)
        if count >= self._limits.per_visitor:
            raise JobRefusedError(
                f"You have {count} jobs that are not over, and one visitor may have "
                f"{self._limits.per_visitor}. Wait for one, or stop it."
            )

    def _check_queue(self) -> None:
        waiting = len(self._queue())
        if waiting >= self._limits.waiting:
            raise JobRefusedError(
                f"{waiting} jobs are waiting already, and no more than {self._limits.waiting} may. "
                f"Try again when one is over."
            )
