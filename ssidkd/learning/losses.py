"""Losses of both stages, as plain functions.

Pictures are (B, 3, H, W) float in [0, 1]; codes are (B, C, h, w). Half types are promoted to
float32 first: in bfloat16 the variances of SSIM cancel and its number is meaningless. Functions
are means, but for the paper's and the released code's dark channel and total variation: those are
sums over all pictures of a batch, whose size depends on crop and batch.

Source: paper eq. 6 to 11; https://github.com/cuiyixin555/SSID-KD for the `released_` forms.
"""

import torch
from torch import Tensor
from torch.nn import functional as F

DARK_WINDOW = 15
"""Side of the dark channel's window in He et al. [px], from whom the prior is (paper's [44])."""
PAPER_DARK_WINDOW = 35
"""The paper names no window; this is the side in Pan et al. [px], who first made the dark channel
something to minimise (paper's [45])."""
RELEASED_DARK_WINDOW = 128
"""Side in the released code [px], which is that of its crops."""
_SSIM_SIGMA = 1.5
_SSIM_WINDOW = 11


def l1(derained: Tensor, clean: Tensor) -> Tensor:
    """Return the mean absolute difference."""
    return (_promoted(derained) - _promoted(clean)).abs().mean()


def charbonnier(derained: Tensor, clean: Tensor, epsilon: float = 1e-3) -> Tensor:
    """Return the mean of sqrt(d^2 + epsilon^2) - epsilon: zero where both are equal."""
    difference = _promoted(derained) - _promoted(clean)
    return torch.hypot(difference, difference.new_tensor(epsilon)).mean() - epsilon


def ssim(derained: Tensor, clean: Tensor) -> Tensor:
    """Return the mean structural similarity, 11 x 11 Gaussian, zero padding (eq. 6's SSIM).

    The convention of `ssidkd.core.metrics.ssim_rgb`, without its clipping.
    """
    first, second = _promoted(derained), _promoted(clean)
    pictures = torch.cat([first, second, first * first, second * second, first * second])
    mean1, mean2, square1, square2, product = _smoothed(pictures).chunk(5)
    c1, c2 = 0.01**2, 0.03**2
    covariance = product - mean1 * mean2
    variances = square1 - mean1**2 + square2 - mean2**2
    luminance = (2 * mean1 * mean2 + c1) / (mean1**2 + mean2**2 + c1)
    return (luminance * (2 * covariance + c2) / (variances + c2)).mean()


def code_divergence(real_code: Tensor, synthetic_code: Tensor) -> Tensor:
    """Return KL(real || synthetic) between mean channel distributions [nats].

    Rain codes of different pictures share no positions, so each code's softmax over channels is
    averaged over positions first and pictures are compared as a batch; the synthetic side is a
    constant (a pseudo-label, as the paper's text has it).
    """
    real = F.softmax(_promoted(real_code), dim=1).mean(dim=(0, 2, 3))
    synthetic = F.softmax(_promoted(synthetic_code.detach()), dim=1).mean(dim=(0, 2, 3))
    return (real * (real.clamp_min(1e-12).log() - synthetic.clamp_min(1e-12).log())).sum()


def released_code_divergence(real_code: Tensor, synthetic_code: Tensor) -> Tensor:
    """Return the released code's KL term: mean over all entries, nothing detached (eq. 8).

    `kl_div(log_softmax(synthetic), softmax(real), reduction="mean")`, softmax over channels.
    """
    log_synthetic = F.log_softmax(_promoted(synthetic_code), dim=1)
    real = F.softmax(_promoted(real_code), dim=1)
    return F.kl_div(log_synthetic, real, reduction="none").mean()


def dark_channel(picture: Tensor, window: int = DARK_WINDOW) -> Tensor:
    """Return the dark channel (B, 1, H, W): minimum over colours and an odd window (eq. 9)."""
    if window % 2 == 0:
        raise ValueError(f"the window of the dark channel must be odd, not {window}")
    return -_greatest(-_promoted(picture).amin(dim=1, keepdim=True), window)


def dark_channel_mean(picture: Tensor, window: int = DARK_WINDOW) -> Tensor:
    """Return the mean of the absolute dark channel; darker is better."""
    return dark_channel(picture, window).abs().mean()


def dark_channel_sum(picture: Tensor, window: int = PAPER_DARK_WINDOW) -> Tensor:
    """Return the L1 norm of the dark channel of a derained picture (eq. 10, recipe `paper`).

    The text of III-B.2 constrains the derained picture and so does this; the printed equation puts
    the rain layer in, which would push each window's largest rain value to one.
    """
    return dark_channel(picture, window).abs().sum()


def released_dark_channel(picture: Tensor, window: int = RELEASED_DARK_WINDOW) -> Tensor:
    """Return the released code's dark channel term: minus the sum of maxpool3d(1 - (p + 1) / 2).

    Pooling 3 x 128 x 128, stride 1, padding 64: a 129 x 129 map for a 128 px crop.
    """
    inverted = 1 - (_promoted(picture) + 1) / 2
    return -_greatest(inverted.amax(dim=1, keepdim=True), window).abs().sum()


def total_variation(picture: Tensor) -> Tensor:
    """Return the mean absolute difference of neighbours, horizontal plus vertical."""
    horizontal, vertical = _differences(picture)
    return horizontal.abs().mean() + vertical.abs().mean()


def total_variation_sum(picture: Tensor) -> Tensor:
    """Return the sum of absolute differences of neighbours (eq. 11, recipe `paper`)."""
    horizontal, vertical = _differences(picture)
    return horizontal.abs().sum() + vertical.abs().sum()


def released_total_variation(picture: Tensor) -> Tensor:
    """Return the released code's TV: correlation with [-1, 1, 0] and zero padding, summed.

    What lies before the first column and row is zero, so these count with their own values.
    """
    first_column, first_row = _promoted(picture[..., :, :1]), _promoted(picture[..., :1, :])
    return total_variation_sum(picture) + first_column.abs().sum() + first_row.abs().sum()


def _promoted(tensor: Tensor) -> Tensor:
    """Return half types as float32; float32 and float64 stay what they are."""
    return tensor.float() if tensor.dtype in (torch.float16, torch.bfloat16) else tensor


def _smoothed(pictures: Tensor) -> Tensor:
    """Weight every 11 x 11 window by a Gaussian, with zeros around the picture."""
    offsets = torch.arange(_SSIM_WINDOW, device=pictures.device, dtype=pictures.dtype)
    line = torch.exp(-((offsets - _SSIM_WINDOW // 2) ** 2) / (2 * _SSIM_SIGMA**2))
    channels, padding = pictures.shape[1], _SSIM_WINDOW // 2
    across = (line / line.sum()).expand(channels, 1, 1, _SSIM_WINDOW)
    with torch.autocast(pictures.device.type, enabled=False):
        smooth = F.conv2d(pictures, across, padding=(0, padding), groups=channels)
        return F.conv2d(smooth, across.mT, padding=(padding, 0), groups=channels)


def _greatest(values: Tensor, window: int) -> Tensor:
    """Return the maximum over windows around each place, along one axis after the other.

    The same numbers as pooling squares, at a cost of 2 window instead of window^2 for each place.
    An even window gives one row and one column more, as pooling with padding window / 2 does.
    """
    padding = window // 2
    columns = F.max_pool2d(values, (window, 1), stride=1, padding=(padding, 0))
    return F.max_pool2d(columns, (1, window), stride=1, padding=(0, padding))


def _differences(picture: Tensor) -> tuple[Tensor, Tensor]:
    """Return what each value adds to its left neighbour, and to the one above."""
    picture = _promoted(picture)
    horizontal = picture[..., :, 1:] - picture[..., :, :-1]
    return horizontal, picture[..., 1:, :] - picture[..., :-1, :]
