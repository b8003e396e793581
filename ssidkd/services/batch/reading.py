"""Looks at the files of a batch before any of them is derained: sizes, refusals, limits."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ssidkd.core.derainer import DerainError
from ssidkd.core.durable import is_disk_full
from ssidkd.core.intake import DEFAULT_LIMITS as INTAKE_LIMITS
from ssidkd.core.intake import PictureRefused
from ssidkd.core.intake.kinds import recognise
from ssidkd.core.intake.source import read_bytes
from ssidkd.services.background import ShouldStop
from ssidkd.services.batch.limits import MEGAPIXEL, BatchLimits
from ssidkd.services.batch.names import has_suffix, unique_names
from ssidkd.services.batch.rows import Incoming, Refusal, Row
from ssidkd.services.memory import named
from ssidkd.services.photos import Photo, read_photo

log = logging.getLogger(__name__)


def refusal_of(error: Exception) -> Refusal:
    """Return what is said of a picture that could not be done; what nobody foresaw is logged."""
    error = named(error)
    if isinstance(error, PictureRefused):
        return Refusal(code=error.code.value, sentence=error.sentence)
    if isinstance(error, DerainError):
        return Refusal(code="derain", sentence=str(error))
    log.error("a picture of a batch", exc_info=error)
    if is_disk_full(error):
        return Refusal(code="disk", sentence="This server's disk is full. Try again later.")
    return Refusal(
        code="unexpected",
        sentence="Something went wrong with this picture that should not have; please try another.",
    )


def _name_with_suffix(file: Incoming) -> str:
    """Return a file's name, with the suffix of its content if it has none of a picture.

    Without one the command line would pass it over in a folder.
    """
    if has_suffix(file.name):
        return file.name
    try:
        kind = recognise(read_bytes(file.path, INTAKE_LIMITS))
    except PictureRefused:
        return file.name
    return f"{file.name}.{kind.value.lower()}"


class BatchReader:
    """Reads a batch's pictures, each by itself: a batch in memory would be too much.

    Args:
        files: what was sent.
        max_pixels: larger pictures are made smaller; None leaves all as they are.
        limits: of the batch.
    """

    def __init__(
        self, files: Sequence[Incoming], max_pixels: int | None, limits: BatchLimits
    ) -> None:
        self._files = tuple(files)
        self._names = unique_names(_name_with_suffix(file) for file in files)
        self._max_pixels = max_pixels
        self._limits = limits

    def rows(self, should_stop: ShouldStop) -> Iterator[Row]:
        """Yield a row for every file, with its size or why it will not be done."""
        pixels = 0
        for index, name in enumerate(self._names):
            if should_stop():
                return
            row = self._row(index, Row(name=name))
            if row.refusal is None and pixels + row.pixels > self._limits.megapixels * MEGAPIXEL:
                row = replace(row, refusal=self._too_many_pixels())
            if row.refusal is None:
                pixels += row.pixels
            yield row

    def photo(self, index: int) -> Photo:
        """Return a picture, in the size it is worked on.

        Raises:
            PictureRefused: the file is not taken as a picture.
        """
        return read_photo(self._files[index].path, self._max_pixels)

    def content(self, index: int) -> bytes:
        """Return a file as it was sent.

        Raises:
            PictureRefused: it is gone.
        """
        return read_bytes(self._files[index].path, INTAKE_LIMITS)

    def _row(self, index: int, row: Row) -> Row:
        if index >= self._limits.pictures:
            return replace(row, refusal=self._too_many_pictures())
        try:
            photo = self.photo(index)
        except Exception as error:  # noqa: BLE001 - said in the row, and logged
            return replace(row, refusal=refusal_of(error))
        height, width = photo.pixels.shape[:2]
        notices = photo.notices
        if photo.is_smaller:
            notices += (f"Made smaller before deraining, to {width} x {height} pixels.",)
        return replace(row, size=photo.full_size, worked_size=(width, height), notices=notices)

    def _too_many_pictures(self) -> Refusal:
        return Refusal(
            code="limit",
            sentence=f"A batch takes {self._limits.pictures} pictures; please put this one into "
            "the next.",
        )

    def _too_many_pixels(self) -> Refusal:
        return Refusal(
            code="limit",
            sentence=f"With this picture the batch would have more than {self._limits.megapixels} "
            "megapixels; please put it into the next, or do not ask for the full size.",
        )
