"""Frames of a video file, read by OpenCV with the FFmpeg libraries inside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np

from ssidkd.core.intake import DEFAULT_LIMITS as INTAKE_LIMITS
from ssidkd.core.intake.limits import check_size
from ssidkd.core.picture import Pixels
from ssidkd.services.video.clip import Timing, unreadable
from ssidkd.services.video.limits import VideoLimits

_HIGHEST_RATE = 240.0
_USUAL_RATE = 25.0
_SAME_RATE = 0.02
"""Share by which the rate a file names may differ from what its frames' times say."""


class FilmFrames:
    """Frames of one video; turned upright as its file says.

    Args:
        path: of a file under a name of ours.
        limits: how much of it is taken.

    Raises:
        PictureRefused: there is no frame, or its size is not taken.
    """

    def __init__(self, path: Path, limits: VideoLimits) -> None:
        self._path = path
        with _opened(path) as video:
            named = float(video.get(cv2.CAP_PROP_FPS))
            found, first = video.read()
            if not found or first is None:
                raise unreadable()
            height, width = first.shape[:2]
            check_size(width, height, INTAKE_LIMITS)
            times = [0.0, *_times(video, limits.frames)]
        fps = _rate(named, times)
        self.size = (width, height)
        self.count = min(len(times), limits.most_frames(fps))
        self.is_cut = len(times) > self.count
        self.timing = Timing(fps=fps)

    def frames(self) -> Iterator[Pixels]:
        """Yield the frames (H, W, 3) uint8."""
        with _opened(self._path) as video:
            for _ in range(self.count):
                found, frame = video.read()
                if not found or frame is None or frame.shape[1::-1] != self.size:
                    return
                yield np.ascontiguousarray(frame[..., ::-1], dtype=np.uint8)


@contextmanager
def _opened(path: Path) -> Iterator[cv2.VideoCapture]:
    video = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG)
    try:
        yield video
    finally:
        video.release()


def _times(video: cv2.VideoCapture, most: int) -> Iterator[float]:
    """Yield when the frames after the first one are shown [ms], one more than are taken."""
    for _ in range(most):
        if not video.grab():
            return
        yield float(video.get(cv2.CAP_PROP_POS_MSEC))


def _rate(named: float, times: list[float]) -> float:
    """Return frames per second; phones vary it, and then the average keeps picture and sound."""
    is_sound = 0 < named <= _HIGHEST_RATE
    length = (times[-1] - times[0]) / 1000
    if length <= 0:
        return named if is_sound else _USUAL_RATE
    measured = min((len(times) - 1) / length, _HIGHEST_RATE)
    return named if is_sound and abs(named / measured - 1) < _SAME_RATE else measured
