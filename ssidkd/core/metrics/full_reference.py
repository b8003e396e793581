"""PSNR and SSIM against the clean picture, in the two conventions that papers use.

`rgb`: the paper's own scripts. RGB in [0, 1]; SSIM per channel with a border of zeros.
`y`: MPRNet, Restormer, DRSformer, NeRD-Rain. Luma in whole levels; SSIM where the window fits.

Name the convention wherever a number is shown. A picture is (H, W, 3): uint8, or float, which is
clipped to [0, 1] (and rounded to 8 bits for `y`, as those papers score saved files). Everything is
float64, and large pictures pass in bands so that memory stays small.
"""

import math
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from ssidkd.core.metrics.gaussian import Array, gaussian_taps, smooth
from ssidkd.core.picture import Pixels

Picture = Pixels | NDArray[np.floating]
_Levels = Callable[[Picture], Array]

IDENTICAL_PSNR = 100.0
"""PSNR of two identical pictures [dB]."""
_WINDOW = 11
_SIGMA = 1.5
_BAND = 128
_LUMA = (65481, 128553, 24966)
"""Luma weights of R, G, B in 0..255, times 255,000."""
_LUMA_UNIT = 255_000


class NotComparableError(ValueError):
    """A picture and its reference cannot be scored against each other."""


def psnr_rgb(pixels: Picture, reference: Picture) -> float:
    """Return the peak signal-to-noise ratio over all RGB values [dB]."""
    _check_comparable(pixels, reference)
    return _psnr(pixels, reference, _unit_range, peak=1.0)


def psnr_y(pixels: Picture, reference: Picture) -> float:
    """Return the peak signal-to-noise ratio of luma, peak 255 [dB]."""
    _check_comparable(pixels, reference)
    return _psnr(pixels, reference, _luma, peak=255.0)


def ssim_rgb(pixels: Picture, reference: Picture) -> float:
    """Return the mean structural similarity of the RGB channels, borders padded with zeros."""
    _check_comparable(pixels, reference)
    return _ssim(_zero_border(pixels), _zero_border(reference), _unit_range, peak=1.0)


def ssim_y(pixels: Picture, reference: Picture) -> float:
    """Return the mean structural similarity of luma over the windows that fit.

    Raises:
        NotComparableError: also for pictures smaller than one window of 11 x 11.
    """
    _check_comparable(pixels, reference)
    if min(pixels.shape[:2]) < _WINDOW:
        raise NotComparableError(
            f"SSIM in the y convention needs pictures of at least {_WINDOW} x {_WINDOW} pixels; "
            f"these are {_size(pixels)}."
        )
    return _ssim(pixels, reference, _luma, peak=255.0)


def _check_comparable(pixels: Picture, reference: Picture) -> None:
    """Raise unless both are (H, W, 3) of one size, uint8 or finite floats."""
    for picture in (pixels, reference):
        if picture.ndim != 3 or picture.shape[2] != 3 or not picture.size:
            raise NotComparableError(f"Expected a picture (H, W, 3), not {picture.shape}.")
        if picture.dtype != np.uint8 and not np.issubdtype(picture.dtype, np.floating):
            raise NotComparableError(f"Expected uint8 or float values, not {picture.dtype}.")
        if picture.dtype != np.uint8 and not np.isfinite(picture).all():
            raise NotComparableError("The picture holds values that are not numbers.")
    if pixels.shape != reference.shape:
        raise NotComparableError(
            f"The picture has {_size(pixels)} pixels and its reference {_size(reference)}: "
            "both must have the same size."
        )


def _size(picture: Picture) -> str:
    return f"{picture.shape[1]} x {picture.shape[0]}"


def _zero_border(picture: Picture) -> Picture:
    """Return a picture with half a window of zeros around it, so that every pixel has a window."""
    margin = _WINDOW // 2
    height, width, channels = picture.shape
    padded: Picture = np.zeros((height + 2 * margin, width + 2 * margin, channels), picture.dtype)
    padded[margin:-margin, margin:-margin] = picture
    return padded


def _unit_range(picture: Picture) -> Array:
    """Return RGB in [0, 1], float64."""
    if picture.dtype == np.uint8:
        return picture / np.float64(255)
    return np.clip(picture.astype(np.float64), 0.0, 1.0)


def _luma(picture: Picture) -> Array:
    """Return (H, W) luma of an 8-bit picture, 16 to 235, rounded half up, float64."""
    if picture.dtype != np.uint8:
        picture = np.rint(_unit_range(picture) * 255).astype(np.uint8)
    weights = np.array(_LUMA, np.int32)
    # In whole numbers, so that no order of evaluation moves a tie.
    levels = (picture.astype(np.int32) @ weights + _LUMA_UNIT // 2) // _LUMA_UNIT + 16
    return levels.astype(np.float64)


def _bands(height: int, overlap: int) -> Iterator[slice]:
    """Yield the rows of bands whose windows of `overlap` + 1 rows tile those of the picture."""
    for top in range(0, height - overlap, _BAND):
        yield slice(top, min(top + _BAND + overlap, height))


def _psnr(pixels: Picture, reference: Picture, levels: _Levels, *, peak: float) -> float:
    squares = 0.0
    count = 0
    for rows in _bands(len(pixels), overlap=0):
        difference = levels(pixels[rows]) - levels(reference[rows])
        squares += float(np.square(difference).sum())
        count += difference.size
    if squares == 0:
        return IDENTICAL_PSNR
    return 10 * math.log10(peak**2 * count / squares)


def _ssim(pixels: Picture, reference: Picture, levels: _Levels, *, peak: float) -> float:
    total = 0.0
    count = 0
    for rows in _bands(len(pixels), overlap=_WINDOW - 1):
        similarity = _similarity(levels(pixels[rows]), levels(reference[rows]), peak)
        total += float(similarity.sum())
        count += similarity.size
    return total / count


def _similarity(first: Array, second: Array, peak: float) -> Array:
    """Return the structural similarity of every window that fits.

    Source: Wang, Bovik, Sheikh, Simoncelli, "Image Quality Assessment", 2004, eq. 13.
    """
    taps = gaussian_taps(_WINDOW, _SIGMA)
    luminance_constant, contrast_constant = (0.01 * peak) ** 2, (0.03 * peak) ** 2
    first_mean, second_mean = smooth(first, taps), smooth(second, taps)
    means_product = first_mean * second_mean
    means_squares = first_mean**2 + second_mean**2
    covariance = smooth(first * second, taps) - means_product
    variances = smooth(first**2 + second**2, taps) - means_squares
    luminance = (2 * means_product + luminance_constant) / (means_squares + luminance_constant)
    contrast = (2 * covariance + contrast_constant) / (variances + contrast_constant)
    similarity: Array = luminance * contrast
    return similarity
