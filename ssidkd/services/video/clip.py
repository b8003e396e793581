"""A video or an animation as frames, whatever file it came in."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

import numpy as np

from ssidkd.core.intake import DEFAULT_LIMITS as INTAKE_LIMITS
from ssidkd.core.intake import PictureRefused, RefusalCode
from ssidkd.core.intake.source import read_bytes
from ssidkd.core.picture import Pixels
from ssidkd.services.photos import at_most
from ssidkd.services.video.limits import DEFAULT_LIMITS, VideoLimits

Container = Literal["mp4", "webm", "avi", "gif"]

ACCEPTED = "MP4, MOV, WebM, MKV, AVI or GIF"
"""What is taken, as a sentence names it."""


@dataclass(frozen=True, kw_only=True)
class Timing:
    """When frames are shown."""

    fps: float | None = None
    """Of a video; None for an animation."""
    durations: tuple[int, ...] = ()
    """Of every frame of an animation [ms]."""
    loops: int = 0
    """How often an animation is shown; 0 for ever."""


class FrameSource(Protocol):
    """Where frames come from."""

    size: tuple[int, int]
    """Width and height [px]."""
    count: int
    """Frames that are taken."""
    is_cut: bool
    """Whether there are more."""
    timing: Timing

    def frames(self) -> Iterator[Pixels]:
        """Yield the frames, at their own size; may end early in a damaged file."""
        ...


@dataclass(frozen=True, kw_only=True)
class Clip:
    """What is worked on."""

    source: FrameSource
    path: Path
    """A copy of the file under a harmless name; its sound is taken from it."""
    most_pixels: int
    """Larger frames are made smaller."""
    notices: tuple[str, ...]

    @property
    def is_animation(self) -> bool:
        """Whether it is an animated picture, without sound and with a time for each frame."""
        return self.source.timing.fps is None

    def frames(self) -> Iterator[Pixels]:
        """Yield the frames as they are worked on: with even sides, as video formats want them."""
        for frame in self.source.frames():
            yield _even(at_most(frame, self.most_pixels))

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of what is worked on [px]."""
        return _worked_size(self.source.size, self.most_pixels)


@contextmanager
def opened_clip(file: Path, limits: VideoLimits = DEFAULT_LIMITS) -> Iterator[Clip]:
    """Open a file from outside; it is told by its content, and closed in the end.

    Raises:
        PictureRefused: it is no video or animation that is taken, or cannot be read.
    """
    data = read_bytes(file, INTAKE_LIMITS)
    container = recognise(data)
    with tempfile.TemporaryDirectory(prefix="ssidkd-video-") as folder:
        # Under a name of ours: decoders read patterns and protocols out of names.
        copy = Path(folder) / f"video.{container}"
        copy.write_bytes(data)
        source = _open(container, copy, limits)
        yield _clip(source, copy, limits)


def recognise(data: bytes) -> Container:
    """Return the container of a file.

    Only these reach a decoder: a play list, which names other files, does not.

    Raises:
        PictureRefused: it is none that is taken.
    """
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return "gif"
    if data[4:8] == b"ftyp" or data[4:12] in (b"\0\0\0\0moov", b"wide\0\0\0\0"):
        return "mp4"
    if data.startswith(b"\x1a\x45\xdf\xa3"):
        return "webm"
    if data.startswith(b"RIFF") and data[8:12] == b"AVI ":
        return "avi"
    raise PictureRefused(
        RefusalCode.FORMAT, f"This file is not a video that is taken; please choose {ACCEPTED}."
    )


def unreadable() -> PictureRefused:
    """Return the refusal of a file without a single frame that can be read."""
    return PictureRefused(
        RefusalCode.CORRUPT,
        "This video is damaged or in a format that cannot be read here; please save it again as "
        "MP4 (H.264) or GIF.",
    )


def _open(container: Container, path: Path, limits: VideoLimits) -> FrameSource:
    from ssidkd.services.video.animation import AnimationFrames
    from ssidkd.services.video.film import FilmFrames

    try:
        if container == "gif":
            return AnimationFrames(path, limits)
        return FilmFrames(path, limits)
    except PictureRefused:
        raise
    except Exception as error:  # decoders raise a dozen unrelated classes on damaged files
        raise unreadable() from error


def _clip(source: FrameSource, path: Path, limits: VideoLimits) -> Clip:
    most = limits.frame_pixels
    if source.timing.fps is None:
        most = min(most, limits.animation_pixels // source.count)
    notices = []
    if source.is_cut:
        notices.append(f"Only the first {source.count} frames are taken; the rest is left out.")
    width, height = _worked_size(source.size, most)
    if (width, height) != source.size:
        notices.append(f"The frames are made smaller, to {width} x {height} pixels.")
    return Clip(source=source, path=path, most_pixels=most, notices=tuple(notices))


def _worked_size(size: tuple[int, int], most: int) -> tuple[int, int]:
    width, height = size
    blank = np.broadcast_to(np.zeros((1, 1, 3), np.uint8), (height, width, 3))
    worked = _even(at_most(blank, most))
    return worked.shape[1], worked.shape[0]


def _even(pixels: Pixels) -> Pixels:
    """Cut an odd row or column off: colours of videos are stored for two by two pixels."""
    height, width = pixels.shape[:2]
    return pixels[: height // 2 * 2, : width // 2 * 2]
