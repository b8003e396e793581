"""Prepares the owner's pictures in the background, and shows those that are ready."""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ssidkd.core.dark_channel import measure_dark_channel
from ssidkd.core.derainer import DerainCancelled, DerainError, TileProgress
from ssidkd.core.examples import ExampleCredit, ExampleScore
from ssidkd.core.intake import DEFAULT_LIMITS, PictureRefused
from ssidkd.core.intake.source import read_bytes
from ssidkd.core.metrics import NiqeResult
from ssidkd.core.picture import Pixels
from ssidkd.services.admission.kinds import BACKGROUND
from ssidkd.services.background import ShouldStop
from ssidkd.services.comparing import Pane, PaneName
from ssidkd.services.comparison import Comparison
from ssidkd.services.deraining import ROLES, DerainingService
from ssidkd.services.owner_examples.sources import FindFolder, OwnPicture, pictures_in
from ssidkd.services.owner_examples.store import ExampleStore, Prepared
from ssidkd.services.photos import at_most, read_photo
from ssidkd.services.quick_policy import MEGAPIXEL
from ssidkd.services.shelf import PictureShelf

MOST = 48
"""Pictures of the owner's in the gallery; it is looked through by eye."""
MOST_PIXELS = MEGAPIXEL
"""Of one picture; larger ones are made smaller, so that they are there at once."""
_THUMBNAIL_PIXELS = 320 * 240

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class ReadyExample:
    """A picture of the owner's whose results are kept."""

    credit: ExampleCredit
    key: str
    """In the store."""
    thumbnail: Path


class OwnerExamples:
    """Examples with the same methods as `ExampleService`; they join as they become ready.

    Args:
        sources: where the pictures are.
        deraining: makes the results.
        score: gives a picture its NIQE.
        store: keeps the results.
        shelf: where thumbnails lie for the page.
    """

    def __init__(
        self,
        sources: Sequence[FindFolder],
        deraining: DerainingService,
        score: Callable[[Pixels], NiqeResult],
        store: ExampleStore,
        shelf: PictureShelf,
    ) -> None:
        self._sources = sources
        self._deraining = deraining
        self._score = score
        self._store = store
        self._shelf = shelf
        self._ready: tuple[ReadyExample, ...] = ()

    @property
    def variant(self) -> str:
        """Of the networks that made the results."""
        return self._deraining.policy.variant

    @property
    def credits(self) -> tuple[ExampleCredit, ...]:
        """What is ready so far; only ever grows at its end."""
        return tuple(example.credit for example in self._ready)

    def thumbnails(self) -> Iterator[tuple[Path, str]]:
        """Yield a small rainy picture and the title of every example that is ready."""
        for example in self._ready:
            yield example.thumbnail, example.credit.title

    def panes(self, index: int) -> tuple[Pane, ...]:
        """Return input, teacher and student of an example.

        Raises:
            IndexError: there is no such example, or its results are no longer kept.
        """
        if not 0 <= index < len(self._ready):
            raise IndexError(f"there is no example {index} of the owner's")
        prepared = self._store.read(self._ready[index].key)
        if prepared is None:
            raise IndexError(f"the results of example {index} of the owner's are gone")
        return tuple(_pane(name, *made) for name, made in prepared.items())

    def comparison(self, index: int) -> Comparison:
        """Return an example as a comparison.

        Raises:
            IndexError: there is no such example.
        """
        panes = {pane.name: pane for pane in self.panes(index)}
        return Comparison(panes=panes, title=self._ready[index].credit.title)

    def prepare_in_background(self) -> threading.Thread:
        """Start to prepare; the thread ends with the process, and keeps what is done."""
        thread = threading.Thread(target=self.prepare, name="owner-examples", daemon=True)
        thread.start()
        return thread

    def prepare(self, should_stop: ShouldStop = lambda: False) -> None:
        """Find all pictures and make the results that are missing; what fails is logged."""
        for picture in self._found():
            if should_stop():
                return
            try:
                self._add(picture, should_stop)
            except DerainCancelled:
                return
            except (PictureRefused, DerainError) as error:
                log.warning("example of the owner's left out: %s: %s", picture.name, error)
            except Exception:
                log.exception("example of the owner's left out: %s", picture.name)
        log.info("%d examples of the owner's are ready", len(self._ready))

    def _found(self) -> Iterator[OwnPicture]:
        folders = [folder for find in self._sources if (folder := find()) is not None]
        pictures = [picture for folder in folders for picture in pictures_in(folder)]
        if len(pictures) > MOST:
            log.warning("of %d examples of the owner's the first %d are shown", len(pictures), MOST)
        yield from pictures[:MOST]

    def _add(self, picture: OwnPicture, should_stop: ShouldStop) -> None:
        content = read_bytes(picture.path, DEFAULT_LIMITS)
        hashes = [self._deraining.weights_sha256(role) for role in ROLES]
        key = self._store.key(content, str(MOST_PIXELS), self._deraining.device, *hashes)
        if any(example.key == key for example in self._ready):
            return  # the same picture under two names
        prepared = self._store.read(key)
        if prepared is None:
            prepared = self._made(picture, should_stop)
            self._store.keep(key, prepared)
        small = at_most(prepared["input"][0], _THUMBNAIL_PIXELS)
        thumbnail = self._shelf.put(small, "example", keep=True)
        ready = ReadyExample(credit=_credit(picture, key), key=key, thumbnail=thumbnail)
        self._ready = (*self._ready, ready)

    def _made(self, picture: OwnPicture, should_stop: ShouldStop) -> Prepared:
        pixels = read_photo(picture.path, MOST_PIXELS).pixels
        made: dict[PaneName, tuple[Pixels, ExampleScore]] = {
            "input": (pixels, self._measured(pixels))
        }
        with self._deraining.seat(BACKGROUND):
            for role in ROLES:
                derained = self._deraining.derain(role, pixels, _nothing, should_stop).derained
                made[role] = (derained, self._measured(derained))
        return made

    def _measured(self, pixels: Pixels) -> ExampleScore:
        score = self._score(pixels)
        return ExampleScore(
            niqe=score.value,
            niqe_reason=score.reason,
            dark_mean=measure_dark_channel(pixels).mean,
        )


def _credit(picture: OwnPicture, key: str) -> ExampleCredit:
    return ExampleCredit(
        name=f"own-{key[:8]}",
        photo=picture.name,
        title=picture.title,
        description=picture.title,
        author=picture.author,
        licence=picture.licence,
        source=picture.source,
        changes="",
        preset="",
        seed="",
    )


def _pane(name: PaneName, pixels: Pixels, score: ExampleScore) -> Pane:
    return Pane(
        name=name,
        pixels=pixels,
        dark=measure_dark_channel(pixels),
        niqe=score.niqe,
        niqe_reason=score.niqe_reason,
    )


def _nothing(_progress: TileProgress) -> None:
    """Nobody watches."""
