"""Signed maps as colours: black where nothing is, warm above zero, cold below."""

import numpy as np
from numpy.typing import NDArray

from ssidkd.core.dark_channel import ColourAnchor
from ssidkd.core.picture import Pixels

SignedMap = NDArray[np.float32]
"""(H, W), values of both signs."""

_LEVELS = 255
"""On each side of zero."""
# From zero to the end of the scale. Both sides grow lighter alike, and orange and blue also differ
# for those who do not tell red from green.
_WARM = ((0, 0, 0), (150, 58, 10), (240, 140, 50), (255, 240, 220))
_COLD = ((0, 0, 0), (18, 74, 130), (80, 165, 235), (222, 242, 255))


def signed_picture(values: SignedMap, limit: float) -> Pixels:
    """Return a map as colours (H, W, 3) uint8; what lies beyond the limit has its colour.

    Args:
        values: (H, W).
        limit: end of the scale on both sides, above 0.

    Raises:
        ValueError: the limit is not above 0.
    """
    if not limit > 0:
        raise ValueError(f"the scale must end above 0, not at {limit}")
    steps = np.rint(np.clip(values / limit, -1, 1) * _LEVELS).astype(np.int16) + _LEVELS
    return np.take(_table(), steps, axis=0)


def signed_scale(limit: float, anchors: int = 11) -> tuple[ColourAnchor, ...]:
    """Return evenly spaced points of the scale of `signed_picture`, from -limit to limit."""
    values = np.linspace(-limit, limit, anchors)
    colours = signed_picture(values[None].astype(np.float32), limit)[0]
    return tuple(
        ColourAnchor(value=float(value), colour="#{:02x}{:02x}{:02x}".format(*colour))
        for value, colour in zip(values, colours.tolist(), strict=True)
    )


def shared_limit(maps: list[SignedMap], step: float = 0.05, share: float = 0.999) -> float:
    """Return one limit for several maps, so that they can be compared.

    It is the next multiple of `step` above what a `share` of the places of every map stays below:
    single bright pixels do not darken all the rest.
    """
    highest = max((float(np.quantile(np.abs(values), share)) for values in maps), default=0.0)
    return max(1, int(np.ceil(highest / step - 1e-6))) * step


def _table() -> Pixels:
    """Return (511, 3): the colour of each level from -255 to 255."""
    places = np.linspace(0, _LEVELS, len(_WARM))
    levels = np.arange(_LEVELS + 1)
    sides = [
        np.stack([np.interp(levels, places, channel) for channel in zip(*colours, strict=True)], 1)
        for colours in (_WARM, _COLD)
    ]
    return np.rint(np.concatenate((sides[1][:0:-1], sides[0]))).astype(np.uint8)
