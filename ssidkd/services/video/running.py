"""Derains videos frame by frame, and says how far they are."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ssidkd.core.weights import Role
from ssidkd.services.admission.kinds import LONG
from ssidkd.services.background import Report, ShouldStop, events_of
from ssidkd.services.deraining import DerainingService
from ssidkd.services.shelf import PictureShelf
from ssidkd.services.video.clip import opened_clip, unreadable
from ssidkd.services.video.limits import DEFAULT_LIMITS, VideoLimits
from ssidkd.services.video.output import Output, find_ffmpeg
from ssidkd.services.video.work import VideoState, VideoWork


class VideoService:
    """Derains videos; they take turns with everything else on the machine, tile by tile.

    Args:
        deraining: makes the results.
        shelf: where the files lie until they are deleted.
        limits: how much of a video is taken.
        output: writes the results; by default with what this machine has.
    """

    def __init__(
        self,
        deraining: DerainingService,
        shelf: PictureShelf,
        limits: VideoLimits = DEFAULT_LIMITS,
        output: Output | None = None,
    ) -> None:
        self.limits = limits
        self.output = output or Output(ffmpeg=find_ffmpeg())
        self._deraining = deraining
        self._shelf = shelf

    def run(self, file: Path, role: Role, stop: threading.Event) -> Iterator[VideoState]:
        """Yield where the video is, whenever something changes and twice a second.

        The last state is over. After a stop it holds the frames that were done, as a shorter
        video.

        Raises:
            PictureRefused: the file is not taken; the sentence says why.
            DerainError: a frame could not be derained, or nobody can be taken in at the moment;
                the sentence says why.
            VideoWriteError: the result cannot be written.
        """
        work = VideoWork(self._deraining, self._shelf, self.output, role)

        def in_background(report: Report[None], should_stop: ShouldStop) -> None:
            with (
                self._shelf.in_use([file]),
                self._deraining.seat(LONG) as seat,
                opened_clip(file, self.limits) as clip,
            ):
                work.seat = seat
                work.run(clip, report, lambda: should_stop() or stop.is_set())

        left = threading.Event()  # set when nobody looks any more; `stop` is the visitor's alone
        for _ in events_of(in_background, left):
            yield work.now()
        last = work.now()
        if last.total == 0 and not stop.is_set():
            raise unreadable()
        yield replace(last, share=1.0, seconds_left=None, is_over=True)
