"""The rain lab: rain on a clean photo, what the networks make of it, and how far from the truth."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ssidkd.core.dark_channel import measure_dark_channel
from ssidkd.core.metrics import psnr_rgb, ssim_rgb
from ssidkd.core.picture import Pixels
from ssidkd.core.rain import RainyPicture, add_rain
from ssidkd.services.comparing import ComparingService, Pane, PaneName
from ssidkd.services.lab_link import LabState
from ssidkd.services.photos import Photo, read_photo
from ssidkd.services.progress import Progress

WORK_PIXELS = 250_000
"""Of a visitor's own photo, so that the rain follows every control at once."""


def read_clean_photo(path: Path) -> Photo:
    """Read a visitor's clean photo, as a copy of at most `WORK_PIXELS`.

    Raises:
        PictureRefused: the file is not taken as a picture.
    """
    return read_photo(path, WORK_PIXELS)


class RainLab:
    """Makes rain and scores; visitors share nothing but the machine.

    Args:
        comparing: derains and scores pictures.
    """

    def __init__(self, comparing: ComparingService) -> None:
        self._comparing = comparing

    def pour(self, clean: Pixels, state: LabState) -> RainyPicture:
        """Put the rain of a state on a clean photo (H, W, 3) uint8."""
        return add_rain(clean, state.rain, state.seed)

    def given(self, pair: RainyPicture) -> tuple[Pane, Pane]:
        """Return truth and input, the input measured against the truth."""
        truth = self._pane("truth", pair.clean)
        return truth, against_truth(self._pane("input", pair.rainy), pair.clean)

    def results(self, pair: RainyPicture, stop: threading.Event) -> Iterator[Pane | Progress]:
        """Yield progress, and teacher and student as soon as they are there, with PSNR and SSIM.

        Raises:
            DerainCancelled: `stop` was set before the student was ready.
            DerainError: a result could not be made; the sentence says why.
        """
        for event in self._comparing.compare(pair.rainy, stop):
            if isinstance(event, Progress):
                yield event
            elif event.name != "input":
                yield against_truth(event, pair.clean)

    def _pane(self, name: PaneName, pixels: Pixels) -> Pane:
        score = self._comparing.score(pixels)
        return Pane(
            name=name,
            pixels=pixels,
            dark=measure_dark_channel(pixels),
            niqe=score.value,
            niqe_reason=score.reason,
        )


def against_truth(pane: Pane, truth: Pixels) -> Pane:
    """Return a pane with PSNR and SSIM in the rgb convention, against a picture of its size."""
    return replace(pane, psnr=psnr_rgb(pane.pixels, truth), ssim=ssim_rgb(pane.pixels, truth))
