"""NIQE: how far a picture's statistics are from those of undistorted photos. Lower is better.

Source: Mittal, Soundararajan, Bovik, "Making a Completely Blind Image Quality Analyzer", IEEE
Signal Processing Letters 2013, as in the authors' MATLAB release (Laboratory for Image and Video
Engineering, The University of Texas at Austin), in float64. One thing is added that makes it well
defined: `mscn` takes rounding noise of flat areas for zero. NIQE can be fooled, and a few
hundredths on one picture mean nothing.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ssidkd.core.metrics.features import block_features, block_moments
from ssidkd.core.metrics.gaussian import Array
from ssidkd.core.metrics.mscn import gray_levels, half_size, normalised_bands
from ssidkd.core.metrics.pristine import PristineModel, bundled_pristine_model
from ssidkd.core.picture import Pixels

BLOCK = 96
"""Side of a block [px]; what is left over at the right and at the bottom is not looked at."""


@dataclass(frozen=True, kw_only=True, eq=False)
class NiqeResult:
    """A picture's NIQE, or why it has none."""

    value: float | None
    """Lower is better; None where the picture has no NIQE."""
    reason: str | None
    """Why there is no value, as a sentence for the reader; None where there is one."""
    block_features: Array
    """(rows, columns, 36) of the picture's blocks from the top left; a flat block holds NaN.
    No rows and columns where the picture is too small."""

    @property
    def blocks(self) -> int:
        """How many blocks the picture has."""
        return self.block_features.shape[0] * self.block_features.shape[1]


def niqe(pixels: Pixels, model: PristineModel | None = None) -> NiqeResult:
    """Score a picture.

    Args:
        pixels: (H, W, 3) uint8 sRGB.
        model: what undistorted photos look like; the bundled LIVE model by default.

    Raises:
        ValueError: `pixels` is not (H, W, 3) uint8.
        PristineModelError: the bundled model is missing or was changed.
    """
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] != 3:
        raise ValueError(f"expected (H, W, 3) uint8, not {pixels.shape} {pixels.dtype}")
    height, width = pixels.shape[:2]
    if (height // BLOCK) * (width // BLOCK) < 2:
        nothing = np.empty((0, 0, 36))
        return NiqeResult(value=None, reason=_too_small(height, width), block_features=nothing)
    features = _picture_features(pixels)
    measured = features[_textured(features)]
    value = None
    if len(measured) >= 2:
        value = _distance(features, measured, model or bundled_pristine_model())
    reason = _too_flat(len(measured), features) if value is None else None
    return NiqeResult(value=value, reason=reason, block_features=features)


def block_distances(result: NiqeResult, model: PristineModel | None = None) -> Array:
    """Return (rows, columns): each block's Mahalanobis distance to the pristine model.

    NaN where a block is flat. Only the model's own covariance is used, so that the maps of several
    pictures share one scale; the score itself also uses the picture's.
    """
    model = model or bundled_pristine_model()
    difference = result.block_features - model.mean
    inverse = _pseudo_inverse(model.covariance)
    squared = np.einsum("rci,ij,rcj->rc", difference, inverse, difference)
    distances: Array = np.sqrt(np.maximum(squared, 0.0))
    return distances


def _picture_features(pixels: Pixels) -> Array:
    """Return (rows, columns, 36): 18 features at full, then 18 at half size."""
    rows, columns = pixels.shape[0] // BLOCK, pixels.shape[1] // BLOCK
    gray = gray_levels(pixels[: rows * BLOCK, : columns * BLOCK], BLOCK)
    full = _scale_features(gray, BLOCK)
    half = _scale_features(half_size(gray, BLOCK), BLOCK // 2)
    return np.concatenate((full, half), axis=1).reshape(rows, columns, -1)


def _scale_features(picture: Pixels | Array, side: int) -> Array:
    """Return (N, 18) of the blocks of one scale, row by row."""
    moments = []
    for band in normalised_bands(picture, side):
        blocks = band.reshape(side, -1, side).swapaxes(0, 1)  # (N, S, S)
        moments.append(block_moments(np.ascontiguousarray(blocks)))
    return block_features(np.concatenate(moments))


def _textured(features: Array) -> NDArray[np.bool_]:
    """Return (rows, columns): which blocks have all their features."""
    textured: NDArray[np.bool_] = np.all(np.isfinite(features), axis=2)
    return textured


def _distance(features: Array, measured: Array, model: PristineModel) -> float | None:
    """Return the score of a picture with at least two measured blocks (n, 36), if it is finite."""
    # As in the MATLAB release, the mean takes what a flat block has; the covariance does not.
    mean = np.nanmean(features.reshape(-1, features.shape[2]), axis=0)
    pooled = (model.covariance + np.cov(measured, rowvar=False)) / 2
    difference = model.mean - mean
    squared = float(difference @ _pseudo_inverse(pooled) @ difference)
    return float(np.sqrt(squared)) if np.isfinite(squared) and squared >= 0 else None


def _pseudo_inverse(matrix: Array) -> Array:
    """Return the Moore-Penrose inverse with MATLAB's tolerance."""
    tolerance = len(matrix) * np.finfo(np.float64).eps
    inverse: Array = np.linalg.pinv(matrix, rcond=tolerance).astype(np.float64, copy=False)
    return inverse


def _too_small(height: int, width: int) -> str:
    return (
        f"This picture is too small for NIQE: it has {width} x {height} pixels, and NIQE needs "
        f"{2 * BLOCK} x {BLOCK} or {BLOCK} x {2 * BLOCK}: room for two blocks to compare."
    )


def _too_flat(measured: int, features: Array) -> str:
    total = features.shape[0] * features.shape[1]
    return (
        f"This picture is too flat for NIQE: {measured} of its {total} blocks of {BLOCK} x {BLOCK} "
        "pixels have enough texture to measure, and NIQE needs two."
    )
