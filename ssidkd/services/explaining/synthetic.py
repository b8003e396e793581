"""The bundled pictures with synthetic rain that a photo's latent code can be compared with."""

from pathlib import Path

import cv2
import numpy as np

from ssidkd.core.examples import input_file, read_manifest
from ssidkd.core.intake import read_picture
from ssidkd.core.picture import Pixels
from ssidkd.core.rain import add_rain
from ssidkd.core.rain.presets import PRESETS
from ssidkd.services.examples import ExampleService

AS_BUNDLED = "as_bundled"
"""The rain that a picture comes with."""
RAINS: tuple[str, ...] = (AS_BUNDLED, *PRESETS)
_SEED = 1


class SyntheticPictures:
    """The examples, with their own synthetic rain or with another.

    Args:
        examples: of the page.
        clean_folder: holds a manifest and clean photos, some of them of examples; may be missing.
    """

    def __init__(self, examples: ExampleService, clean_folder: Path) -> None:
        self._examples = examples
        self._clean_folder = clean_folder
        self._clean: frozenset[str] = frozenset()
        if clean_folder.is_dir():
            self._clean = frozenset(credit.name for credit in read_manifest(clean_folder))

    def titles(self) -> tuple[tuple[str, str], ...]:
        """Return title and name of every picture."""
        return tuple((credit.title, credit.name) for credit in self._examples.credits)

    def has_clean(self, name: str) -> bool:
        """Return whether the clean photo of a picture is bundled."""
        return name in self._clean

    def picture(self, name: str, rain: str) -> Pixels:
        """Return a picture with a rain of `RAINS`.

        Another rain than its own is put on the clean photo; where that is not bundled, on what the
        teacher made of the example.

        Raises:
            KeyError: there is no such picture, or no such rain.
        """
        indices = {credit.name: index for index, credit in enumerate(self._examples.credits)}
        comparison = self._examples.comparison(indices[name])
        if rain == AS_BUNDLED:
            return comparison.rainy
        parameters = PRESETS[rain]
        if self.has_clean(name):
            clean = read_picture(input_file(self._clean_folder, name)).pixels
        else:
            clean = comparison.panes["teacher"].pixels
        return add_rain(clean, parameters, _SEED).rainy


def fitted(pixels: Pixels, height: int, width: int) -> Pixels:
    """Return the picture's middle at exactly this size: made smaller or larger, then cropped."""
    own_height, own_width = pixels.shape[:2]
    scale = max(height / own_height, width / own_width)
    size = max(width, round(own_width * scale)), max(height, round(own_height * scale))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    resized = pixels if scale == 1 else cv2.resize(pixels, size, interpolation=method)
    top, left = (resized.shape[0] - height) // 2, (resized.shape[1] - width) // 2
    middle = resized[top : top + height, left : left + width]
    return np.ascontiguousarray(middle, dtype=np.uint8)
