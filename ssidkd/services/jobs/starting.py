"""Starts the finetuning of this machine, or finds that it has none."""

import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ssidkd.learning.finetune.efforts import EFFORTS
from ssidkd.services.jobs.keeper import JobKeeper
from ssidkd.services.jobs.limits import JobRefusedError
from ssidkd.services.jobs.runner import ChildRunner, Runner
from ssidkd.services.jobs.service import JobService
from ssidkd.services.jobs.slices import SLICE_SECONDS
from ssidkd.services.jobs.slices_runner import SliceRunner
from ssidkd.services.jobs.speed import JobSpeed, expected_seconds
from ssidkd.services.jobs.start_weights import bundled_starts
from ssidkd.services.settings import Settings, SettingsError
from ssidkd.services.zero_gpu.host import lease_of_host

JOBS_FOLDER = "jobs"
"""Inside the data folder."""
SPEED_FILE = "finetuning-speed.json"
MOST_THREADS = 8

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Finetuning:
    """What a page needs to offer finetuning."""

    jobs: JobService
    threads: int
    """For each job."""
    speed: JobSpeed | None = None
    """Of this machine; None where it cannot be tried."""
    starts: Mapping[str, Path] = field(default_factory=dict)
    """Bundled students that a job can start from, by variant."""

    def expected_minutes(self, effort: str, photos: int) -> float | None:
        """Estimate how long a job takes [min]; None while this machine is being tried.

        Args:
            effort: a name of `EFFORTS`.
            photos: how many.
        """
        speed = self.speed.get() if self.speed else None
        if speed is None:
            return None
        return expected_seconds(speed, EFFORTS[effort], photos) / 60


def choose_runner(settings: Settings, assets: Path, device: str) -> Runner:
    """Return what does the work of the jobs, see docs/runners.md.

    Args:
        settings: of this machine.
        assets: the project's assets folder.
        device: where child processes run; a slice finds out when it has its GPU.
    """
    if settings.runner == "slices":
        return SliceRunner(assets, lease=lease_of_host(SLICE_SECONDS), device=settings.device)
    return ChildRunner(assets=assets, device=device)


def start_finetuning(
    settings: Settings, assets: Path, student: Path, device: str, is_busy: Callable[[], bool]
) -> Finetuning | None:
    """Serve the jobs of the data folder; None where that cannot be written to.

    Args:
        settings: of this machine.
        assets: the project's assets folder.
        student: weights of a student, to try how fast this machine is.
        device: where jobs run.
        is_busy: whether a visitor waits for a network, see `JobKeeper`.

    Raises:
        SettingsError: another copy of the app serves this data folder.
    """
    runner = choose_runner(settings, assets, device)
    try:
        jobs = JobService(settings.data_dir / JOBS_FOLDER, runner)
    except JobRefusedError as error:
        raise SettingsError(str(error)) from error
    except (OSError, ImportError) as error:  # a disk without locks, or Windows
        log.warning("There is no finetuning: the data folder cannot be used (%s).", error)
        return None
    JobKeeper(jobs, is_busy).start()
    threads = min(os.cpu_count() or 1, MOST_THREADS)
    speed = None
    if settings.runner == "child":  # a trial is a child process too, and a lent GPU is not for one
        memory = settings.data_dir / SPEED_FILE
        speed = JobSpeed(weights=student, memory=memory, device=device, threads=threads)
    starts = bundled_starts(assets)
    return Finetuning(jobs=jobs, threads=threads, speed=speed, starts=starts)
