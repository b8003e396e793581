"""Checks that found files are whole pictures, and that pairs are pairs."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ssidkd.core.picture import Pixels
from ssidkd.learning.photos import read_pixels
from training.datasets.found import DataSetError, FoundHalves, FoundItem, FoundPair, place_of
from training.datasets.halves import split_halves
from training.datasets.threads import map_in_threads

SAMPLE = 20
"""Files side by side whose halves are compared."""
LEAST_LIKENESS = 0.3
"""Correlation below which two halves are not one picture twice; unrelated halves have about 0."""

_SMALL = (64, 64)
# What Pillow raises on damaged files; a PNG with a broken chunk is a SyntaxError.
_DAMAGED = (OSError, SyntaxError, ValueError, EOFError, IndexError)


def broken_items(
    items: Sequence[FoundItem],
    source: Path,
    *,
    workers: int = 1,
    watch: Callable[[Iterable[str | None]], Iterable[str | None]] = lambda results: results,
) -> dict[str, str]:
    """Decode every file and return what is wrong, by the name of the item.

    Args:
        items: as a layout found them.
        source: where they were found; sentences name files from there.
        workers: files decoded at once.
        watch: sees the results pass, for a progress bar.
    """
    results = watch(map_in_threads(lambda item: _problem(item, source), items, workers))
    return {item.name: said for item, said in zip(items, results, strict=True) if said}


def check_halves(items: Sequence[FoundItem]) -> None:
    """Raise `DataSetError` where files hold no two pictures, or the clean one lies elsewhere.

    Rain adds light, so the brighter half is the rainy one.
    """
    halves = [item for item in items if isinstance(item, FoundHalves)][:SAMPLE]
    if not halves:
        return
    pairs = [split_halves(read_pixels(item.both), item.clean_side) for item in halves]
    if np.median([likeness(*pair) for pair in pairs]) < LEAST_LIKENESS:
        raise DataSetError(
            f"The two halves of {halves[0].both.name} and others are not the same picture twice. "
            "Name the folder of the files that hold both pictures."
        )
    if np.median([float(rainy.mean()) - float(clean.mean()) for rainy, clean in pairs]) < 0:
        raise DataSetError(
            f"The clean picture does not seem to be the {halves[0].clean_side} half of "
            f"{halves[0].both.name} and others: it is the brighter one, and rain adds light."
        )


def likeness(first: Pixels, second: Pixels) -> float:
    """Return the correlation of two pictures, rows apart, in -1 to 1.

    Each row's own mean is left out: sky above and ground below make any two halves alike.
    """
    one, other = _without_rows(first), _without_rows(second)
    norm = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float((one * other).sum()) / norm if norm > 0 else 1.0


def _without_rows(pixels: Pixels) -> NDArray[np.float64]:
    small = cv2.resize(pixels, _SMALL, interpolation=cv2.INTER_AREA).mean(axis=2)
    return np.asarray(small - small.mean(axis=1, keepdims=True), np.float64)


def _problem(item: FoundItem, source: Path) -> str | None:
    if isinstance(item, FoundPair):
        sizes = [_decoded_size(path) for path in (item.rainy, item.clean)]
        for path, size in zip((item.rainy, item.clean), sizes, strict=True):
            if size is None:
                return _unreadable(path, source)
        return None if sizes[0] == sizes[1] else f"The two pictures of {item.name} differ in size."
    path = item.both if isinstance(item, FoundHalves) else item.photo
    size = _decoded_size(path)
    if size is None:
        return _unreadable(path, source)
    if isinstance(item, FoundHalves) and size[0] % 2:
        return f"{place_of(path, source)} is {size[0]} px wide: no two pictures of one size."
    return None


def _unreadable(path: Path, source: Path) -> str:
    return f"{place_of(path, source)} cannot be read as a picture, or its end is missing."


def _decoded_size(path: Path) -> tuple[int, int] | None:
    """Return width and height after decoding the whole file; None for a damaged one."""
    try:
        with Image.open(path) as picture:
            picture.load()
            return picture.size
    except _DAMAGED:
        return None
