"""Pixels that tests write into files."""

import numpy as np


def photo(height=48, width=64):
    """A smooth colourful picture, so that lossy formats change it little."""
    rows, columns = np.mgrid[0:height, 0:width]
    red = 40 + 160 * columns / max(width - 1, 1)
    green = 60 + 120 * rows / max(height - 1, 1)
    blue = 200 - 100 * (rows + columns) / max(height + width - 2, 1)
    return np.stack([red, green, blue], axis=-1).round().astype(np.uint8)


def noise(height=48, width=64, channels=3, seed=0):
    """Uniform noise; the hardest picture to compress."""
    shape = (height, width, channels) if channels else (height, width)
    return np.random.default_rng(seed).integers(0, 256, shape, dtype=np.uint8)


def corners(height=40, width=56):
    """Grey with one quarter red, one green and one blue: no turn or mirror leaves it the same."""
    pixels = np.full((height, width, 3), 128, np.uint8)
    pixels[: height // 2, : width // 2] = (220, 30, 30)
    pixels[: height // 2, width // 2 :] = (30, 200, 30)
    pixels[height // 2 :, : width // 2] = (30, 30, 220)
    return pixels


def checkerboard(side=64):
    """Black and white pixels in turn."""
    rows, columns = np.mgrid[0:side, 0:side]
    return np.repeat(((rows + columns) % 2 * 255).astype(np.uint8)[..., None], 3, axis=2)


def flat(level, side=64):
    """One grey level everywhere."""
    return np.full((side, side, 3), level, np.uint8)
