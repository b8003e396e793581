"""Chains slices until a job has ended, and keeps what each of them tells in the job's folder."""

import os
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import torch

from ssidkd.learning.finetune.checkpoint import saved_step
from ssidkd.learning.finetune.events import JobLog
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.news import News, merge
from ssidkd.learning.finetune.outcome import read_outcome
from ssidkd.learning.finetune.parcel import pack
from ssidkd.learning.finetune.pause import wait_while_paused
from ssidkd.learning.finetune.work import run_job
from ssidkd.services.jobs.in_thread import JobInThread
from ssidkd.services.jobs.interruption import Interruption
from ssidkd.services.jobs.slices import SLICE_SECONDS, has_wish, run_slice
from ssidkd.services.jobs.slices_lease import SliceTooShortError, lease_end
from ssidkd.services.zero_gpu.host import no_lease

Slice = Callable[..., Iterator[News]]
Lease = Callable[[Slice], Slice]
"""The host's decorator, such as `spaces.GPU(duration=40)`."""

STOP_PATIENCE = 3.0
"""After a wish to stop, how long a slice may take to end by itself [s]."""
_MOST_IDLE_SLICES = 2
"""Slices in a row that end without a step."""


class SliceRunner:
    """Runs each job in a thread of this process, which has the slices done one after the other.

    Args:
        assets: the project's assets folder.
        lease: decorator of the host; called here once, as ZeroGPU looks for decorated functions
            when the app starts.
        seconds: length of a slice, as the decorator was told [s].
        device: where slices run.
        now: clock of the slices, which travels to them.
    """

    def __init__(
        self,
        assets: Path,
        *,
        lease: Lease = no_lease,
        seconds: float = SLICE_SECONDS,
        device: str = "auto",
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._slice = lease(run_slice)
        self._options = {
            "seconds": seconds, "assets": assets, "device": device, "now": now, "home": os.getpid()
        }  # fmt: skip

    def start(self, folder: JobFolder) -> "SlicedJob":
        """Start the work of a job, see `Runner.start`."""
        job = SlicedJob(folder, self._slice, self._options)
        job.start()
        return job


class SlicedJob(JobInThread):
    """A job whose slices follow each other; made by `SliceRunner.start`."""

    def __init__(self, folder: JobFolder, one_slice: Slice, options: dict[str, Any]) -> None:
        super().__init__(folder)
        self._slice, self._options = one_slice, options

    def explain(self, error: Exception) -> Interruption:
        """Return in words why the host gave no more slices."""
        return lease_end(error)

    def work(self, events: JobLog) -> None:
        """Have slices done until the job has ended."""
        folder, idle = self._folder, 0
        while read_outcome(folder) is None:
            wait_while_paused(folder.pause, folder.stop.exists)
            if folder.stop.exists():
                self._keep_best()
                return
            before = saved_step(folder.checkpoint)
            was_asked = self._run_slice(events)
            has_moved = saved_step(folder.checkpoint) != before
            idle = 0 if has_moved or was_asked else idle + 1
            if idle == _MOST_IDLE_SLICES:
                raise SliceTooShortError(
                    "The GPU is lent for too short a time for one step of this job. Choose the "
                    "lite network or a smaller crop."
                )

    def _run_slice(self, events: JobLog) -> bool:
        """Have one slice done; returns whether it ended because it was asked to."""
        running = self._slice(pack(self._folder), wishes=self._folder.root, **self._options)
        stop_since: float | None = None
        was_asked = False
        try:
            for news in running:
                merge(news, self._folder, events)
                was_asked = was_asked or has_wish(self._folder)
                if self._folder.stop.exists():
                    stop_since = stop_since or time.monotonic()
                    if time.monotonic() - stop_since >= STOP_PATIENCE:
                        break
        finally:
            if isinstance(running, Generator):
                running.close()
        return was_asked

    def _keep_best(self) -> None:
        """Write the best so far as the result. No slice is spent on that, it computes nothing."""
        assets, cpu = self._options["assets"], torch.device("cpu")
        run_job(self._folder, assets=assets, device=cpu)
