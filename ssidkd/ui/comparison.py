"""Runs a comparison and turns its events into what the page shows."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ssidkd.core.derainer import DerainCancelled
from ssidkd.services.comparing import Pane, PaneName
from ssidkd.services.comparison import Comparison
from ssidkd.services.deraining import ROLES
from ssidkd.services.jobs.finetuned import FinetunedNetwork
from ssidkd.services.jobs.ids import JobNotFoundError
from ssidkd.services.jobs.results import DamagedResultError, NoResultError
from ssidkd.services.photos import Photo, read_photo
from ssidkd.services.progress import Progress
from ssidkd.services.services import Services
from ssidkd.services.truth import with_truth
from ssidkd.ui import pieces, sentences
from ssidkd.ui.errors import sentence_of
from ssidkd.ui.panes import NAMES, PaneView, empty_view, no_view, view_of
from ssidkd.ui.run import Run
from ssidkd.ui.words import ENGLISH, Words

_ASK_EVERY = 0.25
"""Whether the networks are ready [s]."""


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

    def __init__(self, services: Services, run: Run, words: Words = ENGLISH) -> None:
        self._services = services
        self._run = run
        self._words = words
        self._deraining = services.comparing.deraining
        self._notices: tuple[str, ...] = ()
        self._full_size: str | None = None  # what its button says, as long as it is not done
        self._missing: set[PaneName] = set()
        self._has_finetuned = False
        self._comparison = Comparison()

    def steps(self) -> Iterator[Step]:
        """Yield steps until the run is over, has failed, was stopped or was replaced."""
        for step in self._told():
            if self._run.is_replaced:  # large pictures are made for seconds, without a question
                return
            yield step

    def _told(self) -> Iterator[Step]:
        try:
            yield Step(status=pieces.status(self._words.compare.reading))
            yield from self._wait_for_networks()
            yield from self._compare(self._read())
        except DerainCancelled:
            yield self._end(pieces.status(self._stopped(), self._notices))
        except Exception as error:  # noqa: BLE001 - logged there; the visitor gets a sentence
            kept = self._words.compare.kept * (not self._missing)
            yield self._end(pieces.problem(sentence_of(error, self._words), kept))

    def _wait_for_networks(self) -> Iterator[Step]:
        """Wait after the start of the server; without the speed it measures, sizes are guesses."""
        if self._deraining.state == "loading":
            yield Step(status=pieces.status(self._words.compare.loading))
        while self._deraining.state == "loading":
            if self._run.stop.wait(_ASK_EVERY):
                raise DerainCancelled

    def _read(self) -> Photo:
        limit = None if self._run.full_size else self._deraining.quick_pixels()
        photo = read_photo(self._run.photo, limit)
        self._notices = self._said(photo.notices)
        if self._run.full_size or photo.is_smaller:
            width, height = photo.full_size
            seconds = self._deraining.expected_seconds(height, width)
            self._full_size = sentences.full_size_button(photo.full_size, seconds, self._words)
        if photo.is_smaller:
            height, width = photo.pixels.shape[:2]
            shown = (width, height)
            self._notices += (sentences.smaller_copy(shown, photo.full_size, self._words),)
            self._comparison = Comparison(full_size=photo.full_size)
        return photo

    def _compare(self, photo: Photo) -> Iterator[Step]:
        finetuned = self._finetuned()
        self._has_finetuned = finetuned is not None
        comparing = self._services.comparing
        for event in comparing.compare(photo.pixels, self._run.stop, finetuned):
            if isinstance(event, Progress):
                yield Step(status=self._progress(event))
                continue
            self._comparison = self._comparison.with_panes(event)
            if not self._run.full_size:
                yield from self._show(event)
        views: tuple[PaneView, ...] = ()
        done = self._words.compare.ready_all if finetuned else self._words.compare.ready
        if self._run.full_size:
            self._full_size = None
            said = self._words.compare
            done = said.ready_all_full if finetuned else said.ready_full
            self._comparison = self._with_truth()
            views = tuple(self._view(pane) for pane in self._comparison.panes.values())
        end = self._end(pieces.status(done, self._notices), views)
        yield replace(end, comparison=self._comparison)

    def _finetuned(self) -> FinetunedNetwork | None:
        """Return the network of the job whose result the visitor uses, if it is still there."""
        job_id, networks = self._run.finetuned, self._services.finetuned
        if not job_id or networks is None:
            return None
        try:
            return networks.network(job_id)
        except (JobNotFoundError, NoResultError, DamagedResultError) as error:
            self._notices += (sentence_of(error, self._words),)
            return None

    def _with_truth(self) -> Comparison:
        """Return the comparison, measured against the truth if the visitor gave one."""
        if self._run.truth is None:
            return self._comparison
        truth = read_photo(self._run.truth).pixels
        return with_truth(self._comparison, truth, self._services.comparing.score)

    def _show(self, pane: Pane) -> Iterator[Step]:
        others: tuple[PaneView, ...] = ()
        if pane.name == "input":
            self._missing = {*ROLES, *(("finetuned",) if self._has_finetuned else ())}
            waiting = (empty_view(role, self._words, working=True) for role in ROLES)
            others = (*waiting, self._place_of_finetuned(), no_view("truth"))
        self._missing.discard(pane.name)
        said = self._said(pane.work.notices if pane.work else ())
        self._notices = tuple(dict.fromkeys((*self._notices, *said)))  # both networks may say it
        status = pieces.status(self._words.compare.ready_so_far, self._notices)
        views = (self._view(pane), *others)
        yield Step(status=status, views=views, comparison=self._comparison)

    def _place_of_finetuned(self) -> PaneView:
        if self._has_finetuned:
            return empty_view("finetuned", self._words, working=True)
        return no_view("finetuned")

    def _view(self, pane: Pane) -> PaneView:
        return visitors_view(pane, self._services, self._words)

    def _progress(self, progress: Progress) -> str:
        return pieces.status(sentences.working(progress, self._words), self._notices, progress)

    def _said(self, notices: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self._words.refusals.say(notice) for notice in notices)

    def _stopped(self) -> str:
        words = self._words.compare
        return words.stopped_full if self._run.full_size else words.stopped_early

    def _end(self, status: str, views: tuple[PaneView, ...] = ()) -> Step:
        empty = tuple(empty_view(name, self._words) for name in sorted(self._missing))
        return Step(status=status, views=views + empty, working=False, full_size=self._full_size)


def sent_step(sent: Comparison, services: Services, words: Words) -> Step:
    """Return what the page shows of a comparison that was made on another tab."""
    what = sent.title or words.compare.your_photo
    said = words.compare.sent_finetuned if "finetuned" in sent.panes else words.compare.sent
    views = {name: visitors_view(pane, services, words, what) for name, pane in sent.panes.items()}
    return Step(
        status=pieces.status(said.format(what=what)),
        views=tuple(views.get(name, no_view(name)) for name in NAMES),
        working=False,
        comparison=sent,
    )


def visitors_view(pane: Pane, services: Services, words: Words, what: str = "") -> PaneView:
    """Return the view of a pane of a visitor's own photo, or of a photo that shows `what`."""
    kinds = {"input": "rainy", "truth": "clean"}
    made_by = () if pane.work is None else (pane.work.variant,)
    file_name = "-".join((kinds.get(pane.name, "derained"), pane.name, *made_by))
    return view_of(pane, services.shelf, file_name, what or words.compare.your_photo, words)
