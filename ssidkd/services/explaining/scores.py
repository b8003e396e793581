"""NIQE of a comparison's pictures: where on the picture it comes from, and how sure it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from ssidkd.core.metrics import NiqeResult, PristineModel, block_distances, niqe
from ssidkd.core.metrics.gaussian import Array
from ssidkd.core.metrics.niqe_map import (
    block_shares,
    feature_deviations,
    jackknife_error,
    left_out_scores,
)
from ssidkd.services.comparing import PaneName
from ssidkd.services.comparison import Comparison
from ssidkd.services.explaining.pictures import names

TWO_ERRORS = 2.0
"""An interval of this many standard errors to both sides holds the value about 19 times in 20."""


@dataclass(frozen=True, kw_only=True, eq=False)
class ScoreMap:
    """One picture's NIQE, block by block."""

    value: float | None
    reason: str | None
    """Why there is no value, as a sentence."""
    error: float | None
    """Standard error of the value; None where it cannot be measured."""
    distances: Array
    """(rows, columns) of each block to the pristine model; NaN where flat."""
    shares: Array
    """(rows, columns) that each block adds; their mean is the value."""
    deviations: Array
    """(36,) of the mean features, in pristine standard deviations; NaN without blocks."""


@dataclass(frozen=True, kw_only=True)
class ScoreDifference:
    """How two pictures' NIQE differ."""

    first: PaneName
    second: PaneName
    value: float
    """First minus second."""
    error: float | None
    """Standard error of the difference; None where it cannot be measured."""

    @property
    def is_clear(self) -> bool:
        """Whether the difference is larger than two of its standard errors."""
        return self.error is not None and abs(self.value) > TWO_ERRORS * self.error


@dataclass(frozen=True, kw_only=True)
class Scores:
    """All pictures' scores and how they differ."""

    maps: Mapping[PaneName, ScoreMap]
    differences: tuple[ScoreDifference, ...]


def explain_scores(comparison: Comparison, model: PristineModel | None = None) -> Scores:
    """Score every picture, block by block; the bundled model by default."""
    maps: dict[PaneName, ScoreMap] = {}
    left_out: dict[PaneName, Array | None] = {}
    for name in names(comparison):
        result = niqe(comparison.panes[name].pixels, model)
        left_out[name] = left_out_scores(result, model)
        maps[name] = _score_map(result, left_out[name], model)
    pairs = [
        (first, second)
        for index, second in enumerate(maps)
        for first in [*maps][index + 1 :]
        if second in ("input", "teacher")
    ]
    differences = (_difference(first, second, maps, left_out) for first, second in pairs)
    return Scores(maps=maps, differences=tuple(each for each in differences if each is not None))


def _score_map(result: NiqeResult, left_out: Array | None, model: PristineModel | None) -> ScoreMap:
    return ScoreMap(
        value=result.value,
        reason=result.reason,
        error=None if left_out is None else jackknife_error(left_out),
        distances=block_distances(result, model),
        shares=block_shares(result, model),
        deviations=feature_deviations(result, model),
    )


def _difference(
    first: PaneName,
    second: PaneName,
    maps: Mapping[PaneName, ScoreMap],
    left_out: Mapping[PaneName, Array | None],
) -> ScoreDifference | None:
    values = maps[first].value, maps[second].value
    if values[0] is None or values[1] is None:
        return None
    scores = left_out[first], left_out[second]
    known = scores[0] is not None and scores[1] is not None
    error = jackknife_error(scores[0] - scores[1]) if known else None  # type: ignore[operator]
    return ScoreDifference(first=first, second=second, value=values[0] - values[1], error=error)
