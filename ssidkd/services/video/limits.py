"""How much of a video is taken, in one place: the page says it before anything is sent."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class VideoLimits:
    """What is taken; the rest of a longer video is left out, larger frames are made smaller."""

    seconds: int = 10
    frames: int = 300
    frame_pixels: int = 500_000
    """Of one frame."""
    animation_pixels: int = 40_000_000
    """Of all frames of an animation together: they are in memory at once when it is written."""

    def most_frames(self, fps: float) -> int:
        """Return how many frames of a video are taken."""
        return min(self.frames, math.ceil(self.seconds * fps))


DEFAULT_LIMITS = VideoLimits()
