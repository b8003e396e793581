"""How large and how odd a picture may be, checked before its pixels are decoded."""

from dataclasses import dataclass

from ssidkd.core.intake.refusal import PictureRefused, RefusalCode, not_image

MEBIBYTE = 1024 * 1024
MEGAPIXEL = 1_000_000


@dataclass(frozen=True, kw_only=True)
class IntakeLimits:
    """What is taken; anything beyond is refused with a sentence that names the limit."""

    max_bytes: int = 20 * MEBIBYTE
    """Largest file [bytes]: 20 MiB = 20,971,520 bytes, the same as "20mb" of Gradio."""
    max_pixels: int = 40 * MEGAPIXEL
    """Most pixels, width x height x frames: 40,000,000. Only the first frame of an animation is
    decoded, but all of them have to be walked through to know that the file is sound."""
    min_side: int = 32
    """Smallest width and height [px]: the smallest picture the network takes."""
    max_aspect: float = 20.0
    """Longer side over shorter side."""

    def __post_init__(self) -> None:
        """Raise `ValueError` for limits that no picture could meet."""
        if min(self.max_bytes, self.max_pixels, self.min_side) < 1 or self.max_aspect < 1:
            raise ValueError("every limit of the picture intake must be at least 1")


DEFAULT_LIMITS = IntakeLimits()


def check_bytes(count: int, limits: IntakeLimits) -> None:
    """Refuse a file of no bytes or of too many."""
    if count == 0:
        raise PictureRefused(
            RefusalCode.EMPTY, "This file is empty; please choose another one or upload it again."
        )
    if count > limits.max_bytes:
        raise PictureRefused(
            RefusalCode.TOO_MANY_BYTES,
            f"This file is larger than {limits.max_bytes / MEBIBYTE:g} MiB; "
            "please make the picture smaller or save it as JPEG.",
        )


def check_size(width: int, height: int, limits: IntakeLimits, frames: int = 1) -> None:
    """Refuse a picture by what its header says."""
    if min(width, height) < 1:
        raise not_image()
    check_pixels(width, height, limits, frames)
    if max(width, height) > limits.max_aspect * min(width, height):
        raise PictureRefused(
            RefusalCode.ASPECT,
            f"This picture is {width} x {height} pixels, more than {limits.max_aspect:g} times "
            "as long as wide; please crop it.",
        )
    if min(width, height) < limits.min_side:
        raise PictureRefused(
            RefusalCode.TOO_SMALL,
            f"This picture is {width} x {height} pixels; please choose one of at least "
            f"{limits.min_side} x {limits.min_side} pixels.",
        )


def check_pixels(width: int, height: int, limits: IntakeLimits, frames: int = 1) -> None:
    """Refuse a picture, or an animation, of too many pixels."""
    if width * height * frames > limits.max_pixels:
        raise PictureRefused(RefusalCode.TOO_MANY_PIXELS, _too_many(width, height, frames, limits))


def _too_many(width: int, height: int, frames: int, limits: IntakeLimits) -> str:
    """Return the sentence for a picture, or an animation, of too many pixels."""
    most = f"{limits.max_pixels / MEGAPIXEL:g} megapixels"
    if frames > 1:
        return (
            f"This animation has {frames} frames of {width} x {height} pixels, together more than "
            f"{most}; please save one frame as JPEG or PNG."
        )
    return f"This picture is {width} x {height} pixels, more than {most}; please make it smaller."
