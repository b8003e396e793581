"""How good a picture is: NIQE without a reference, PSNR and SSIM with one."""

from ssidkd.core.metrics.full_reference import (
    NotComparableError,
    psnr_rgb,
    psnr_y,
    ssim_rgb,
    ssim_y,
)
from ssidkd.core.metrics.niqe import NiqeResult, block_distances, niqe
from ssidkd.core.metrics.pristine import (
    PristineModel,
    PristineModelError,
    bundled_pristine_model,
    load_pristine_model,
)
from ssidkd.core.metrics.score import Score, score

__all__ = [
    "NiqeResult",
    "NotComparableError",
    "PristineModel",
    "PristineModelError",
    "Score",
    "block_distances",
    "bundled_pristine_model",
    "load_pristine_model",
    "niqe",
    "psnr_rgb",
    "psnr_y",
    "score",
    "ssim_rgb",
    "ssim_y",
]
