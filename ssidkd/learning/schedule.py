"""How far a run is, and what follows from it: step size, crop side and batch size."""

import math
from dataclasses import dataclass

from ssidkd.learning.config import TrainingConfig


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


def learning_rate(config: TrainingConfig, progress: float, steps_since_start: int) -> float:
    """Return the step size: linear warm-up times the schedule.

    Args:
        config: the run.
        progress: 0 to 1, of the whole run.
        steps_since_start: since the optimiser was fresh, so that a restart warms up again.
    """
    warm = min(1.0, (steps_since_start + 1) / max(config.warmup_steps, 1))
    if config.schedule == "constant":
        factor = 1.0
    elif config.schedule == "milestones":
        factor = config.decay ** sum(progress >= milestone for milestone in config.milestones)
    else:
        factor = 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * progress))
    return config.learning_rate * warm * factor


def crop_and_batch(config: TrainingConfig, progress: float) -> tuple[int, int]:
    """Return crop side [px] and batch size at this point of the run."""
    current = (config.crop, config.batch_size)
    for start, crop, batch_size in config.crop_growth:
        if progress >= start:
            current = (crop, batch_size)
    return current
