"""How sure a mean difference is: a paired bootstrap over pictures."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

RESAMPLES = 10_000
CONFIDENCE = 0.95
_AT_ONCE = 1_000  # resamples drawn at a time, so that large sets need little memory


@dataclass(frozen=True, kw_only=True)
class Interval:
    """A mean difference and its percentile interval."""

    mean: float
    low: float
    high: float
    pictures: int
    """How many pictures the mean is over."""

    @property
    def excludes_zero(self) -> bool:
        """Whether the whole interval lies on one side of 0."""
        return self.low > 0 or self.high < 0


def paired_bootstrap(
    differences: Sequence[float], *, seed: int = 0, resamples: int = RESAMPLES
) -> Interval:
    """Return the mean of per-picture differences with its 95 % interval.

    Pictures are drawn with replacement `resamples` times; the interval is that of the means between
    their 2.5 and 97.5 percentiles (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993).

    Args:
        differences: one for each picture, at least two.
        seed: of the draws.
        resamples: how often the pictures are drawn.
    """
    values = np.asarray(differences, np.float64)
    if values.ndim != 1 or len(values) < 2:
        raise ValueError("a bootstrap needs the differences of at least two pictures")
    rng = np.random.default_rng(seed)
    means = np.concatenate(
        [
            values[rng.integers(len(values), size=(count, len(values)))].mean(axis=1)
            for count in _portions(resamples)
        ]
    )
    tail = 100 * (1 - CONFIDENCE) / 2
    low, high = np.percentile(means, [tail, 100 - tail])
    return Interval(
        mean=float(values.mean()), low=float(low), high=float(high), pictures=len(values)
    )


def _portions(total: int) -> list[int]:
    return [min(_AT_ONCE, total - start) for start in range(0, total, _AT_ONCE)]
