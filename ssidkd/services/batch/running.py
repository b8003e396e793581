"""Derains batches, and says how far they are."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ssidkd.core.metrics import NiqeResult
from ssidkd.core.picture import Pixels
from ssidkd.services.admission.kinds import LONG, Waiting
from ssidkd.services.background import Report, ShouldStop, events_of
from ssidkd.services.batch.archive import BatchRecord
from ssidkd.services.batch.limits import DEFAULT_LIMITS, BatchLimits
from ssidkd.services.batch.reading import BatchReader
from ssidkd.services.batch.report import (
    BatchSettings,
    NetworkSettings,
    instructions,
    results_csv,
    settings_json,
)
from ssidkd.services.batch.rows import BatchOptions, Incoming, Row
from ssidkd.services.batch.work import BatchWork
from ssidkd.services.deraining import DerainingService
from ssidkd.services.shelf import PictureShelf

ARCHIVE_NAME = "derained.zip"


@dataclass(frozen=True, kw_only=True)
class BatchState:
    """Where a batch is."""

    rows: tuple[Row, ...]
    current: int | None = None
    """Index of the row that is worked on; None while files are only looked at, and at the end."""
    share: float = 0.0
    """Done of the whole, 0 to 1."""
    seconds_left: float | None = None
    """None while nothing is known about this machine's speed."""
    waiting: Waiting | None = None
    """What to tell while others come first."""
    archive: Path | None = None
    """Where the results are, once it is over and there are any."""
    is_over: bool = False


class BatchService:
    """Derains batches; they take turns with everything else on the machine, tile by tile.

    Args:
        deraining: makes the results.
        score: gives a picture its NIQE.
        shelf: where the page's pictures and the archives lie until they are deleted.
        limits: of one batch.
    """

    def __init__(
        self,
        deraining: DerainingService,
        score: Callable[[Pixels], NiqeResult],
        shelf: PictureShelf,
        limits: BatchLimits = DEFAULT_LIMITS,
    ) -> None:
        self.limits = limits
        self._deraining = deraining
        self._score = score
        self._shelf = shelf

    def run(
        self, files: Sequence[Incoming], options: BatchOptions, stop: threading.Event
    ) -> Iterator[BatchState]:
        """Yield where the batch is, whenever something changes and twice a second.

        The last state is over. When `stop` is set it comes at once, with what was done by then: a
        forward pass that has begun ends by itself, and nobody waits. Pictures that cannot be done
        say so in their rows.

        Raises:
            ServerBusyError: nobody can be taken in at the moment.
        """
        max_pixels = None if options.full_size else self._deraining.quick_pixels()
        path = self._shelf.reserve(ARCHIVE_NAME)
        record = BatchRecord(path)
        work = BatchWork(self._deraining, self._score, self._shelf, options, record)
        reader = BatchReader(files, max_pixels, self.limits)

        def in_background(report: Report[None], should_stop: ShouldStop) -> None:
            sent = [file.path for file in files]
            with self._shelf.in_use(sent), self._deraining.seat(LONG) as seat:
                work.seat = seat
                work.run(reader, report, lambda: should_stop() or stop.is_set())

        left = threading.Event()  # set when nobody looks any more; `stop` is the visitor's alone
        is_whole = False
        try:
            for _ in events_of(in_background, left):
                if stop.is_set():
                    break
                yield _state(record, work)
            rows = record.close()
            if any(row.results for row in rows):
                record.finish(self._reports(rows, options, max_pixels))
                is_whole = True
        finally:
            if not is_whole:
                record.discard()
            self._shelf.settle(path)
        yield BatchState(rows=rows, share=1.0, archive=path if is_whole else None, is_over=True)

    def _reports(
        self, rows: Sequence[Row], options: BatchOptions, max_pixels: int | None
    ) -> dict[str, str]:
        variant = self._deraining.policy.variant
        results = [result for row in rows for result in row.results.values()]
        settings = BatchSettings(
            networks=tuple(
                NetworkSettings(
                    model=role, variant=variant, sha256=self._deraining.weights_sha256(role)
                )
                for role in options.roles
            ),
            device=self._deraining.device,
            precision=results[0].precision,
            max_pixels=max_pixels,
        )
        return {
            "results.csv": results_csv(rows, options.roles),
            "settings.json": settings_json(settings),
            "README.txt": instructions(settings),
        }


def _state(record: BatchRecord, work: BatchWork) -> BatchState:
    clock = work.clock
    return BatchState(
        rows=record.rows,
        current=work.current,
        share=0.0 if clock is None else clock.share,
        seconds_left=None if clock is None else clock.seconds_left,
        waiting=None if work.seat is None else work.seat.waiting,
    )
