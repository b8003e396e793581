"""NIQE once more, written down step by step with NumPy alone: what the fast one is held against.

It shares no code with `ssidkd.core.metrics` but the pristine model, and is several times slower.
The benchmark states the ratio; a test compares the values.
"""

import math

import numpy as np
from numpy.typing import NDArray

from ssidkd.core.metrics import PristineModel

Array = NDArray[np.float64]

_BLOCK = 96
_SHAPES = np.arange(200, 10001) / 1000
_SHIFTS = ((0, 1), (1, 0), (1, 1), (1, -1))


def plain_niqe(pixels: NDArray[np.uint8], model: PristineModel) -> float:
    """Return the NIQE of (H, W, 3) uint8, NaN where there is none."""
    gray = np.floor(
        pixels @ np.array([0.298936021293775, 0.587043074451121, 0.114020904255103]) + 0.5
    )
    rows, columns = gray.shape[0] // _BLOCK, gray.shape[1] // _BLOCK
    gray = gray[: rows * _BLOCK, : columns * _BLOCK]
    ratios = _grid_ratios()
    scales = [
        _scale_features(gray, _BLOCK, ratios),
        _scale_features(_half_size(gray), _BLOCK // 2, ratios),
    ]
    features = np.concatenate(scales, axis=1)
    valid = features[~np.isnan(features).any(axis=1)]
    if len(valid) < 2:
        return math.nan
    difference = np.nanmean(features, axis=0) - model.mean
    pooled = (np.cov(valid.T) + model.covariance) / 2
    return math.sqrt(difference @ np.linalg.pinv(pooled) @ difference)


def _half_size(gray: Array) -> Array:
    taps = np.array([-3, -9, 29, 111, 111, 29, -9, -3]) / 256
    padded = np.pad(gray, 3, mode="symmetric")
    rows = sum(t * padded[i : i + gray.shape[0] : 2] for i, t in enumerate(taps))
    half: Array = sum(t * rows[:, i : i + gray.shape[1] : 2] for i, t in enumerate(taps))
    return half


def _window_mean(picture: Array) -> Array:
    """Return the 7 x 7 Gaussian mean, all 49 weights one by one."""
    offsets = np.arange(7) - 3
    weights = np.exp(-(offsets[:, None] ** 2 + offsets**2) / (2 * (7 / 6) ** 2))
    weights /= weights.sum()
    padded = np.pad(picture, 3, mode="edge")
    height, width = picture.shape
    mean = np.zeros_like(picture)
    for (i, j), weight in np.ndenumerate(weights):
        mean += weight * padded[i : i + height, j : j + width]
    return mean


def _scale_features(picture: Array, side: int, ratios: Array) -> Array:
    mean = _window_mean(picture)
    difference = picture - mean
    difference[np.abs(difference) < 1e-11] = 0
    normalised = difference / (np.sqrt(np.abs(_window_mean(picture**2) - mean**2)) + 1)
    return np.array(
        [
            _features(normalised[top : top + side, left : left + side], ratios)
            for top in range(0, picture.shape[0], side)
            for left in range(0, picture.shape[1], side)
        ]
    )


def _features(block: Array, ratios: Array) -> list[float]:
    shape, left, right = _fit(block, ratios)
    features = [shape, (left + right) / 2]
    for shift in _SHIFTS:
        shape, left, right = _fit(block * np.roll(block, shift, axis=(0, 1)), ratios)
        mean = (right - left) * math.gamma(2 / shape) / math.gamma(1 / shape)
        features += [shape, mean, left, right]
    return features


def _fit(values: Array, ratios: Array) -> tuple[float, float, float]:
    """Return shape, left and right scale of an asymmetric generalised Gaussian."""
    left = _root_mean_square(values[values < 0])
    right = _root_mean_square(values[values > 0])
    if math.isnan(left) or math.isnan(right):
        return float(_SHAPES[0]), left, right
    balance = left / right
    ratio = np.abs(values).mean() ** 2 / (values**2).mean()
    ratio *= (balance**3 + 1) * (balance + 1) / (balance**2 + 1) ** 2
    shape = float(_SHAPES[np.argmin((ratios - ratio) ** 2)])
    scale = math.sqrt(math.gamma(1 / shape) / math.gamma(3 / shape))
    return shape, left * scale, right * scale


def _root_mean_square(values: Array) -> float:
    return math.sqrt((values**2).mean()) if values.size else math.nan


def _grid_ratios() -> Array:
    first, second, third = (np.array([math.gamma(k / a) for a in _SHAPES]) for k in (1, 2, 3))
    ratios: Array = second**2 / (first * third)
    return ratios
