"""Runs a comparison and turns its events into what the page shows."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ssidkd.core.derainer import DerainCancelled
from ssidkd.services.comparing import Pane, PaneName
from ssidkd.services.comparison import Comparison
from ssidkd.services.deraining import ROLES
from ssidkd.services.photos import Photo, read_photo
from ssidkd.services.progress import Progress
from ssidkd.services.services import Services
from ssidkd.ui import pieces, text
from ssidkd.ui.errors import sentence_of
from ssidkd.ui.panes import PaneView, empty_view, view_of
from ssidkd.ui.run import Run


@dataclass(frozen=True, kw_only=True)
class Step:
    """What the page shows from now on; what is not named stays as it is."""

    status: str
    views: tuple[PaneView, ...] = ()
    working: bool = True
    full_size: str | None = None
    """Name of the button that asks for the full size, where there is more to ask for."""
    comparison: Comparison | None = None
    """What the views show, where they are complete for now."""


class ComparisonStory:
    """Tells one run as steps.

    A quick run shows each picture when it is ready. One at full size shows all three at the end, so
    that the quick results stay in sight and are never mixed with larger ones.
    """

    def __init__(self, services: Services, run: Run) -> None:
        self._services = services
        self._run = run
        self._deraining = services.comparing.deraining
        self._notices: tuple[str, ...] = ()
        self._full_size: str | None = None  # what its button says, as long as it is not done
        self._missing: set[PaneName] = set()
        self._comparison = Comparison()

    def steps(self) -> Iterator[Step]:
        """Yield steps until the run is over, has failed, was stopped or was replaced."""
        try:
            yield Step(status=pieces.status(text.READING))
            yield from self._compare(self._read())
        except DerainCancelled:
            if not self._run.is_replaced:
                yield self._end(pieces.status(self._stopped(), self._notices))
        except Exception as error:  # noqa: BLE001 - logged there; the visitor gets a sentence
            yield self._end(pieces.problem(sentence_of(error), text.KEPT * (not self._missing)))

    def _read(self) -> Photo:
        limit = None if self._run.full_size else self._deraining.quick_pixels()
        photo = read_photo(self._run.photo, limit)
        self._notices = photo.notices
        if self._run.full_size or photo.is_smaller:
            width, height = photo.full_size
            seconds = self._deraining.expected_seconds(height, width)
            self._full_size = text.full_size_button(photo.full_size, seconds)
        if photo.is_smaller:
            height, width = photo.pixels.shape[:2]
            self._notices += (text.smaller_copy(width, height, photo.full_size),)
        return photo

    def _compare(self, photo: Photo) -> Iterator[Step]:
        finished: list[PaneView] = []
        for event in self._services.comparing.compare(photo.pixels, self._run.stop):
            if isinstance(event, Progress):
                yield Step(status=self._progress(event))
                continue
            self._comparison = self._comparison.with_panes(event)
            if self._run.full_size:
                finished.append(self._view(event))
            else:
                yield from self._show(event)
        if self._run.full_size:
            self._full_size = None
        done = pieces.status(text.ready(self._run.full_size), self._notices)
        yield replace(self._end(done, tuple(finished)), comparison=self._comparison)

    def _show(self, pane: Pane) -> Iterator[Step]:
        waiting: tuple[PaneView, ...] = ()
        if pane.name == "input":
            self._missing = set(ROLES)
            waiting = tuple(empty_view(role, working=True) for role in ROLES)
        self._missing.discard(pane.name)
        self._notices += pane.work.notices if pane.work else ()
        status = pieces.status(text.READY_SO_FAR, self._notices)
        views = (self._view(pane), *waiting)
        yield Step(status=status, views=views, comparison=self._comparison)

    def _view(self, pane: Pane) -> PaneView:
        made_by = () if pane.work is None else (pane.work.variant,)
        file_name = "-".join(("rainy" if pane.work is None else "derained", pane.name, *made_by))
        return view_of(pane, self._services.shelf, file_name, text.YOUR_PHOTO)

    def _progress(self, progress: Progress) -> str:
        sentence = text.working(progress.role, progress.seconds_left)
        return pieces.status(sentence, self._notices, progress)

    def _stopped(self) -> str:
        return text.STOPPED_FULL if self._run.full_size else text.STOPPED_EARLY

    def _end(self, status: str, views: tuple[PaneView, ...] = ()) -> Step:
        empty = tuple(empty_view(name) for name in sorted(self._missing))
        return Step(status=status, views=views + empty, working=False, full_size=self._full_size)
