"""How far tiles differ from one pass: `python -m training.benchmark_tiling WEIGHTS --overlap 128`.

Measured on a photo with heavy synthetic rain, in float32, in steps of the 255 of a pixel.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from ssidkd.core.assets import assets_folder
from ssidkd.core.derainer import Derainer, PrecisionChoice
from ssidkd.core.intake import read_picture
from ssidkd.core.picture import Pixels
from ssidkd.core.rain import PRESETS, add_rain
from ssidkd.core.weights import LoadedWeights, load_weights

SIZES = ((1024, 1024), (997, 661))  # height, width
PHOTO = Path("guard", "great-wall.jpg")


@dataclass(frozen=True)
class TilingError:
    """Differences between a picture derained in tiles and in one pass."""

    largest: float
    """Before rounding, after clamping [of 255]."""
    mean: float
    """Likewise [of 255]."""
    tiles: int
    """How many tiles the picture was cut into."""


def main(argv: Sequence[str] | None = None) -> int:
    """Print one line for each size and overlap."""
    parser = argparse.ArgumentParser(prog="training.benchmark_tiling", description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--tile", type=int, default=512)
    parser.add_argument("--overlap", type=int, nargs="+", default=[64, 128, 192])
    arguments = parser.parse_args(argv)
    weights = load_weights(arguments.weights)
    for height, width in SIZES:
        pixels = rainy_photo(height, width)
        for overlap in arguments.overlap:
            error = tiling_error(weights, pixels, arguments.tile, overlap)
            sys.stdout.write(
                f"{height} x {width}, {error.tiles} tiles, overlap {overlap}: largest error "
                f"{error.largest:.2f} of 255, mean {error.mean:.4f}\n"
            )
    return 0


def rainy_photo(height: int, width: int) -> Pixels:
    """Return a photo of the project, resized, with heavy rain."""
    photo = read_picture(assets_folder() / PHOTO).pixels
    resized = cv2.resize(photo, (width, height), interpolation=cv2.INTER_AREA)
    return add_rain(resized.astype(np.uint8), PRESETS["heavy"], seed=1).rainy


def tiling_error(
    weights: LoadedWeights,
    pixels: Pixels,
    tile: int,
    overlap: int,
    precision: PrecisionChoice = "float32",
) -> TilingError:
    """Compare tiles with one pass."""
    side = max(pixels.shape)
    whole, tiled = (
        Derainer(
            weights.network,
            channel_order=weights.card.channel_order,
            device="cpu",
            precision=precision,
            tile=size,
            overlap=overlap,
        ).derain(pixels)
        for size in (side + 32, tile)
    )
    dry_whole, dry_tiled = (
        np.clip(pixels - 255 * result.rain, 0, 255) for result in (whole, tiled)
    )
    difference = abs(dry_tiled - dry_whole)
    return TilingError(float(difference.max()), float(difference.mean()), tiled.tiles)


if __name__ == "__main__":
    sys.exit(main())
