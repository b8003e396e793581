"""Photos for training: found in folders, decoded, cut into crops.

These are folders the person who trains has chosen; files from visitors pass `ssidkd.core.intake`.
"""

from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path

import cv2
import numpy as np

from ssidkd.core.picture import Pixels
from ssidkd.learning.held import Held, Memory

PICTURE_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff"})


class TrainingDataError(ValueError):
    """The training data cannot be used; the sentence says what to change."""


def list_pictures(folder: Path, exclude: Collection[str] = ()) -> list[Path]:
    """Return the picture files below a folder, sorted, without the excluded file names.

    Raises:
        TrainingDataError: the folder holds none.
    """
    paths = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in PICTURE_SUFFIXES and path.name not in exclude
    )
    if not paths:
        raise TrainingDataError(f"There are no pictures in {folder}.")
    return paths


def read_pixels(path: Path) -> Pixels:
    """Read a picture of a training set as (H, W, 3) uint8 sRGB.

    Raises:
        TrainingDataError: the file is not a picture.
    """
    decoded = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if decoded is None:
        raise TrainingDataError(f"{path} cannot be read as a picture.")
    return np.ascontiguousarray(decoded[..., ::-1]).astype(np.uint8, copy=False)


def load_photos(
    paths: Sequence[Path], *, longest_side: int = 2048, memory: Memory | None = None
) -> Held[Pixels]:
    """Decode photos; larger ones are reduced to `longest_side` [px].

    Raises:
        TrainingDataError: a file is not a picture.
    """
    return Held([partial(_read_photo, path, longest_side) for path in paths], memory)


def _read_photo(path: Path, longest_side: int) -> Pixels:
    pixels = read_pixels(path)
    factor = longest_side / max(pixels.shape[:2])
    return resized(pixels, factor) if factor < 1 else pixels


def resized(pixels: Pixels, factor: float) -> Pixels:
    """Return the picture at `factor` times its size."""
    kind = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=kind), np.uint8)


def random_crop(
    photos: Sequence[Pixels], side: int, rng: np.random.Generator, *, augment: bool
) -> Pixels:
    """Cut a random square of `side` px from a random photo.

    With `augment` the square comes from a photo reduced by up to its own size ratio (large photos
    hold little detail at full size) and may be mirrored. Photos smaller than the crop are enlarged.
    """
    pixels = photos[int(rng.integers(len(photos)))]
    height, width = pixels.shape[:2]
    smallest = side / min(height, width)
    factor = max(smallest, 1.0)
    if augment and smallest < 1:
        factor = float(rng.uniform(max(smallest, min(1.0, 320 / min(height, width))), 1.0))
    taken = min(round(side / factor), height, width)
    top = int(rng.integers(height - taken + 1))
    left = int(rng.integers(width - taken + 1))
    crop = pixels[top : top + taken, left : left + taken]
    if taken != side:
        kind = cv2.INTER_AREA if taken > side else cv2.INTER_CUBIC
        crop = np.asarray(cv2.resize(crop, (side, side), interpolation=kind), np.uint8)
    if augment and rng.random() < 0.5:
        crop = crop[:, ::-1]
    return np.ascontiguousarray(crop)
