"""NIQE's 18 features of a block: how its values and the products of neighbours are distributed.

Source: Mittal, Soundararajan, Bovik, "Making a Completely Blind Image Quality Analyzer", 2013.
Shape letters: N blocks, S side of a block [px], M = S * S values, five samples of each block: its
values, and its products with four neighbours.
"""

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ssidkd.core.metrics.gaussian import Array

FEATURES = 18
_SHIFTS = ((0, 1), (1, 0), (1, 1), (1, -1))
_GROUP_VALUES = 1 << 16
"""Values that are looked at together: small enough to stay in a core's cache."""


class AsymmetricFit(NamedTuple):
    """Asymmetric generalised Gaussians, one for each sample; NaN where one side is empty."""

    shape: Array
    """2 is a Gaussian, 1 a Laplacian."""
    mean: Array
    left: Array
    """Scale of the negative side."""
    right: Array
    """Scale of the positive side."""


class _ShapeTable(NamedTuple):
    """What the fit looks up for each shape of the grid 0.2 : 0.001 : 10."""

    shapes: Array
    midpoints: Array
    """Ratios halfway between neighbours: the nearest ratio's index is how many lie below."""
    scales: Array
    means: Array


@lru_cache(maxsize=1)
def _shape_table() -> _ShapeTable:
    shapes = np.arange(200, 10001) / 1000
    first, second, third = (np.array([math.gamma(k / a) for a in shapes]) for k in (1, 2, 3))
    ratios = second**2 / (first * third)  # rises with the shape
    midpoints = (ratios[1:] + ratios[:-1]) / 2
    return _ShapeTable(shapes, midpoints, np.sqrt(first / third), second / first)


def block_moments(blocks: Array) -> Array:
    """Return (N, 5, 5): the moments of the five samples of each of the blocks (N, S, S)."""
    group = max(1, _GROUP_VALUES // blocks[0].size)
    groups = [blocks[first : first + group] for first in range(0, len(blocks), group)]
    return np.concatenate([_group_moments(some) for some in groups])


def block_features(moments: Array) -> Array:
    """Return (N, 18), given moments (N, 5, 5); a flat block has NaN among its features."""
    fit = fit_asymmetric(moments)  # each field (N, 5)
    features = np.empty((len(moments), FEATURES))
    features[:, 0] = fit.shape[:, 0]
    features[:, 1] = (fit.left[:, 0] + fit.right[:, 0]) / 2
    features[:, 2:] = np.stack(fit, axis=2)[:, 1:].reshape(len(moments), -1)
    return features


def _group_moments(blocks: Array) -> Array:
    count, side, _ = blocks.shape
    moments = np.empty((count, 1 + len(_SHIFTS), 5))
    moments[:, 0] = sample_moments(blocks.reshape(count, -1))
    # Neighbours wrap around inside the block: one more row above, one more column on each side.
    taller = np.concatenate((blocks[:, -1:], blocks), axis=1)
    wrapped = np.concatenate((taller[:, :, -1:], taller, taller[:, :, :1]), axis=2)
    for sample, (down, across) in enumerate(_SHIFTS, start=1):
        rows = slice(1 - down, 1 - down + side)
        columns = slice(1 - across, 1 - across + side)
        products = blocks * wrapped[:, rows, columns]
        moments[:, sample] = sample_moments(products.reshape(count, -1))
    return moments


def sample_moments(samples: Array) -> Array:
    """Return (N, 5) for samples (N, M), all that a fit needs.

    Sums of squares and counts of the negative and of the positive values, and the sum of absolute
    values divided by the root of M.
    """
    left = np.minimum(samples, 0.0)
    right = np.maximum(samples, 0.0)
    ones = np.ones(samples.shape[1])
    absolute = np.vecdot(right, ones) - np.vecdot(left, ones)  # faster than sum
    return np.stack(
        (
            np.vecdot(left, left),
            np.vecdot(right, right),
            _count(samples < 0),
            _count(samples > 0),
            absolute / math.sqrt(samples.shape[1]),
        ),
        axis=1,
    )


def fit_asymmetric(moments: Array) -> AsymmetricFit:
    """Fit a distribution to each sample, given its moments (..., 5), by matching them."""
    left_squares, right_squares, left_count, right_count, absolute = np.moveaxis(moments, -1, 0)
    with np.errstate(divide="ignore", invalid="ignore"):  # an empty side divides by zero
        left_deviation = np.sqrt(left_squares / left_count)
        right_deviation = np.sqrt(right_squares / right_count)
        balance = left_deviation / right_deviation
        ratio = absolute**2 / (left_squares + right_squares)
        ratio *= (balance**3 + 1) * (balance + 1) / (balance**2 + 1) ** 2
    table = _shape_table()
    # The MATLAB release takes the first shape where the ratio is no number, and its mean over all
    # blocks counts that shape.
    nearest = np.where(np.isnan(ratio), 0, np.searchsorted(table.midpoints, ratio))
    left = left_deviation * table.scales[nearest]
    right = right_deviation * table.scales[nearest]
    return AsymmetricFit(table.shapes[nearest], (right - left) * table.means[nearest], left, right)


def _count(mask: NDArray[np.bool_]) -> Array:
    """Return how many values of each row (N, M) are true; four times as fast as along an axis."""
    return np.array([np.count_nonzero(row) for row in mask], dtype=np.float64)
