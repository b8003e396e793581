"""The rain layer that a network took out: R = O - B (paper eq. 1), with its sign."""

from dataclasses import dataclass

import numpy as np

from ssidkd.core.picture import Pixels
from ssidkd.core.signed_map import SignedMap

_VISIBLE = 2 / 255
"""A change of no more than this is rounding, or nothing that anyone sees."""


@dataclass(frozen=True, kw_only=True, eq=False)
class RainLayer:
    """What was changed between two pictures; light is the mean over the three channels."""

    map: SignedMap
    """(H, W) in [-1, 1]: light that was taken is positive, light that was added negative."""
    taken: float
    """Mean over all pixels of the light that was taken, 0 to 1."""
    added: float
    """Mean over all pixels of the light that was added, 0 to 1."""
    changed: float
    """Share of the pixels that were changed by more than 2 of 255 steps."""


def measure_rain_layer(rainy: Pixels, derained: Pixels) -> RainLayer:
    """Return the rain layer between two pictures (H, W, 3) uint8 of one size.

    The pictures are what is shown, so this is the layer after clipping and rounding.
    """
    values = difference(rainy, derained)
    return RainLayer(
        map=values,
        taken=float(np.maximum(values, 0).mean(dtype=np.float64)),
        added=float(np.maximum(-values, 0).mean(dtype=np.float64)),
        changed=float((np.abs(values) > _VISIBLE + 1e-6).mean()),
    )


def difference(first: Pixels, second: Pixels) -> SignedMap:
    """Return (H, W) in [-1, 1]: the mean over channels of first minus second.

    Raises:
        ValueError: the pictures differ in size.
    """
    if first.shape != second.shape:
        raise ValueError(f"the pictures differ in size: {first.shape} and {second.shape}")
    sums = first.astype(np.int16).sum(axis=2) - second.astype(np.int16).sum(axis=2)
    values: SignedMap = sums.astype(np.float32) / np.float32(3 * 255)
    return values
