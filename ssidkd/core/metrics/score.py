"""All scores of one picture."""

from dataclasses import dataclass

from ssidkd.core.metrics.full_reference import psnr_rgb, psnr_y, ssim_rgb, ssim_y
from ssidkd.core.metrics.niqe import niqe
from ssidkd.core.picture import Pixels


@dataclass(frozen=True, kw_only=True)
class Score:
    """What is known of a picture's quality; the last four only where there is a reference."""

    niqe: float | None
    """Lower is better, no reference needed."""
    niqe_reason: str | None
    """Why there is no NIQE, as a sentence; None where there is one."""
    psnr_rgb: float | None = None
    """Paper's convention [dB]; higher is better."""
    ssim_rgb: float | None = None
    """Paper's convention; 1 is identical."""
    psnr_y: float | None = None
    """On luma [dB]; higher is better."""
    ssim_y: float | None = None
    """On luma; 1 is identical."""


def score(pixels: Pixels, reference: Pixels | None = None) -> Score:
    """Score a picture (H, W, 3) uint8, against the clean picture where there is one.

    Raises:
        NotComparableError: picture and reference differ in size.
    """
    result = niqe(pixels)
    if reference is None:
        return Score(niqe=result.value, niqe_reason=result.reason)
    return Score(
        niqe=result.value,
        niqe_reason=result.reason,
        psnr_rgb=psnr_rgb(pixels, reference),
        ssim_rgb=ssim_rgb(pixels, reference),
        psnr_y=psnr_y(pixels, reference),
        ssim_y=ssim_y(pixels, reference),
    )
