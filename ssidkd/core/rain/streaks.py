"""Draw the rain layer: straight streaks at several depths.

A streak is a line segment with a length, width, angle and brightness of its own. `sharp` layers are
such segments as drawn (the rain of Rain200H looks so); `soft` layers are drawn at twice the size,
motion-blurred along the wind and reduced, which gives tapered ends and smooth sides.
"""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from ssidkd.core.rain.parameters import RainParameters

FloatMap = NDArray[np.float32]

_SUBPIXEL_BITS = 4
_TAPER = 0.4  # length of the motion blur over the mean streak length
_MOST_STREAKS = 60_000


def streak_map(
    height: int, width: int, parameters: RainParameters, scale: float, rng: np.random.Generator
) -> FloatMap:
    """Draw all layers and add them up.

    Args:
        height: rows H of the picture [px].
        width: columns W [px].
        parameters: the rain.
        scale: pixels of the picture for one pixel of the parameters' sizes.
        rng: the only source of chance.

    Returns:
        (H, W) float32 of at least 0: what the rain adds to a black picture under even light.
    """
    total = np.zeros((height, width), np.float32)
    for depth in range(parameters.layers):
        # Depth 0 is the nearest: long, wide, few. Far layers hold most of the streaks.
        far = depth / max(parameters.layers - 1, 1)
        size = scale * (1.25 - 0.6 * far)
        amount = parameters.amount * 2 * (depth + 1) / (parameters.layers * (parameters.layers + 1))
        layer = _layer(height, width, parameters, size=size, amount=amount, rng=rng)
        if depth == 0 and parameters.defocus > 0:
            layer = _blurred(layer, max(parameters.defocus * scale, 0.1))
        total += layer
    if parameters.drops > 0:
        total += _near_drops(height, width, parameters, scale, rng)
    return total


def _layer(
    height: int,
    width: int,
    parameters: RainParameters,
    *,
    size: float,
    amount: float,
    rng: np.random.Generator,
) -> FloatMap:
    """Draw one depth; `size` scales lengths and widths, `amount` is its share of the area."""
    soft = parameters.profile == "soft"
    zoom = 2 if soft else 1
    margin = math.ceil(parameters.length * size)  # streaks may begin outside
    rows, columns = (height + 2 * margin) * zoom, (width + 2 * margin) * zoom
    length = max(parameters.length * size * zoom, 2.0)
    breadth = max(parameters.width * size * zoom, 1.0)
    canvas = np.zeros((rows, columns), np.uint8)
    count = min(rng.poisson(amount * rows * columns / (length * breadth)), _MOST_STREAKS)
    _draw(canvas, count, length, breadth, parameters, rng)
    if soft:
        return _tapered(canvas, margin, length, breadth, parameters)
    inside = canvas[margin : margin + height, margin : margin + width]
    return inside.astype(np.float32) / np.float32(255) * np.float32(parameters.brightness)


def _tapered(
    canvas: NDArray[np.uint8],
    margin: int,
    length: float,
    breadth: float,
    parameters: RainParameters,
) -> FloatMap:
    """Blur a canvas of twice the size along the wind, reduce it, and take off the margin.

    Only what can reach the inside is blurred: with long streaks most of the canvas is margin.
    """
    kernel = motion_kernel(_TAPER * length, parameters.wind)
    sigma = max(0.35 * breadth, 0.6)
    reach = len(kernel) // 2 + math.ceil(4 * sigma) + 2
    kept = min(math.ceil(reach / 2), margin)
    cut = 2 * (margin - kept)
    needed = canvas[cut : len(canvas) - cut, cut : canvas.shape[1] - cut]
    layer = needed.astype(np.float32) / np.float32(255)
    large = _blurred(np.asarray(cv2.filter2D(layer, -1, kernel), np.float32), sigma)
    rows, columns = large.shape
    small = cv2.resize(large, (columns // 2, rows // 2), interpolation=cv2.INTER_AREA)
    inside = np.asarray(small, np.float32)[kept : rows // 2 - kept, kept : columns // 2 - kept]
    return inside * np.float32(parameters.brightness)


def _blurred(layer: FloatMap, sigma: float) -> FloatMap:
    return np.asarray(cv2.GaussianBlur(layer, (0, 0), sigma), np.float32)


def _draw(
    canvas: NDArray[np.uint8],
    count: int,
    length: float,
    breadth: float,
    parameters: RainParameters,
    rng: np.random.Generator,
) -> None:
    """Draw `count` segments into the canvas."""
    rows, columns = canvas.shape
    one = 1 << _SUBPIXEL_BITS
    lengths = length * rng.lognormal(0.0, 0.35, count)
    angles = np.radians(parameters.wind + parameters.spread * rng.standard_normal(count))
    x = rng.uniform(0, columns, count)
    y = rng.uniform(0, rows, count)
    dx, dy = lengths * np.sin(angles) / 2, lengths * np.cos(angles) / 2
    ends = np.rint(np.stack([x + dx, y - dy, x - dx, y + dy], axis=1) * one).astype(int)
    breadths = np.maximum(np.rint(breadth * rng.uniform(0.6, 1.4, count)), 1).astype(int)
    values = np.rint(255 * rng.uniform(0.25, 1.0, count)).astype(int)
    for (x1, y1, x2, y2), thick, value in zip(
        ends.tolist(), breadths.tolist(), values.tolist(), strict=True
    ):
        cv2.line(canvas, (x1, y1), (x2, y2), value, thick, cv2.LINE_AA, _SUBPIXEL_BITS)


def _near_drops(
    height: int, width: int, parameters: RainParameters, scale: float, rng: np.random.Generator
) -> FloatMap:
    """Draw a few wide, faint, blurred streaks of drops close to the lens."""
    canvas = np.zeros((height, width), np.uint8)
    breadth = max(parameters.width * scale * 5, 3.0)
    length = max(parameters.length * scale * 1.5, breadth)
    count = rng.poisson(parameters.drops * 0.15 * height * width / (length * breadth) + 1)
    _draw(canvas, min(count, _MOST_STREAKS), length, breadth, parameters, rng)
    blurred = _blurred(canvas.astype(np.float32) / np.float32(255), 0.45 * breadth)
    return np.float32(0.4 * parameters.brightness) * blurred


def motion_kernel(length: float, angle: float) -> FloatMap:
    """Return the kernel of a straight motion: sum 1, `length` px, `angle` [deg] off vertical."""
    reach = max(math.ceil(length / 2), 1)
    kernel = np.zeros((2 * reach + 1, 2 * reach + 1), np.uint8)
    dx, dy = reach * math.sin(math.radians(angle)), reach * math.cos(math.radians(angle))
    one = 1 << _SUBPIXEL_BITS
    start = (round((reach + dx) * one), round((reach - dy) * one))
    end = (round((reach - dx) * one), round((reach + dy) * one))
    cv2.line(kernel, start, end, 255, 1, cv2.LINE_AA, _SUBPIXEL_BITS)
    return (kernel / kernel.sum(dtype=np.float64)).astype(np.float32)
