"""Means over the pictures of a condition, and differences between two methods."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean, median
from typing import Literal

from training.evaluation.bootstrap import Interval, paired_bootstrap
from training.evaluation.measures import PictureScore

Measure = Literal["finite_psnr_rgb", "niqe", "dark_mean", "sharpness"]


@dataclass(frozen=True, kw_only=True)
class Summary:
    """Means of one method over one condition; None where no picture has a value."""

    method: str
    condition: str
    pictures: int
    psnr_rgb: float | None
    ssim_rgb: float | None
    psnr_y: float | None
    ssim_y: float | None
    niqe: float | None
    niqe_pictures: int
    """How many pictures have a NIQE; the mean is over these."""
    dark_mean: float | None
    sharpness: float | None
    seconds: float | None
    """Median time for one picture, so that the first, slower one does not count."""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """How a second method differs from a first one on the same pictures: second minus first."""

    condition: str
    first: str
    second: str
    psnr_rgb: Interval | None
    """[dB]; over the pictures that neither method gave back identical. None without such."""
    niqe: Interval | None
    dark_mean: Interval | None
    sharpness: Interval | None


def summarise(scores: Sequence[PictureScore]) -> list[Summary]:
    """Return the means of every method and condition, in the order they appear."""
    return [
        _summary(method, condition, group) for (condition, method), group in _groups(scores).items()
    ]


def compare(scores: Sequence[PictureScore], *, seed: int = 0) -> list[Comparison]:
    """Compare every method with every earlier one, condition by condition."""
    groups = _groups(scores)
    conditions = dict.fromkeys(condition for condition, _ in groups)
    return [
        _comparison(condition, groups[condition, first], groups[condition, second], seed)
        for condition in conditions
        for first, second in combinations([m for c, m in groups if c == condition], 2)
    ]


def _groups(scores: Sequence[PictureScore]) -> dict[tuple[str, str], list[PictureScore]]:
    groups: dict[tuple[str, str], list[PictureScore]] = {}
    for score in scores:
        groups.setdefault((score.condition, score.method), []).append(score)
    return groups


def _summary(method: str, condition: str, group: Sequence[PictureScore]) -> Summary:
    seconds = [score.seconds for score in group if score.seconds is not None]
    return Summary(
        method=method,
        condition=condition,
        pictures=len(group),
        psnr_rgb=_mean(score.psnr_rgb for score in group),
        ssim_rgb=_mean(score.ssim_rgb for score in group),
        psnr_y=_mean(score.psnr_y for score in group),
        ssim_y=_mean(score.ssim_y for score in group),
        niqe=_mean(score.niqe for score in group),
        niqe_pictures=sum(score.niqe is not None for score in group),
        dark_mean=_mean(score.dark_mean for score in group),
        sharpness=_mean(score.sharpness for score in group),
        seconds=median(seconds) if seconds else None,
    )


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def _comparison(
    condition: str, first: Sequence[PictureScore], second: Sequence[PictureScore], seed: int
) -> Comparison:
    return Comparison(
        condition=condition,
        first=first[0].method,
        second=second[0].method,
        psnr_rgb=_interval(first, second, "finite_psnr_rgb", seed),
        niqe=_interval(first, second, "niqe", seed),
        dark_mean=_interval(first, second, "dark_mean", seed),
        sharpness=_interval(first, second, "sharpness", seed),
    )


def _interval(
    first: Sequence[PictureScore], second: Sequence[PictureScore], measure: Measure, seed: int
) -> Interval | None:
    """Return the interval over the pictures where both methods have a value."""
    before = {score.picture: getattr(score, measure) for score in first}
    after = {score.picture: getattr(score, measure) for score in second}
    differences = [
        after[name] - value
        for name, value in before.items()
        if value is not None and after.get(name) is not None
    ]
    return paired_bootstrap(differences, seed=seed) if len(differences) > 1 else None
