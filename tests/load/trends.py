"""How a number changes over time."""

from dataclasses import dataclass
from statistics import fmean, median


@dataclass(frozen=True, kw_only=True)
class Trend:
    """Of one number over the second half of a run."""

    median: float
    slope: float
    """By the least squares [1/s]."""
    growth: float
    """The median of the last quarter of the run less that of the quarter before."""

    @property
    def share_per_hour(self):
        """The slope as a share of the median [1/h]."""
        return self.slope * 3600 / self.median if self.median else 0.0


def trend_of(times, values):
    """Return the trend over the second half of a run; None of fewer than four values in it.

    Args:
        times: of the values, in order [s].
        values: one for each time.
    """
    middle = (times[0] + times[-1]) / 2 if times else 0.0
    second = [(when, value) for when, value in zip(times, values, strict=True) if when >= middle]
    if len(second) < 4:
        return None
    half = len(second) // 2
    early, late = ([value for _, value in part] for part in (second[:half], second[half:]))
    return Trend(
        median=median(value for _, value in second),
        slope=_slope(second),
        growth=median(late) - median(early),
    )


def _slope(points):
    when, what = (fmean(column) for column in zip(*points, strict=True))
    spread = sum((time - when) ** 2 for time, _ in points)
    return sum((time - when) * (value - what) for time, value in points) / spread if spread else 0.0
