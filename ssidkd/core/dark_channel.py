"""The dark channel: what is never dark in a window is haze, rain veil or a bright thing.

Source: Cui et al., IEEE TCSVT 2022, eq. 9, after He, Sun, Tang, "Single Image Haze Removal Using
Dark Channel Prior", 2011. Rain brightens the darkest channel: the darker, the less rain is left.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ssidkd.core.picture import Pixels

Map = NDArray[np.float32]
Shares = NDArray[np.float64]

WINDOW = 15
"""Side of the window by default [px], as in He et al."""
BINS = 64
"""Bins of a histogram over [0, 1]; each holds four of the 256 levels."""
_COLOURS = cv2.COLORMAP_INFERNO  # dark is dark, and equal steps look equal


@dataclass(frozen=True, kw_only=True, eq=False)
class DarkChannel:
    """A picture's dark channel and its summary."""

    map: Map
    """(H, W) in [0, 1]."""
    window: int
    """Side of the window it was taken over [px]."""
    mean: float
    """In [0, 1]; darker is better."""
    histogram: Shares
    """(64,) share of the pixels in each bin of `histogram_edges`."""


@dataclass(frozen=True, kw_only=True)
class ColourAnchor:
    """One point of the colour scale, for a legend."""

    value: float
    """Of the dark channel, in [0, 1]."""
    colour: str
    """As "#rrggbb"."""


def measure_dark_channel(pixels: Pixels, window: int = WINDOW) -> DarkChannel:
    """Return the dark channel of a picture (H, W, 3) uint8 with its mean and histogram."""
    values = dark_channel(pixels, window)
    return DarkChannel(
        map=values,
        window=window,
        mean=dark_channel_mean(values),
        histogram=dark_channel_histogram(values),
    )


def dark_channel(pixels: Pixels, window: int = WINDOW) -> Map:
    """Return (H, W) in [0, 1]: the smallest value of any channel in the window around each pixel.

    Args:
        pixels: (H, W, 3) uint8.
        window: side of the square window, odd [px]; 1 is the pixel alone. At the border only what
            lies inside the picture counts.
    """
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] != 3 or not pixels.size:
        raise ValueError(f"expected (H, W, 3) uint8, not {pixels.shape} {pixels.dtype}")
    if window < 1 or window % 2 == 0:
        raise ValueError(f"the window of the dark channel must be odd and positive, not {window}")
    red, green, blue = cv2.split(pixels)
    darkest = cv2.min(cv2.min(red, green), blue)
    # Along one axis, then the other. OpenCV's border of an erosion is brighter than any pixel, so
    # that it never counts.
    for axis, side in enumerate(darkest.shape):
        reach = min(window, 2 * side - 1)  # further than that lies no pixel
        darkest = cv2.erode(darkest, np.ones((reach, 1) if axis == 0 else (1, reach), np.uint8))
    values: Map = darkest / np.float32(255)
    return values


def dark_channel_mean(values: Map) -> float:
    """Return the mean of a map."""
    return float(values.mean(dtype=np.float64))


def dark_channel_histogram(values: Map, bins: int = BINS) -> Shares:
    """Return the share of a map's pixels in each of `bins` equal bins over [0, 1]; they sum to 1.

    The bins are fixed, so that the histograms of several pictures can be drawn over each other.
    """
    levels = np.bincount(_levels(values).reshape(-1), minlength=256)
    counts, _ = np.histogram(np.arange(256) / 255, histogram_edges(bins), weights=levels)
    shares: Shares = counts / values.size
    return shares


def histogram_edges(bins: int = BINS) -> Shares:
    """Return the `bins` + 1 edges of a histogram's bins, the same for every picture."""
    return np.linspace(0.0, 1.0, bins + 1)


def dark_channel_picture(values: Map) -> Pixels:
    """Return a map as colours (H, W, 3) uint8 on one fixed scale, so that pictures compare."""
    return np.take(_colour_table(), _levels(values), axis=0)


def colour_scale(anchors: int = 11) -> tuple[ColourAnchor, ...]:
    """Return evenly spaced points of the scale of `dark_channel_picture`, from 0 to 1."""
    values = np.linspace(0.0, 1.0, anchors)
    colours = _colour_table()[_levels(values)]
    return tuple(
        ColourAnchor(value=float(value), colour="#{:02x}{:02x}{:02x}".format(*colour))
        for value, colour in zip(values, colours.tolist(), strict=True)
    )


def _levels(values: NDArray[np.floating]) -> NDArray[np.uint8]:
    """Return values of [0, 1] as the nearest of 256 levels."""
    return np.rint(np.clip(values, 0, 1) * 255).astype(np.uint8)


def _colour_table() -> Pixels:
    """Return (256, 3): the colour of each level."""
    levels = np.arange(256, dtype=np.uint8)[:, None]
    table = cv2.cvtColor(cv2.applyColorMap(levels, _COLOURS), cv2.COLOR_BGR2RGB)
    return np.asarray(table[:, 0], np.uint8)
