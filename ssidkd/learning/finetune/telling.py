"""A job's work that tells what it does while it goes on, for workers without the job's folder."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import torch

from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.news import News, NewsGatherer
from ssidkd.learning.finetune.work import run_job


def work_and_tell(
    folder: JobFolder,
    *,
    assets: Path,
    device: torch.device,
    interrupted: Callable[[], bool],
    every: float,
) -> Iterator[News]:
    """Do a job's work in a thread, and yield what is new, however slow a step is.

    Closing the generator interrupts the work and waits for it.

    Args:
        folder: of the worker itself, with what `unpack` wrote.
        assets: the project's assets folder.
        device: where to run.
        interrupted: see `run_job`.
        every: longest time between two yields [s]; there may be nothing new.

    Yields:
        what is new; together everything there is to know.

    Raises:
        OSError: not even the outcome can be written.
    """
    gatherer = NewsGatherer(folder)
    work = _Work(folder, assets, device, interrupted)
    work.start()
    try:
        while True:
            work.join(every)
            is_over = not work.is_alive()  # first: what is new then is all there is
            yield gatherer.gather()
            if is_over:
                break
    finally:
        work.is_given_up.set()
        work.join()
    if work.error is not None:
        raise work.error


class _Work(threading.Thread):
    def __init__(
        self,
        folder: JobFolder,
        assets: Path,
        device: torch.device,
        interrupted: Callable[[], bool],
    ) -> None:
        super().__init__(name="job", daemon=True)
        self.is_given_up = threading.Event()
        self.error: Exception | None = None
        self._folder, self._assets, self._device = folder, assets, device
        self._interrupted = interrupted

    def run(self) -> None:
        threads = torch.get_num_threads()
        try:
            # As in a child process, so that the numbers round alike.
            torch.set_num_threads(self._folder.read_config().threads)
            run_job(
                self._folder,
                assets=self._assets,
                device=self._device,
                interrupted=lambda: self.is_given_up.is_set() or self._interrupted(),
            )
        except Exception as error:  # noqa: BLE001 - raised by who yields
            self.error = error
        finally:
            torch.set_num_threads(threads)  # the process may have other work
