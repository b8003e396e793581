"""Put rain on a clean picture: veil, light on the streaks, blending, noise, JPEG.

Model: O = t B + (1 - t) A + R (paper eq. 1 with an optional veil of rain accumulation), clipped.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ssidkd.core.rain.parameters import REFERENCE_SIDE, RainParameters
from ssidkd.core.rain.streaks import FloatMap, streak_map

Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class RainyPicture:
    """A synthetic pair; all three are of the clean picture's height H and width W."""

    rainy: Pixels
    """(H, W, 3) uint8 sRGB."""
    clean: Pixels
    """(H, W, 3) uint8: the truth; differs from the given picture only by noise and JPEG."""
    streaks: FloatMap
    """(H, W) float32 in [0, 1]: the rain layer before blending and clipping."""


def add_rain(
    pixels: Pixels, parameters: RainParameters, seed: int, scale: float | None = None
) -> RainyPicture:
    """Put rain on a picture; the same arguments give the same picture.

    Args:
        pixels: (H, W, 3) uint8 sRGB, clean.
        parameters: the rain.
        seed: of the generator that places every streak.
        scale: pixels for one pixel of the parameters' sizes; from the picture's size if None,
            so that the same rain looks alike on small and large pictures.
    """
    height, width = pixels.shape[:2]
    rng = np.random.default_rng(seed)
    if scale is None:
        scale = picture_scale(height, width)
    streaks = streak_map(height, width, parameters, scale, rng)
    return compose(pixels, streaks, parameters, rng)


def picture_scale(height: int, width: int) -> float:
    """Return how many pixels of a picture are one pixel of the parameters' sizes."""
    return max(min(height, width) / REFERENCE_SIDE, 0.5)


def compose(
    pixels: Pixels, streaks: FloatMap, parameters: RainParameters, rng: np.random.Generator
) -> RainyPicture:
    """Blend a given (H, W) rain layer into a picture, see `add_rain`."""
    clean = pixels.astype(np.float32) / np.float32(255)
    if parameters.noise > 0:
        clean = clean + rng.normal(0, parameters.noise, clean.shape).astype(np.float32)
    rainy = _veiled(clean, parameters, rng)
    lit = np.clip(streaks * _light(clean, parameters), 0, 1)
    layer = lit[..., None]
    rainy = rainy + layer if parameters.blending == "add" else 1 - (1 - rainy) * (1 - layer)
    return RainyPicture(
        rainy=_stored(rainy, parameters), clean=_stored(clean, parameters), streaks=lit
    )


def _veiled(clean: FloatMap, parameters: RainParameters, rng: np.random.Generator) -> FloatMap:
    """Replace part of the picture by airlight, unevenly as rain drifts."""
    if parameters.veil <= 0:
        return clean
    height, width = clean.shape[:2]
    coarse = rng.uniform(0.7, 1.3, (4, 4)).astype(np.float32)
    drift = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    share = np.clip(parameters.veil * drift, 0, 0.95)[..., None]
    return np.asarray((1 - share) * clean + share * parameters.airlight, dtype=np.float32)


def _light(clean: FloatMap, parameters: RainParameters) -> FloatMap | float:
    """Return how strongly a streak shines at each place, 0 to 1 as (H, W); 1 by day."""
    if parameters.night <= 0:
        return 1.0
    sigma = 0.06 * min(clean.shape[:2]) + 1
    glow = cv2.GaussianBlur(clean.mean(axis=2), (0, 0), sigma)
    return np.asarray(1 - parameters.night * (1 - np.clip(1.5 * glow, 0.1, 1)), dtype=np.float32)


def _stored(picture: FloatMap, parameters: RainParameters) -> Pixels:
    """Round to bytes, through JPEG if the parameters say so."""
    pixels = np.rint(np.clip(picture, 0, 1) * 255).astype(np.uint8)
    if parameters.jpeg_quality <= 0:
        return pixels
    _, data = cv2.imencode(
        ".jpg", pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, parameters.jpeg_quality]
    )
    decoded = cv2.imdecode(data, cv2.IMREAD_COLOR)
    return np.ascontiguousarray(decoded[..., ::-1]) if decoded is not None else pixels
