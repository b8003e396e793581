"""Runs a job in a child process: the page stays quick, and a crash spares the app."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ssidkd.learning.finetune.events import JobLog
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.lock import WorkerLock
from ssidkd.services.child_environment import without_secrets

WORKER_LOG = "worker.log"
"""File of a job's folder with what the worker said; for the owner of the machine."""
_THREADS = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")


class Running(Protocol):
    """A job that a runner has started."""

    def poll(self) -> int | None:
        """Return the exit code, or None while it runs."""
        ...

    def terminate(self) -> None:
        """Ask it to save and to end without an outcome, so that it can be resumed."""
        ...


def end_all(running: Sequence[Running], seconds: float) -> None:
    """Ask all to save and to end, and wait until they have, at most so long [s]."""
    for one in running:
        one.terminate()
    until = time.monotonic() + seconds
    while any(one.poll() is None for one in running) and time.monotonic() < until:
        time.sleep(0.05)


class Runner(Protocol):
    """Starts the work of jobs; when it is over, the job's folder says how it ended."""

    def start(self, folder: JobFolder) -> Running:
        """Start, without waiting.

        Raises:
            WorkerBusyError: a process works on this job already.
            OSError: nothing can be started.
        """
        ...


@dataclass(frozen=True, kw_only=True)
class ChildRunner:
    """Starts each job in a child process that ends with this one and is polite to it."""

    assets: Path
    """The project's assets folder."""
    device: str = "auto"
    """Where the jobs run."""
    nice: int = 10
    """Added to the child's priority number: visitors who derain come first."""
    command: Sequence[str] = (sys.executable, "-m", "ssidkd.learning.finetune")
    """What is started; the folder and options come after it."""

    def start(self, folder: JobFolder) -> subprocess.Popen[bytes]:
        """Start the work of a job, see `Runner.start`."""
        config = folder.read_config()
        lock = WorkerLock.acquire(folder.lock)
        try:
            # Under the lock, and before the child is there: no one ever sees a job that has begun,
            # lives and has no lock.
            tell_launch(folder)
            folder.resume.unlink(missing_ok=True)
            with (folder.root / WORKER_LOG).open("ab") as said:
                return subprocess.Popen(
                    [*self.command, str(folder.root), *self._options(lock)],
                    stdin=subprocess.DEVNULL,
                    stdout=said,
                    stderr=said,
                    env=worker_environment(config.threads),
                    pass_fds=(lock.descriptor,),
                    start_new_session=True,  # the terminal's Ctrl-C is for the app, which decides
                )
        finally:
            lock.close()  # the child has it now; if there is none, nobody has

    def _options(self, lock: WorkerLock) -> list[str]:
        named = {
            "--device": self.device,
            "--assets": self.assets,
            "--nice": self.nice,
            "--parent": os.getpid(),
            "--lock-fd": lock.descriptor,
        }
        return [str(part) for pair in named.items() for part in pair]


def tell_launch(folder: JobFolder) -> None:
    """Tell that a job's work is started; who calls it holds the lock."""
    log = JobLog(folder.events)
    try:
        log.append("launched")
    finally:
        log.close()


def worker_environment(threads: int) -> dict[str, str]:
    """Return this process's environment for a child with so many threads.

    Our package is found in it, and the owner's secrets are not.
    """
    package = str(Path(__file__).resolve().parents[3])
    paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
    limits = dict.fromkeys(_THREADS, str(threads))
    return {**without_secrets(os.environ), **limits, "PYTHONPATH": os.pathsep.join(paths)}
