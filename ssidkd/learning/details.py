"""Fine detail of pictures: what a Gaussian blur takes away."""

import torch
from torch import Tensor
from torch.nn import functional as F


def fine_detail(picture: Tensor, sigma: float) -> Tensor:
    """Return a picture minus its blurred self; edges count as mirrored.

    Args:
        picture: (B, C, H, W) float, sides longer than 3 sigma.
        sigma: of the Gaussian [px].
    """
    reach = round(3 * sigma)
    offsets = torch.arange(-reach, reach + 1, device=picture.device, dtype=picture.dtype)
    line = torch.exp(-((offsets / sigma) ** 2) / 2)
    channels = picture.shape[1]
    across = (line / line.sum()).expand(channels, 1, 1, -1)
    around = F.pad(picture, (reach,) * 4, mode="reflect")
    blurred = F.conv2d(F.conv2d(around, across, groups=channels), across.mT, groups=channels)
    return picture - blurred
