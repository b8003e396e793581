"""What is measured on one picture of one method."""

from dataclasses import dataclass

import numpy as np

from ssidkd.core.dark_channel import dark_channel, dark_channel_mean
from ssidkd.core.metrics import score
from ssidkd.core.metrics.full_reference import IDENTICAL_PSNR
from ssidkd.core.picture import Pixels


@dataclass(frozen=True, kw_only=True)
class PictureScore:
    """One row of the results."""

    method: str
    condition: str
    picture: str
    psnr_rgb: float | None
    """Paper's convention [dB]; None without a clean picture, as the next three."""
    ssim_rgb: float | None
    psnr_y: float | None
    """On luma [dB]."""
    ssim_y: float | None
    niqe: float | None
    """Lower is better; None where the picture has none."""
    niqe_reason: str | None
    """Why there is no NIQE."""
    dark_mean: float
    """Mean of the dark channel, 0 to 1: rain veils raise it, and so does a brighter picture."""
    sharpness: float
    """Mean gradient magnitude of the gray levels: blur lowers it, and so does removing rain."""
    seconds: float | None
    """Time for deraining; None for pictures that others made."""

    @property
    def finite_psnr_rgb(self) -> float | None:
        """`psnr_rgb` but for identical pictures, whose 100 dB is a convention, no measurement."""
        return None if self.psnr_rgb == IDENTICAL_PSNR else self.psnr_rgb


def measure(
    pixels: Pixels,
    truth: Pixels | None,
    *,
    method: str,
    condition: str,
    picture: str,
    seconds: float | None,
) -> PictureScore:
    """Score a picture (H, W, 3) uint8 against its clean one, where there is one."""
    scores = score(pixels, truth)
    return PictureScore(
        method=method,
        condition=condition,
        picture=picture,
        psnr_rgb=scores.psnr_rgb,
        ssim_rgb=scores.ssim_rgb,
        psnr_y=scores.psnr_y,
        ssim_y=scores.ssim_y,
        niqe=scores.niqe,
        niqe_reason=scores.niqe_reason,
        dark_mean=dark_channel_mean(dark_channel(pixels)),
        sharpness=sharpness(pixels),
        seconds=seconds,
    )


def sharpness(pixels: Pixels) -> float:
    """Return the mean gradient magnitude of the mean of the channels [levels per px].

    Differences go to the right and down, over the pixels that have both neighbours.
    """
    gray = pixels.mean(axis=2)
    right = gray[:-1, 1:] - gray[:-1, :-1]
    down = gray[1:, :-1] - gray[:-1, :-1]
    return float(np.hypot(right, down).mean())
