"""Where a picture's NIQE comes from, and how much of it is chance.

The score is the distance of a mean: the mean of all blocks' features from the pristine model's
mean, in the metric of the pooled covariance. That distance can be written as a mean over blocks:
with d the difference of the means and P the inverse of the pooled covariance,
d'Pd / sqrt(d'Pd) = mean of (f_b - pristine)'Pd / sqrt(d'Pd). `block_shares` are these terms. How
far a block itself lies from the model is another number, `ssidkd.core.metrics.block_distances`:
single blocks vary, so each of them is further away than their mean.
"""

import math
from dataclasses import dataclass

import numpy as np

from ssidkd.core.metrics.gaussian import Array
from ssidkd.core.metrics.niqe import NiqeResult
from ssidkd.core.metrics.pristine import PristineModel, bundled_pristine_model

MOST_GROUPS = 64
"""Groups of blocks that are left out in turn: more would only take longer."""
FEWEST_GROUPS = 6
"""With fewer the spread of the left-out scores says nothing."""


@dataclass(frozen=True, kw_only=True, eq=False)
class _Sums:
    """Features of blocks relative to the pristine mean, summed; leaving blocks out subtracts."""

    blocks: Array
    """(36,) how many blocks have each feature."""
    total: Array
    """(36,)"""
    measured: float
    """How many blocks have all of them."""
    measured_total: Array
    """(36,)"""
    products: Array
    """(36, 36)"""

    def without(self, other: "_Sums") -> "_Sums":
        return _Sums(
            blocks=self.blocks - other.blocks,
            total=self.total - other.total,
            measured=self.measured - other.measured,
            measured_total=self.measured_total - other.measured_total,
            products=self.products - other.products,
        )


def block_shares(result: NiqeResult, model: PristineModel | None = None) -> Array:
    """Return (rows, columns): what each block adds to the score; their mean is the score.

    Negative where a block pulls the picture towards the pristine model. A flat block counts with
    the features it has. NaN everywhere if the picture has no score, 0 everywhere if it is 0.
    """
    model = model or bundled_pristine_model()
    grid = result.block_features.shape[:2]
    if result.value is None:
        return np.full(grid, np.nan)
    features = _relative(result, model)
    sums = _sums(features)
    mean = sums.total / sums.blocks
    direction = _pseudo_inverse(_pooled(sums, model)) @ mean
    score = math.sqrt(max(float(mean @ direction), 0.0))
    if score == 0.0:
        return np.zeros(grid)
    weights = len(features) / sums.blocks * direction / score
    shares: Array = (np.nan_to_num(features) @ weights).reshape(grid)
    return shares


def left_out_scores(result: NiqeResult, model: PristineModel | None = None) -> Array | None:
    """Return (G,): the picture's NIQE when each of G groups of blocks is left out in turn.

    Groups are runs of neighbouring blocks, row by row, at most `MOST_GROUPS`; pictures of one size
    have the same groups. None where a picture has fewer than `FEWEST_GROUPS` blocks, or has no
    score without one of the groups.
    """
    model = model or bundled_pristine_model()
    count = min(result.blocks, MOST_GROUPS)
    if result.value is None or count < FEWEST_GROUPS:
        return None
    features = _relative(result, model)
    whole = _sums(features)
    group_of = np.arange(len(features)) * count // len(features)
    rests = [whole.without(_sums(features[group_of == group])) for group in range(count)]
    if min(min(rest.measured, rest.blocks.min()) for rest in rests) < 2:
        return None
    means = np.stack([rest.total / rest.blocks for rest in rests])
    inverses = _pseudo_inverse(np.stack([_pooled(rest, model) for rest in rests]))
    squared = np.einsum("gi,gij,gj->g", means, inverses, means)
    return np.sqrt(squared) if np.all(squared >= 0) else None


def jackknife_error(scores: Array) -> float:
    """Return the standard error of a value from what it is (G,) with each group left out.

    Tukey's jackknife, sqrt((G - 1) / G * sum of (s - mean)^2). Give it the difference of two
    pictures' left-out scores, and it is the error of the difference: both lose the same blocks.
    """
    count = len(scores)
    squares = float(((scores - scores.mean()) ** 2).sum())
    return float(np.sqrt((count - 1) / count * squares))


def feature_deviations(result: NiqeResult, model: PristineModel | None = None) -> Array:
    """Return (36,): how far the picture's mean feature is from the pristine mean.

    In standard deviations of single pristine blocks; NaN for a feature that no block has.
    """
    model = model or bundled_pristine_model()
    sums = _sums(_relative(result, model))
    with np.errstate(invalid="ignore"):
        deviations: Array = sums.total / sums.blocks / np.sqrt(np.diag(model.covariance))
    return deviations


def _relative(result: NiqeResult, model: PristineModel) -> Array:
    """Return (N, 36): features of all blocks minus the pristine mean."""
    return result.block_features.reshape(-1, len(model.mean)) - model.mean


def _sums(features: Array) -> _Sums:
    measured = features[np.isfinite(features).all(axis=1)]
    return _Sums(
        blocks=np.isfinite(features).sum(axis=0).astype(np.float64),
        total=np.nansum(features, axis=0),
        measured=float(len(measured)),
        measured_total=measured.sum(axis=0),
        products=measured.T @ measured,
    )


def _pooled(sums: _Sums, model: PristineModel) -> Array:
    """Return the mean of the model's covariance and of that of the measured blocks."""
    mean = sums.measured_total / sums.measured
    own = (sums.products - sums.measured * np.outer(mean, mean)) / (sums.measured - 1)
    pooled: Array = (model.covariance + own) / 2
    return pooled


def _pseudo_inverse(matrices: Array) -> Array:
    """Return the Moore-Penrose inverses (..., 36, 36) with the tolerance that the score has."""
    tolerance = matrices.shape[-1] * np.finfo(np.float64).eps
    inverses = np.linalg.pinv(matrices, rcond=tolerance, hermitian=True)
    return inverses.astype(np.float64, copy=False)
