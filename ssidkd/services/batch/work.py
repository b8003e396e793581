"""The work on one batch: each picture measured, derained by each network, measured again."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ssidkd.core.derainer import DerainCancelled, DerainResult, TileProgress
from ssidkd.core.metrics import NiqeResult
from ssidkd.core.picture import Pixels, encode_png
from ssidkd.core.weights import Role
from ssidkd.services.admission.line import Seat
from ssidkd.services.background import Report, ShouldStop
from ssidkd.services.batch.archive import BatchRecord
from ssidkd.services.batch.reading import BatchReader, refusal_of
from ssidkd.services.batch.report import ORIGINALS, result_name
from ssidkd.services.batch.rows import BatchOptions, Niqe, Result, Row
from ssidkd.services.clock import WorkClock
from ssidkd.services.deraining import DerainingService
from ssidkd.services.photos import Photo, at_most
from ssidkd.services.shelf import PictureShelf

_THUMBNAIL_PIXELS = 160 * 120


class BatchWork:
    """Fills a record; runs in a thread of its own.

    Args:
        deraining: makes the results.
        score: gives a picture its NIQE.
        shelf: where small copies lie for the page.
        options: how the batch is to be done.
        record: what is filled.
    """

    def __init__(
        self,
        deraining: DerainingService,
        score: Callable[[Pixels], NiqeResult],
        shelf: PictureShelf,
        options: BatchOptions,
        record: BatchRecord,
    ) -> None:
        self._deraining = deraining
        self._score = score
        self._shelf = shelf
        self._options = options
        self._record = record
        self.clock: WorkClock | None = None
        self.seat: Seat | None = None
        """Its place in the line, once it has one."""
        self.current: int | None = None

    def run(self, reader: BatchReader, report: Report[None], should_stop: ShouldStop) -> None:
        """Look at every file, then derain every picture."""
        for row in reader.rows(should_stop):
            self._record.add(row)
            report(None)
        rows = self._record.rows
        todo = [index for index, row in enumerate(rows) if row.refusal is None]
        if todo:
            self.clock = self._clock([rows[index] for index in todo])
        for index in todo:
            if should_stop():
                return
            self.current = index
            self._do(index, reader, report, should_stop)
        self.current = None

    def _clock(self, rows: list[Row]) -> WorkClock:
        pixels = sum(row.pixels for row in rows)
        width, height = rows[0].worked_size or (0, 0)
        expected = self._deraining.derainer(self._options.roles[0]).estimate_seconds(height, width)
        each = expected and expected / (width * height)
        return WorkClock(pixels * len(self._options.roles), each)

    def _do(
        self, index: int, reader: BatchReader, report: Report[None], should_stop: ShouldStop
    ) -> None:
        row = self._record.rows[index]
        clock = self.clock or WorkClock(0)
        missing = list(self._options.roles)
        try:
            photo = reader.photo(index)
            row = self._measured(row, photo)
            self._record.change(index, row, self._original(row, reader, index))
            for role in self._options.roles:
                report(None)
                clock.begin(row.pixels)
                result = self._deraining.derain(role, photo.pixels, _nothing, should_stop)
                row = self._with_result(row, role, result)
                content = {row.results[role].file: encode_png(result.derained)}
                self._record.change(index, row, content)
                missing.remove(role)
                clock.finish()
        except DerainCancelled:
            return
        except Exception as error:  # noqa: BLE001 - said in the row, and logged
            clock.skip(row.pixels * len(missing))
            self._record.change(index, replace(row, refusal=refusal_of(error)))
        report(None)

    def _measured(self, row: Row, photo: Photo) -> Row:
        return replace(
            row,
            niqe=_niqe(self._score(photo.pixels)),
            thumbnail=self._thumbnail(photo.pixels, "rainy"),
        )

    def _original(self, row: Row, reader: BatchReader, index: int) -> dict[str, bytes]:
        if not self._options.with_originals:
            return {}
        return {f"{ORIGINALS}/{row.name}": reader.content(index)}

    def _with_result(self, row: Row, role: Role, result: DerainResult) -> Row:
        done = Result(
            niqe=_niqe(self._score(result.derained)),
            seconds=result.seconds,
            precision=result.precision,
            file=result_name(role, row.name),
            thumbnail=self._thumbnail(result.derained, role),
        )
        notices = tuple(dict.fromkeys((*row.notices, *result.notices)))
        return replace(row, results={**row.results, role: done}, notices=notices)

    def _thumbnail(self, pixels: Pixels, name: str) -> Path:
        return self._shelf.put(at_most(pixels, _THUMBNAIL_PIXELS), f"small-{name}")


def _niqe(result: NiqeResult) -> Niqe:
    return Niqe(value=result.value, reason=result.reason)


def _nothing(_progress: TileProgress) -> None:
    """Progress is told by the clock."""
