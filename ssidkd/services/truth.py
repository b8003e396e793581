"""The clean picture of a photo, where a visitor has it: then results have a PSNR and an SSIM."""

from collections.abc import Callable
from dataclasses import replace

from ssidkd.core.dark_channel import measure_dark_channel
from ssidkd.core.metrics import NiqeResult, psnr_rgb, ssim_rgb
from ssidkd.core.picture import Pixels
from ssidkd.services.comparing import Pane
from ssidkd.services.comparison import Comparison
from ssidkd.services.photos import made_smaller

Size = tuple[int, int]
"""Width and height [px]."""


class TruthSizeError(ValueError):
    """The clean picture has another size than the photo.

    Args:
        given: size of the clean picture.
        wanted: size it should have.
    """

    def __init__(self, given: Size, wanted: Size) -> None:
        super().__init__(f"the truth has {given} pixels, not {wanted}")
        self.given = given
        self.wanted = wanted


def with_truth(
    comparison: Comparison, truth: Pixels, score: Callable[[Pixels], NiqeResult]
) -> Comparison:
    """Return the comparison with the clean picture as a pane, and all others measured against it.

    Args:
        comparison: with at least the input.
        truth: (H, W, 3) uint8, as large as the photo; or as the smaller copy that is compared.
        score: gives a picture its NIQE.

    Raises:
        TruthSizeError: it is neither.
    """
    truth = _fitted(truth, comparison)
    result = score(truth)
    pane = Pane(
        name="truth",
        pixels=truth,
        dark=measure_dark_channel(truth),
        niqe=result.value,
        niqe_reason=result.reason,
    )
    others = [pane for name, pane in comparison.panes.items() if name != "truth"]
    return comparison.with_panes(*(measured(other, truth) for other in others), pane)


def measured(pane: Pane, truth: Pixels) -> Pane:
    """Return a pane with PSNR and SSIM against the truth, which has its size."""
    psnr, ssim = psnr_rgb(pane.pixels, truth), ssim_rgb(pane.pixels, truth)
    return replace(pane, psnr=psnr, ssim=ssim)


def _fitted(truth: Pixels, comparison: Comparison) -> Pixels:
    """Return the truth at the size of the panes, made smaller as the photo was."""
    shown = _size(comparison.rainy)
    if _size(truth) == shown:
        return truth
    full = comparison.full_size or shown
    if _size(truth) == full:
        return made_smaller(truth, *shown)
    raise TruthSizeError(_size(truth), full)


def _size(pixels: Pixels) -> Size:
    return pixels.shape[1], pixels.shape[0]
