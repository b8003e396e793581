"""A slice of a job's work, for hosts where only a decorated function has the GPU, for a while.

What holds there (ZeroGPU): the arguments and what is yielded are pickled to and from a forked
process, which keeps nothing between calls and may have no children; a call must yield at least
every second, and ends when its lease does. So a slice takes a job as a value and tells its news.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from ssidkd.core.derainer import choose_device
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.news import News
from ssidkd.learning.finetune.parcel import Files, unpack
from ssidkd.learning.finetune.pause import is_pause_asked
from ssidkd.learning.finetune.telling import work_and_tell
from ssidkd.services.zero_gpu.host import settle_after_fork

SLICE_SECONDS = 40.0
"""Stated length of a slice [s]; a visitor without an account has two minutes of GPU a day."""
WORKING_SHARE = 0.8
"""Of a slice is spent on new steps; the rest is for the last step, the checkpoint and its way."""
YIELD_EVERY = 0.5
"""Longest time between two yields of a slice [s]."""


def run_slice(
    job: Files,
    *,
    seconds: float,
    assets: Path,
    device: str,
    wishes: Path,
    now: Callable[[], float] = time.monotonic,
    home: int | None = None,
) -> Iterator[News]:
    """Work on a job for a while.

    Everything this needs is in its arguments, and everything it does is in what it yields.

    Args:
        job: from `pack`.
        seconds: length of the lease [s].
        assets: the project's assets folder.
        device: `auto` takes the GPU of the lease, and the CPU where there is none.
        wishes: the job's folder in the app. Where this process sees the same disk, a wish to stop
            or to pause ends the slice after the step it is at; else the app closes it.
        now: clock of the slice [s].
        home: number of the app's process; in any other one the slice starts no threads that a
            fork has lost.

    Yields:
        what is new, at least every second; sometimes nothing.

    Raises:
        ParcelError: the job is damaged.
        OSError: the temporary folder cannot be written to.
    """
    if home is not None:
        settle_after_fork(home)
    is_over = _TimeUsedUp(seconds * WORKING_SHARE, now)
    asked = JobFolder(wishes)
    with tempfile.TemporaryDirectory(prefix="slice-") as place:
        folder = JobFolder(Path(place))
        unpack(job, folder)
        yield from work_and_tell(
            folder,
            assets=assets,
            device=choose_device(device),
            interrupted=lambda: is_over() or has_wish(asked),
            every=YIELD_EVERY,
        )


def has_wish(folder: JobFolder) -> bool:
    """Return whether a job is to stop, or to pause."""
    return folder.stop.exists() or is_pause_asked(folder.pause)


class _TimeUsedUp:
    def __init__(self, seconds: float, now: Callable[[], float]) -> None:
        self._now = now
        self._until = now() + seconds

    def __call__(self) -> bool:
        return self._now() >= self._until
