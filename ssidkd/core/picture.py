"""The two forms of a picture, and the only place where one becomes the other.

Pixels: (H, W, 3) uint8, sRGB, channels R, G, B. Every picture outside a network has this form.
Batch: (B, 3, H, W) float in [0, 1], channels R, G, B. Every picture inside a network has this one.

Files from visitors become pixels in `ssidkd.core.intake` and nowhere else. Pixels become files
here, as PNG, because a lossy format would change what the network made.
"""

import io
import uuid
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

Pixels = NDArray[np.uint8]
"""(H, W, 3) uint8, sRGB, channels R, G, B."""


def to_batch(pixels: Pixels) -> Tensor:
    """Return pixels as a batch of one (1, 3, H, W) float32 on the CPU."""
    _check_pixels(pixels)
    writable = np.require(pixels, requirements=["C", "W"])  # torch warns of read-only memory
    return torch.from_numpy(writable).permute(2, 0, 1)[None].to(torch.float32).div(255)


def to_pixels(batch: Tensor) -> Pixels:
    """Return a batch of one as pixels: clamped to [0, 1] and rounded to the nearest of 256 steps.

    Raises:
        ValueError: the batch is not (1, 3, H, W), or holds a value that is not a number.
    """
    if batch.ndim != 4 or batch.shape[:2] != (1, 3):
        raise ValueError(f"expected a batch (1, 3, H, W), not {tuple(batch.shape)}")
    levels = batch.detach().to(torch.float32).mul(255)
    if levels.isnan().any():
        raise ValueError("the picture holds values that are not numbers")
    steps = levels.round_().clamp_(0, 255).to(torch.uint8)
    return np.ascontiguousarray(steps[0].permute(1, 2, 0).cpu().numpy())


def encode_png(pixels: Pixels) -> bytes:
    """Return pixels as the bytes of a PNG file that holds nothing but them."""
    _check_pixels(pixels)
    buffer = io.BytesIO()
    # A third of the usual time for a file that is 6 % larger: visitors wait for it.
    Image.fromarray(pixels).save(buffer, "PNG", compress_level=2)
    return buffer.getvalue()


def save_png(pixels: Pixels, path: Path) -> None:
    """Write pixels to a PNG file; `path` never holds half a picture, whatever stops the process."""
    unfinished = path.with_name(f".{uuid.uuid4().hex}.part")
    try:
        unfinished.write_bytes(encode_png(pixels))
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _check_pixels(pixels: Pixels) -> None:
    """Raise `ValueError` for an array that is not a picture."""
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] != 3 or not pixels.size:
        raise ValueError(
            f"expected pixels (H, W, 3) uint8, not {tuple(pixels.shape)} {pixels.dtype}"
        )
