"""Losses of both stages, as plain functions.

Pictures are (B, 3, H, W) float in [0, 1]; codes are (B, C, h, w). Every loss is computed in float32
whatever comes in: in bfloat16 the variances of SSIM cancel. Functions whose name ends in `_sum` keep
the paper's sums, whose size depends on crop and batch; all others are means.

Source: paper eq. 6 to 11; https://github.com/cuiyixin555/SSID-KD for the `released_` forms.
"""

import torch
from torch import Tensor
from torch.nn import functional as F

_SSIM_SIGMA = 1.5
_SSIM_WINDOW = 11


def l1(derained: Tensor, clean: Tensor) -> Tensor:
    """Return the mean absolute difference."""
    return (derained.float() - clean.float()).abs().mean()


def charbonnier(derained: Tensor, clean: Tensor, epsilon: float = 1e-3) -> Tensor:
    """Return the mean of sqrt(d^2 + epsilon^2) - epsilon: zero where both are equal."""
    difference = derained.float() - clean.float()
    return torch.hypot(difference, difference.new_tensor(epsilon)).mean() - epsilon


def ssim(derained: Tensor, clean: Tensor) -> Tensor:
    """Return the mean structural similarity, 11 x 11 Gaussian, zero padding (eq. 6's SSIM).

    The same convention as `ssidkd.core.metrics.ssim_rgb`, without its clipping, in float32.
    """
    first, second = derained.float(), clean.float()
    offsets = torch.arange(_SSIM_WINDOW, device=first.device) - _SSIM_WINDOW // 2
    line = torch.exp(-offsets.float() ** 2 / (2 * _SSIM_SIGMA**2))
    line = line / line.sum()

    stack = torch.cat([first, second, first * first, second * second, first * second])
    channels = stack.shape[1]
    padding = _SSIM_WINDOW // 2
    across = line.expand(channels, 1, 1, _SSIM_WINDOW)
    down = across.transpose(2, 3)
    stack = F.conv2d(stack, across, padding=(0, padding), groups=channels)
    stack = F.conv2d(stack, down, padding=(padding, 0), groups=channels)

    mean1, mean2, square1, square2, product = stack.chunk(5)
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
    real = F.softmax(real_code.float(), dim=1).mean(dim=(0, 2, 3))
    synthetic = F.softmax(synthetic_code.detach().float(), dim=1).mean(dim=(0, 2, 3))
    return (real * (real.clamp_min(1e-12).log() - synthetic.clamp_min(1e-12).log())).sum()


def released_code_divergence(real_code: Tensor, synthetic_code: Tensor) -> Tensor:
    """Return the released code's KL term: mean over all entries, nothing detached (eq. 8).

    `kl_div(log_softmax(synthetic), softmax(real), reduction="mean")`, softmax over channels.
    """
    log_synthetic = F.log_softmax(synthetic_code.float(), dim=1)
    real = F.softmax(real_code.float(), dim=1)
    return F.kl_div(log_synthetic, real, reduction="none").mean()


def dark_channel(picture: Tensor, window: int = 15) -> Tensor:
    """Return the dark channel (B, 1, H, W): minimum over colours and a window (eq. 9)."""
    least = picture.float().amin(dim=1, keepdim=True)
    return -F.max_pool2d(-least, window, stride=1, padding=window // 2)


def dark_channel_mean(picture: Tensor, window: int = 15) -> Tensor:
    """Return the mean of the absolute dark channel; darker is better."""
    return dark_channel(picture, window).abs().mean()


def dark_channel_sum(picture: Tensor, window: int = 35) -> Tensor:
    """Return the L1 norm of the dark channel of a derained picture (eq. 10, recipe `paper`).

    The text of III-B.2 constrains the derained picture and so does this; the printed equation puts
    the rain layer in, which would push each window's largest rain value to one.
    """
    return dark_channel(picture, window).abs().sum()


def released_dark_channel(picture: Tensor) -> Tensor:
    """Return the released code's dark channel term: minus the sum of maxpool3d(1 - (p + 1) / 2).

    Pooling 3 x 128 x 128, stride 1, padding 64: a 129 x 129 map for a 128 px crop.
    """
    inverted = 1 - (picture.float() + 1) / 2
    pooled = F.max_pool3d(inverted[:, None], (3, 128, 128), stride=1, padding=(0, 64, 64))
    return -pooled.abs().sum()


def total_variation(picture: Tensor) -> Tensor:
    """Return the mean absolute difference of neighbours, horizontal plus vertical."""
    picture = picture.float()
    horizontal = (picture[..., :, 1:] - picture[..., :, :-1]).abs().mean()
    vertical = (picture[..., 1:, :] - picture[..., :-1, :]).abs().mean()
    return horizontal + vertical


def total_variation_sum(picture: Tensor) -> Tensor:
    """Return the sum of absolute differences of neighbours (eq. 11, recipe `paper`)."""
    picture = picture.float()
    horizontal = (picture[..., :, 1:] - picture[..., :, :-1]).abs().sum()
    return horizontal + (picture[..., 1:, :] - picture[..., :-1, :]).abs().sum()


def released_total_variation(picture: Tensor) -> Tensor:
    """Return the released code's TV: correlation with [-1, 1, 0] and zero padding, summed.

    What lies before the first column and row is zero, so they count with their own values.
    """
    first_column, first_row = picture[..., :, :1], picture[..., :1, :]
    border = first_column.float().abs().sum() + first_row.float().abs().sum()
    return total_variation_sum(picture) + border
