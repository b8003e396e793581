"""Pictures for the report: synthetic rain on photos that anyone may show, and what comes of it.

Benchmark pictures and real photos of public sets may not be shown here; their terms forbid it. The
photos are CC0, are named in the manifests under assets/, and no training run has seen them.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from ssidkd.core.derainer import Derainer
from ssidkd.core.metrics import psnr_rgb
from ssidkd.core.picture import Pixels
from ssidkd.core.rain import PRESETS, add_rain
from ssidkd.learning.photos import TrainingDataError, read_pixels

SHOWCASE = Path(__file__).resolve().parents[1] / "showcase.csv"
WIDTH = 768
"""Photos are reduced to this width before it rains [px]."""
CROP = (256, 320)
"""Height and width of what is shown, from the middle, at 100 % [px]."""
JPEG_QUALITY = 92


@dataclass(frozen=True, kw_only=True)
class ShowcasePhoto:
    """One row of the report's pictures."""

    name: str
    photo: str
    """File name; a manifest under assets/ has its author and licence."""
    preset: str
    """A name of `PRESETS`."""
    seed: int


@dataclass(frozen=True, kw_only=True)
class ShownPicture:
    """One picture of a row, in a file."""

    title: str
    """`input`, the name of a method, or `truth`."""
    file: str
    psnr_rgb: float | None
    """Of the whole picture against the truth; None for the truth [dB]."""


def read_showcase(path: Path = SHOWCASE) -> tuple[ShowcasePhoto, ...]:
    """Read which photos are shown in which rain."""
    with path.open(newline="", encoding="utf-8") as file:
        return tuple(
            ShowcasePhoto(
                name=row["name"], photo=row["photo"], preset=row["preset"], seed=int(row["seed"])
            )
            for row in csv.DictReader(file)
        )


def write_showcase(
    rows: Sequence[ShowcasePhoto], photos: Path, derainers: Mapping[str, Derainer], folder: Path
) -> dict[str, list[ShownPicture]]:
    """Make rain, derain, and write the pictures of every row; what was in the folder goes.

    Args:
        rows: what to show.
        photos: folder of the clean photos.
        derainers: by the names of their columns.
        folder: for JPEG files.
    """
    for row in rows:
        if not (photos / row.photo).is_file():
            raise TrainingDataError(f"The report shows {row.photo}, which is not in {photos}.")
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.jpg"):
        old.unlink()
    return {row.name: _write_row(row, photos, derainers, folder) for row in rows}


def _write_row(
    row: ShowcasePhoto, photos: Path, derainers: Mapping[str, Derainer], folder: Path
) -> list[ShownPicture]:
    pair = add_rain(_reduced(read_pixels(photos / row.photo)), PRESETS[row.preset], row.seed)
    columns = {"input": pair.rainy}
    columns |= {name: one.derain(pair.rainy).derained for name, one in derainers.items()}
    shown = [
        ShownPicture(title=title, file=_file(row, title), psnr_rgb=psnr_rgb(pixels, pair.clean))
        for title, pixels in columns.items()
    ]
    shown.append(ShownPicture(title="truth", file=_file(row, "truth"), psnr_rgb=None))
    for picture, pixels in zip(shown, (*columns.values(), pair.clean), strict=True):
        middle = Image.fromarray(_middle(pixels))
        middle.save(folder / picture.file, quality=JPEG_QUALITY, subsampling=0)
    return shown


def _reduced(pixels: Pixels) -> Pixels:
    factor = min(WIDTH / pixels.shape[1], 1.0)
    size = (round(pixels.shape[1] * factor), round(pixels.shape[0] * factor))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def _middle(pixels: Pixels) -> Pixels:
    height, width = (min(side, crop) for side, crop in zip(pixels.shape, CROP, strict=False))
    top, left = (pixels.shape[0] - height) // 2, (pixels.shape[1] - width) // 2
    return np.ascontiguousarray(pixels[top : top + height, left : left + width])


def _file(row: ShowcasePhoto, title: str) -> str:
    return f"{row.name}-{title.replace(' ', '-')}.jpg"
