"""The work on one video: read, shown as it is, derained frame by frame, written."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ssidkd.core.derainer import DerainCancelled, TileProgress
from ssidkd.core.picture import Pixels
from ssidkd.core.weights import Role
from ssidkd.services.admission.kinds import Waiting
from ssidkd.services.admission.line import Seat
from ssidkd.services.background import Report, ShouldStop
from ssidkd.services.clock import WorkClock
from ssidkd.services.deraining import DerainingService
from ssidkd.services.shelf import PictureShelf
from ssidkd.services.video.clip import Clip
from ssidkd.services.video.output import Output

SILENT = "The sound is left out: this server does not have the program ffmpeg."


@dataclass(frozen=True, kw_only=True)
class VideoState:
    """Where a video is."""

    done: int = 0
    """Frames derained."""
    total: int | None = None
    """Frames in all; None while the file is read."""
    share: float = 0.0
    seconds_left: float | None = None
    """None while nothing is known about this machine's speed."""
    waiting: Waiting | None = None
    """What to tell while others come first."""
    size: tuple[int, int] | None = None
    """Width and height of the frames as they are worked on [px]."""
    is_animation: bool = False
    first: tuple[Path, Path] | None = None
    """The first frame before and after, as PNG."""
    before: Path | None = None
    """The rainy clip, in the size and the format of the result."""
    after: Path | None = None
    """The derained clip, once it is over and there are frames."""
    notices: tuple[str, ...] = ()
    is_over: bool = False


class VideoWork:
    """Works on one clip; runs in a thread of its own.

    Args:
        deraining: makes the frames.
        shelf: where the files lie until they are deleted.
        output: writes the clips.
        role: which network.
    """

    def __init__(
        self, deraining: DerainingService, shelf: PictureShelf, output: Output, role: Role
    ) -> None:
        self._deraining = deraining
        self._shelf = shelf
        self._output = output
        self._role = role
        self._state = VideoState()
        self._clock = WorkClock(0)
        self.seat: Seat | None = None
        """Its place in the line, once it has one."""

    def now(self) -> VideoState:
        """Return where the video is."""
        if self._state.total is None:
            return self._state
        return replace(
            self._state,
            share=self._clock.share,
            seconds_left=self._clock.seconds_left,
            waiting=None if self.seat is None else self.seat.waiting,
        )

    def run(self, clip: Clip, report: Report[None], should_stop: ShouldStop) -> None:
        """Write the clip as it is, then as the network makes it."""
        keeps_sound = self._output.keeps_sound(clip)
        self._state = VideoState(
            size=clip.size,
            is_animation=clip.is_animation,
            notices=clip.notices if keeps_sound else (*clip.notices, SILENT),
        )
        report(None)
        total, before = self._written(clip, _until(clip.frames(), should_stop), "rainy")
        width, height = clip.size
        each = self._deraining.derainer(self._role).estimate_seconds(height, width)
        self._clock = WorkClock(total, each)
        self._state = replace(self._state, total=total, before=before)
        report(None)
        derained = self._derained(clip, report, should_stop)
        _, after = self._written(clip, derained, f"derained-{self._role}")
        self._state = replace(self._state, after=after)

    def _written(self, clip: Clip, frames: Iterator[Pixels], name: str) -> tuple[int, Path | None]:
        path = self._shelf.reserve(name + self._output.suffix(clip))
        try:
            count = self._output.write(clip, frames, path)
        except BaseException:
            path.unlink(missing_ok=True)  # at once: the disk may be full
            raise
        finally:
            self._shelf.settle(path)
        return count, path if count else None

    def _derained(
        self, clip: Clip, report: Report[None], should_stop: ShouldStop
    ) -> Iterator[Pixels]:
        for frame in _until(clip.frames(), should_stop):
            self._clock.begin(1)
            try:
                result = self._deraining.derain(self._role, frame, _nothing, should_stop)
            except DerainCancelled:
                return
            self._clock.finish()
            first = self._state.first or self._pair(frame, result.derained)
            self._state = replace(self._state, done=self._state.done + 1, first=first)
            report(None)
            yield result.derained

    def _pair(self, rainy: Pixels, derained: Pixels) -> tuple[Path, Path]:
        return (
            self._shelf.put(rainy, "frame-rainy"),
            self._shelf.put(derained, f"frame-derained-{self._role}"),
        )


def _until(frames: Iterator[Pixels], should_stop: ShouldStop) -> Iterator[Pixels]:
    for frame in frames:
        if should_stop():
            return
        yield frame


def _nothing(_progress: TileProgress) -> None:
    """Progress is told by the clock."""
