"""How far a run is, and what follows from it: step size, crop side and batch size."""

import math
from dataclasses import dataclass

from ssidkd.learning.config import TrainingConfig

LONGEST_WARMUP = 0.2
"""Largest share of a run that warm-up may take: a short budget should see the full rate too."""
_LAST_COSINE = 0.01


@dataclass(frozen=True, kw_only=True)
class Budget:
    """What a run may use: a number of steps or, where given, minutes of wall-clock time."""

    steps: int
    """Steps of the whole run."""
    minutes: float | None = None
    """Minutes of the whole run, earlier sessions counted in; takes the place of steps."""

    def progress(self, step: int, elapsed_seconds: float) -> float:
        """Return how much of the run is over, 0 to 1."""
        if self.minutes is None:
            return min(step / self.steps, 1.0)
        return min(elapsed_seconds / (60 * self.minutes), 1.0)

    def is_over(self, step: int, elapsed_seconds: float) -> bool:
        """Return whether no further step fits."""
        return self.progress(step, elapsed_seconds) >= 1.0


def learning_rate(
    config: TrainingConfig, progress: float, *, steps_since_fresh: int, progress_since_fresh: float
) -> float:
    """Return the step size: linear warm-up times the schedule.

    Args:
        config: the run.
        progress: 0 to 1, of the whole run.
        steps_since_fresh: steps taken since the optimiser was fresh; a restart warms up again.
        progress_since_fresh: what of the run is over since then.
    """
    warm = max(
        (steps_since_fresh + 1) / max(config.warmup_steps, 1),
        progress_since_fresh / LONGEST_WARMUP,
    )
    return config.learning_rate * min(warm, 1.0) * _fall(config, progress)


def _fall(config: TrainingConfig, progress: float) -> float:
    """Return what is left of the highest step size."""
    if config.schedule == "constant":
        return 1.0
    if config.schedule == "milestones":
        return config.decay ** sum(progress >= milestone for milestone in config.milestones)
    return _LAST_COSINE + (1 - _LAST_COSINE) * 0.5 * (1 + math.cos(math.pi * progress))


def crop_and_batch(config: TrainingConfig, progress: float) -> tuple[int, int]:
    """Return crop side [px] and batch size at this point of the run."""
    current = (config.crop, config.batch_size)
    for start, crop, batch_size in config.crop_growth:
        if progress >= start:
            current = (crop, batch_size)
    return current
