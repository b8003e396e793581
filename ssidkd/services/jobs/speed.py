"""How long a job will take on this machine, from a short trial that is remembered."""

import json
import logging
import math
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ssidkd.core.durable import write_whole
from ssidkd.core.version import VERSION
from ssidkd.learning.finetune.efforts import Effort
from ssidkd.learning.finetune.pictures import (
    FEWEST_TO_HOLD_OUT,
    GUARD_SIDE,
    MEASURED_SIDE,
    MOST_HELD_OUT,
    MOST_WATCHED,
    SHOWN_SIDE,
)
from ssidkd.learning.finetune.trial import Speed
from ssidkd.services.jobs.runner import worker_environment

_GUARD_PICTURES = 4
_SHAPE = 2 / 3
"""Short side of a photo over its long one, as most cameras have it."""
_LONGEST_TRIAL = 300.0

log = logging.getLogger(__name__)


def expected_seconds(speed: Speed, effort: Effort, photos: int) -> float:
    """Estimate the time of a job with so many photos [s]."""
    crops = 2 * effort.batch_size * effort.crop**2
    return (
        speed.start
        + effort.steps * crops * speed.step
        + _measured_pixels(effort, photos) * speed.derain
    )


def _measured_pixels(effort: Effort, photos: int) -> float:
    """Return how many pixels a job derains to measure itself and to show the probe."""
    held = min(photos // 3, MOST_HELD_OUT) if photos >= FEWEST_TO_HOLD_OUT else 0
    watched = min(photos - held, MOST_WATCHED)
    measurements = 1 + math.ceil(effort.steps / effort.measure_every)
    previews = effort.steps // effort.preview_every - effort.steps // math.lcm(
        effort.preview_every, effort.measure_every
    )
    measured = (held + watched) * MEASURED_SIDE**2 + _GUARD_PICTURES * GUARD_SIDE**2
    shown = SHOWN_SIDE**2 * _SHAPE
    return measurements * measured + (measurements + previews) * shown


@dataclass(kw_only=True)
class JobSpeed:
    """Runs the trial once, in a child process, and remembers what it found.

    Args:
        weights: of a student, for the trial.
        memory: file to remember the speed in; one that does not fit is measured again.
        device: where jobs run.
        threads: of each job.
    """

    weights: Path
    memory: Path
    device: str
    threads: int
    command: Sequence[str] = (sys.executable, "-m", "ssidkd.learning.finetune.trial")
    _speed: Speed | None = None
    _thread: threading.Thread | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self) -> Speed | None:
        """Return the speed; None while it is not known, which the first call begins to change."""
        if self._thread is None:
            self._thread = threading.Thread(target=self.measure, name="trial", daemon=True)
            self._thread.start()
        return self._speed

    def measure(self) -> Speed | None:
        """Make the speed known now; None if the trial fails, which the log explains."""
        with self._lock:
            self._speed = self._speed or self._remembered() or self._tried()
            return self._speed

    def _remembered(self) -> Speed | None:
        try:
            content = json.loads(self.memory.read_bytes())
            return Speed(**content["speed"]) if content["of"] == self._of() else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _tried(self) -> Speed | None:
        began = time.monotonic()
        try:
            said = subprocess.run(
                [*self.command, str(self.weights), *self._options()],
                env=worker_environment(self.threads),
                capture_output=True,
                timeout=_LONGEST_TRIAL,
                check=True,
            )
            content = json.loads(said.stdout)
            start = time.monotonic() - began - content.pop("work")
            speed = Speed(**content | {"start": start})
        except (OSError, subprocess.SubprocessError, ValueError, TypeError, KeyError):
            log.exception("the speed of finetuning could not be measured")
            return None
        self._remember(speed)
        return speed

    def _remember(self, speed: Speed) -> None:
        """Keep the speed for the next start, where there is room."""
        content = json.dumps({"of": self._of(), "speed": asdict(speed)})
        try:
            write_whole(self.memory, content.encode())
        except OSError as error:
            log.warning("The speed of finetuning is measured again at the next start (%s).", error)

    def _options(self) -> list[str]:
        ours = ["--nice", "10", "--parent", str(os.getpid())]
        return ["--device", self.device, "--threads", str(self.threads), *ours]

    def _of(self) -> list[str]:
        return [VERSION, self.weights.name, self.device, str(self.threads)]
