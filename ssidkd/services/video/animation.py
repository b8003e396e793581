"""Frames of an animated GIF, read by Pillow's decoder for it and no other."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image
from PIL.GifImagePlugin import GifImageFile

from ssidkd.core.intake import DEFAULT_LIMITS as INTAKE_LIMITS
from ssidkd.core.intake.limits import check_size
from ssidkd.core.picture import Pixels
from ssidkd.services.video.clip import Timing, unreadable
from ssidkd.services.video.limits import VideoLimits

_TOO_SHORT = 10
"""Browsers show a frame that asks for no more than this [ms] for `_INSTEAD`."""
_INSTEAD = 100


class AnimationFrames:
    """Frames of one GIF; transparent parts are put on white.

    Args:
        path: of the file.
        limits: how much of it is taken.

    Raises:
        PictureRefused: there is no frame, or its size is not taken.
    """

    def __init__(self, path: Path, limits: VideoLimits) -> None:
        self._path = path
        with GifImageFile(path) as picture:
            check_size(*picture.size, INTAKE_LIMITS)
            self.size: tuple[int, int] = picture.size
            loops = int(picture.info.get("loop", 1))
            durations = list(_durations(picture, limits.frames + 1))
        if not durations:
            raise unreadable()
        self.is_cut = len(durations) > limits.frames
        self.count = min(len(durations), limits.frames)
        self.timing = Timing(durations=tuple(durations[: self.count]), loops=loops)

    def frames(self) -> Iterator[Pixels]:
        """Yield the frames (H, W, 3) uint8."""
        with GifImageFile(self._path) as picture:
            for _ in _walked(picture, self.count):
                yield _on_white(picture)


def _durations(picture: Image.Image, most: int) -> Iterator[int]:
    for _ in _walked(picture, most):
        wanted = int(picture.info.get("duration", 0))
        yield wanted if wanted > _TOO_SHORT else _INSTEAD


def _walked(picture: Image.Image, most: int) -> Iterator[int]:
    """Go to one frame after the other, up to the end or to where the file is damaged."""
    for index in range(most):
        try:
            picture.seek(index)
            picture.load()
        except (EOFError, OSError, ValueError, SyntaxError, IndexError):
            return
        yield index


def _on_white(picture: Image.Image) -> Pixels:
    frame = picture.convert("RGBA")
    white = Image.new("RGBA", frame.size, "white")
    return np.asarray(Image.alpha_composite(white, frame).convert("RGB"), dtype=np.uint8)
