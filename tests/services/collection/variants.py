"""What happens to a photo between two donations of it."""

import io

import cv2
import numpy as np
from PIL import Image

MOST_CUT = 0.08
"""Share of a side that a crop takes off."""


def _saved_again(pixels, quality):
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=int(quality))
    return np.asarray(Image.open(buffer))


def _resized(pixels, factor):
    size = (round(pixels.shape[1] * factor), round(pixels.shape[0] * factor))
    method = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return cv2.resize(pixels, size, interpolation=method)


def _cropped(pixels, cuts):
    (height, width), (left, right, top, bottom) = pixels.shape[:2], cuts
    rows = slice(round(top * height), height - round(bottom * height))
    return pixels[rows, round(left * width) : width - round(right * width)]


def _brighter(pixels, factor):
    return np.clip(pixels * factor, 0, 255).astype(np.uint8)


def _everything(pixels, rng):
    cropped = _cropped(pixels, rng.uniform(0, MOST_CUT, 4))
    return _saved_again(_brighter(_resized(cropped, rng.uniform(0.5, 2)), 1.1), 75)


VARIANTS = {
    "saved again as JPEG 60 to 95": lambda p, rng: _saved_again(p, rng.uniform(60, 95.5)),
    "resized to 50 to 200 %": lambda p, rng: _resized(p, rng.uniform(0.5, 2)),
    "cropped by 0 to 8 % a side": lambda p, rng: _cropped(p, rng.uniform(0, MOST_CUT, 4)),
    "cropped by 8 % on every side": lambda p, rng: _cropped(p, 4 * [MOST_CUT]),
    "cropped by 8 % on one side": lambda p, rng: _cropped(
        p, MOST_CUT * (np.arange(4) == rng.integers(4))
    ),
    "brighter or darker by 0.85 to 1.25": lambda p, rng: _brighter(p, rng.uniform(0.85, 1.25)),
    "cropped, resized, brighter, saved again": _everything,
}
"""Functions of pixels (H, W, 3) uint8 and a random generator, by what they do."""
