"""A visitor's photo: read, made smaller where the machine is slow, and kept as PNG for the page."""

import math
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from ssidkd.core.intake import read_picture
from ssidkd.core.picture import Pixels


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A photo ready to work on."""

    pixels: Pixels
    """What is worked on: the photo, or a smaller copy of it."""
    full_size: tuple[int, int]
    """Width and height of the photo itself [px]."""
    notices: tuple[str, ...]
    """Sentences about what was changed when it was read."""

    @property
    def is_smaller(self) -> bool:
        """Whether `pixels` are a smaller copy."""
        height, width = self.pixels.shape[:2]
        return (width, height) != self.full_size


def read_photo(path: Path, pixel_limit: int | None = None) -> Photo:
    """Read a photo, as a copy of at most `pixel_limit` pixels if there is a limit.

    Raises:
        PictureRefused: the file is not taken as a picture.
    """
    received = read_picture(path)
    height, width = received.pixels.shape[:2]
    return Photo(
        pixels=at_most(received.pixels, pixel_limit),
        full_size=(width, height),
        notices=received.notices,
    )


def at_most(pixels: Pixels, pixel_limit: int | None) -> Pixels:
    """Return the picture, made smaller with its shape kept if it has more pixels than the limit."""
    height, width = pixels.shape[:2]
    if pixel_limit is None or height * width <= pixel_limit:
        return pixels
    scale = math.sqrt(pixel_limit / (height * width))
    return made_smaller(pixels, max(1, int(width * scale)), max(1, int(height * scale)))


def made_smaller(pixels: Pixels, width: int, height: int) -> Pixels:
    """Return a smaller copy of a picture."""
    # Area averaging: no other filter keeps thin streaks without inventing edges beside them.
    size = (width, height)
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
