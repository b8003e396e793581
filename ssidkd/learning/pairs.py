"""Synthetic pairs on the fly, fixed pairs from folders, and rain layers taken off fixed pairs."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from ssidkd.core.picture import Pixels
from ssidkd.core.rain.compose import add_rain, compose
from ssidkd.core.rain.parameters import RainParameters
from ssidkd.core.rain.sampling import RainMixture, sharp_rain, soft_rain, wild_rain
from ssidkd.learning.held import Held, Memory
from ssidkd.learning.photos import TrainingDataError, list_pictures, random_crop, read_pixels

RainLayer = NDArray[np.float32]
Pair = tuple[Pixels, Pixels]
"""Rainy and clean picture, each (H, W, 3) uint8."""


def load_pairs(
    folders: Sequence[Path], exclude: Collection[str] = (), *, memory: Memory | None = None
) -> Held[Pair]:
    """Read pairs from folders with `rain/` and `norain/` (same names), or with side-by-side files.

    Side-by-side files hold the clean picture left and the rainy one right, as Rain200H ships them.

    Args:
        folders: any number.
        exclude: file names to leave out.
        memory: how much may be held.

    Raises:
        TrainingDataError: a file has no partner, or the two differ in size.
    """
    return Held(_makers(folders, exclude), memory)


def load_layers(
    folders: Sequence[Path], exclude: Collection[str] = (), *, memory: Memory | None = None
) -> Held[RainLayer]:
    """Read the rain layers of the pairs in folders, see `load_pairs`."""
    return Held([partial(_layer_of_made, make) for make in _makers(folders, exclude)], memory)


def _makers(folders: Sequence[Path], exclude: Collection[str]) -> list[Callable[[], Pair]]:
    return [make for folder in folders for make in _makers_of(folder, exclude)]


def _makers_of(folder: Path, exclude: Collection[str]) -> list[Callable[[], Pair]]:
    if not (folder / "rain").is_dir():
        return [partial(_split_halves, path) for path in list_pictures(folder, exclude)]
    makers: list[Callable[[], Pair]] = []
    for path in list_pictures(folder / "rain", exclude):
        partner = folder / "norain" / path.name
        if not partner.is_file():
            raise TrainingDataError(f"{path} has no clean partner at {partner}.")
        makers.append(partial(_read_both, path, partner))
    return makers


def _read_both(rainy_path: Path, clean_path: Path) -> Pair:
    rainy, clean = read_pixels(rainy_path), read_pixels(clean_path)
    if rainy.shape != clean.shape:
        raise TrainingDataError(f"{rainy_path} and its clean partner differ in size.")
    return rainy, clean


def _split_halves(path: Path) -> Pair:
    both = read_pixels(path)
    if both.shape[1] % 2:
        raise TrainingDataError(f"{path} cannot be two pictures side by side: its width is odd.")
    middle = both.shape[1] // 2
    return np.ascontiguousarray(both[:, middle:]), np.ascontiguousarray(both[:, :middle])


def _layer_of_made(make: Callable[[], Pair]) -> RainLayer:
    return rain_layer_of(make())


def rain_layer_of(pair: Pair) -> RainLayer:
    """Return the grey rain layer (H, W) in [0, 1] of a pair made by rainy = clip(clean + rain).

    The darkest channel is clipped last, so the largest difference of the three is the rain.
    """
    rainy, clean = pair
    difference = rainy.astype(np.int16) - clean.astype(np.int16)
    return difference.max(axis=2).clip(0).astype(np.float32) / np.float32(255)


@dataclass(frozen=True, kw_only=True)
class PairSource:
    """Everything pairs can be made from."""

    photos: Sequence[Pixels] = ()
    """Clean photos for rain on the fly."""
    layers: Sequence[RainLayer] = ()
    """Rain layers taken off real training pairs, to be put on other photos."""
    pairs: Sequence[Pair] = ()
    """Fixed pairs."""
    pair_share: float = 0.0
    """Share of crops from fixed pairs where there are photos too."""
    mixture: RainMixture = field(default_factory=RainMixture)
    """Kinds of rain on the fly."""

    def __post_init__(self) -> None:
        """Raise `TrainingDataError` where there is nothing to train on."""
        if not self.photos and not self.pairs:
            raise TrainingDataError("Training needs clean photos or rainy and clean pairs.")

    def crop(self, side: int, rng: np.random.Generator, *, augment: bool) -> Pair:
        """Draw one pair of crops of `side` px."""
        if self.pairs and (not self.photos or rng.random() < self.pair_share):
            return _pair_crop(self.pairs, side, rng, augment=augment)
        clean = random_crop(self.photos, side, rng, augment=augment)
        return self._rain_on(clean, rng)

    def _rain_on(self, clean: Pixels, rng: np.random.Generator) -> Pair:
        kind = self.mixture.choose(rng)
        if kind == "none":
            return clean, clean
        if kind == "taken" and self.layers:
            layer = taken_layer(self.layers, clean.shape[0], rng)
            made = compose(clean, layer, RainParameters(), rng)
            return made.rainy, made.clean
        draw = {"soft": soft_rain, "wild": wild_rain}.get(kind, sharp_rain)
        made = add_rain(clean, draw(rng), int(rng.integers(2**62)), scale=1.0)
        return made.rainy, made.clean


def taken_layer(layers: Sequence[RainLayer], side: int, rng: np.random.Generator) -> RainLayer:
    """Cut a (side, side) piece from a random layer, at a random size, strength and side up."""
    layer = layers[int(rng.integers(len(layers)))]
    cut = min(max(round(side * rng.uniform(0.7, 1.4)), 8), *layer.shape)
    top = int(rng.integers(layer.shape[0] - cut + 1))
    left = int(rng.integers(layer.shape[1] - cut + 1))
    piece = layer[top : top + cut, left : left + cut]
    if cut != side:
        shrunk = cv2.resize(piece, (side, side), interpolation=cv2.INTER_LINEAR)
        piece = np.asarray(shrunk, np.float32)
    piece = piece[:: rng.choice([-1, 1]), :: rng.choice([-1, 1])]
    return np.ascontiguousarray(piece * np.float32(rng.uniform(0.35, 1.25)))


def _pair_crop(
    pairs: Sequence[Pair], side: int, rng: np.random.Generator, *, augment: bool
) -> Pair:
    rainy, clean = pairs[int(rng.integers(len(pairs)))]
    height, width = clean.shape[:2]
    if min(height, width) < side:
        raise TrainingDataError(
            f"A pair of {width} x {height} px is smaller than a {side} px crop."
        )
    top, left = int(rng.integers(height - side + 1)), int(rng.integers(width - side + 1))
    window = (slice(top, top + side), slice(left, left + side))
    flip = -1 if augment and rng.random() < 0.5 else 1
    rainy, clean = rainy[window][:, ::flip], clean[window][:, ::flip]
    return np.ascontiguousarray(rainy), np.ascontiguousarray(clean)
