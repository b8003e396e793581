"""What is measured on a photo when it arrives."""

from collections.abc import Callable

import cv2

from ssidkd.core.dark_channel import dark_channel, dark_channel_mean
from ssidkd.core.metrics.niqe import NiqeResult
from ssidkd.core.picture import Pixels
from ssidkd.services.collection.photo_file import KeptPhoto
from ssidkd.services.collection.records import Facts

_DIGITS = 4


def measure(photo: KeptPhoto, score: Callable[[Pixels], NiqeResult]) -> Facts:
    """Measure a photo as it is kept.

    Args:
        photo: the photo.
        score: gives the NIQE of pixels (H, W, 3) uint8.
    """
    height, width = photo.pixels.shape[:2]
    small = cv2.cvtColor(photo.thumbnail, cv2.COLOR_RGB2GRAY)  # (h, w) in [0, 255]
    niqe = score(photo.pixels).value
    return Facts(
        width=width,
        height=height,
        niqe=None if niqe is None else round(niqe, _DIGITS),
        dark_channel=round(dark_channel_mean(dark_channel(photo.pixels)), _DIGITS),
        sharpness=round(float(cv2.Laplacian(small, cv2.CV_64F).var()), _DIGITS),
        brightness=round(float(small.mean()) / 255, _DIGITS),
    )
