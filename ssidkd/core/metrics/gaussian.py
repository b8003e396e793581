"""Gaussian windows: what the local means of NIQE and SSIM are made with."""

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@lru_cache(maxsize=8)
def gaussian_taps(side: int, sigma: float) -> Array:
    """Return `side` weights of a Gaussian around their middle; they sum to 1 and are read-only."""
    offsets = np.arange(side) - (side - 1) / 2
    taps = np.exp(-(offsets**2) / (2 * sigma**2))
    taps /= taps.sum()
    taps.setflags(write=False)
    return taps


def smooth(picture: Array, taps: Array) -> Array:
    """Weight every window of a picture (H, W) or (H, W, C) along both axes, in float64.

    Only windows that fit count: the result is smaller by `len(taps) - 1`. A caller that wants
    another border adds it first, so that a picture cut into bands gives the same numbers.
    """
    before = len(taps) // 2
    after = len(taps) - 1 - before
    whole = np.asarray(cv2.sepFilter2D(picture, cv2.CV_64F, taps, taps), np.float64)
    return whole[before : whole.shape[0] - after, before : whole.shape[1] - after]
