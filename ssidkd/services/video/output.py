"""Which file a clip becomes on this machine."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ssidkd.core.picture import Pixels
from ssidkd.services.child_environment import without_secrets
from ssidkd.services.video.clip import Clip
from ssidkd.services.video.writing import add_sound, write_h264, write_webm, write_webp


def find_ffmpeg() -> str | None:
    """Return the program ffmpeg, if there is one that writes H.264."""
    program = shutil.which("ffmpeg")
    if program is None:
        return None
    try:
        command = [program, "-hide_banner", "-encoders"]
        env = without_secrets(os.environ)
        told = subprocess.run(
            command, capture_output=True, text=True, timeout=10, env=env, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return program if "libx264" in told.stdout else None


@dataclass(frozen=True, kw_only=True)
class Output:
    """Writes clips with what this machine has."""

    ffmpeg: str | None
    """The program, None without it."""

    def suffix(self, clip: Clip) -> str:
        """Return the suffix of the file a clip becomes."""
        if clip.is_animation:
            return ".webp"
        return ".mp4" if self.ffmpeg else ".webm"

    def write(self, clip: Clip, frames: Iterator[Pixels], path: Path) -> int:
        """Write frames with a clip's timing and sound, and return how many there were.

        Raises:
            VideoWriteError: they cannot be written.
        """
        timing = clip.source.timing
        if timing.fps is None:
            return write_webp(frames, timing, path)
        if self.ffmpeg is None:
            return write_webm(frames, timing.fps, path)
        count = write_h264(frames, timing.fps, path, self.ffmpeg)
        if count:
            add_sound(path, clip.path, count / timing.fps, self.ffmpeg)
        return count

    def keeps_sound(self, clip: Clip) -> bool:
        """Return whether a clip's sound, if it has any, is kept."""
        return clip.is_animation or self.ffmpeg is not None
