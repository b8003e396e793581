"""The command line of a job's work: `python -m training.finetune JOB_FOLDER`.

The page starts the same in a child process, with a lower priority and a lock that it hands over.
"""

import argparse
import logging
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

from ssidkd.core.allocator import keep_freed_memory
from ssidkd.core.assets import assets_folder
from ssidkd.core.derainer import choose_device
from ssidkd.core.priority import give_way
from ssidkd.learning.finetune.config import JobConfigError
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.lock import WorkerBusyError, WorkerLock
from ssidkd.learning.finetune.work import run_job

log = logging.getLogger(__name__)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Returns:
        the exit code: 0 the job has ended and there is a result, 1 it failed and says why, 2 wrong
        usage, 3 it was interrupted and can be resumed by the same command.
    """
    options = _parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    folder = JobFolder(options.job)
    try:
        config = folder.read_config()
        device = choose_device(options.device)
    except (JobConfigError, ValueError) as error:
        log.error("%s", error)
        return 2
    try:
        lock = _lock(folder, options.lock_fd)
    except WorkerBusyError as error:
        log.error("%s", error)
        return 1
    give_way(options.nice)
    keep_freed_memory()
    torch.set_num_threads(config.threads)
    with lock:
        assets = options.assets or assets_folder()
        interrupted = _Interruption(options.parent)
        outcome = run_job(folder, assets=assets, device=device, interrupted=interrupted)
    if outcome is None:
        return 3
    log.info("%s: %s %s", outcome.state, outcome.reason, outcome.detail)
    return 0 if outcome.state != "failed" else 1


class _Interruption:
    """True once a signal asked to end, or the process that started this one is gone."""

    def __init__(self, parent: int | None) -> None:
        self._parent = parent
        self._asked = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)

    def __call__(self) -> bool:
        return self._asked or (self._parent is not None and os.getppid() != self._parent)

    def _ask(self, number: int, _frame: object) -> None:
        self._asked = True
        signal.signal(number, signal.SIG_DFL)  # a second one ends the program at once


def _lock(folder: JobFolder, descriptor: int | None) -> WorkerLock:
    """Take the job's lock, and with it a wish to resume as fulfilled."""
    if descriptor is not None:
        return WorkerLock.adopt(descriptor, folder.lock)
    lock = WorkerLock.acquire(folder.lock)
    folder.resume.unlink(missing_ok=True)
    return lock


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m training.finetune",
        description="Do the work of a finetuning job, or what is left of it.",
    )
    parser.add_argument("job", type=Path, help="folder of the job, with a config.json in it")
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda or mps")
    parser.add_argument("--assets", type=Path, help="assets folder, by default the project's")
    parser.add_argument("--nice", type=int, default=0, help="added to the priority number, 0 to 19")
    parser.add_argument("--parent", type=int, help="end when this process is no longer the parent")
    parser.add_argument("--lock-fd", type=int, help="open file that holds the job's lock")
    return parser
