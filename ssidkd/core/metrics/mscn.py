"""Mean-subtracted, contrast-normalised pictures: what NIQE takes its features from.

Everything is float64, and large pictures pass in bands of one row of blocks, so that memory stays
small. Gray levels are whole numbers and the half-size weights are multiples of 1/256: gray and half
size are exact, whatever the order of evaluation.
"""

from collections.abc import Iterator

import cv2
import numpy as np

from ssidkd.core.metrics.gaussian import Array, gaussian_taps, smooth
from ssidkd.core.picture import Pixels

# MATLAB's rgb2gray to its last digit: 0.299, 0.587, 0.114 flips single gray levels.
_GRAY_WEIGHTS = ((0.298936021293775, 0.587043074451121, 0.114020904255103),)
# MATLAB's imresize by one half: bicubic, antialiased.
_HALF_TAPS = (-3 / 256, -9 / 256, 29 / 256, 111 / 256, 111 / 256, 29 / 256, -9 / 256, -3 / 256)
_HALF_MARGIN = 3
_WINDOW = 7
_SIGMA = 7 / 6
_MARGIN = _WINDOW // 2
_FLAT = 1e-11
"""A deviation below this is rounding noise of a flat area and counts as none [gray levels]."""


def gray_levels(pixels: Pixels, band: int) -> Pixels:
    """Return (H, W) uint8 gray, rounded half up; converts `band` rows at a time."""
    gray = np.empty(pixels.shape[:2], np.uint8)
    weights = np.array(_GRAY_WEIGHTS)
    for top in range(0, len(gray), band):
        rows = slice(top, top + band)
        gray[rows] = cv2.transform(pixels[rows].astype(np.float64), weights) + 0.5  # truncates
    return gray


def half_size(gray: Pixels, band: int) -> Array:
    """Return (H / 2, W / 2) float64 of a gray picture with even sides, in bands of even height."""
    margins = (_HALF_MARGIN,) * 4
    padded = cv2.copyMakeBorder(gray, *margins, borderType=cv2.BORDER_REFLECT)
    half = np.empty((gray.shape[0] // 2, gray.shape[1] // 2))
    taps = np.array(_HALF_TAPS)
    for top in range(0, len(gray), band):
        rows = padded[top : top + band + 2 * _HALF_MARGIN].astype(np.float64)
        half[top // 2 : (top + band) // 2] = smooth(rows, taps)[::2, ::2]
    return half


def normalised_bands(picture: Pixels | Array, band: int) -> Iterator[Array]:
    """Yield (band, W) float64 from top to bottom: (I - mean) / (deviation + 1).

    The border is replicated; the picture's height is a multiple of `band`.
    """
    taps = gaussian_taps(_WINDOW, _SIGMA)
    margins = (_MARGIN,) * 4
    padded = cv2.copyMakeBorder(picture, *margins, borderType=cv2.BORDER_REPLICATE)
    for top in range(0, len(picture), band):
        rows = padded[top : top + band + 2 * _MARGIN].astype(np.float64)
        mean = smooth(rows, taps)
        deviation = smooth(rows * rows, taps)
        deviation -= mean * mean
        np.sqrt(np.abs(deviation, out=deviation), out=deviation)
        difference = rows[_MARGIN:-_MARGIN, _MARGIN:-_MARGIN] - mean
        # Without this the sign of rounding noise decides what a flat area looks like.
        difference[np.abs(difference) < _FLAT] = 0.0
        deviation += 1.0
        yield np.divide(difference, deviation, out=difference)
