"""Two networks on one photo: who they are, and what each makes of it."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from ssidkd.core.derainer import DerainCancelled, TileProgress
from ssidkd.core.intake import read_picture
from ssidkd.core.picture import Pixels
from ssidkd.services.background import Report, ShouldStop, events_of
from ssidkd.services.comparison import Comparison
from ssidkd.services.deraining import ROLES
from ssidkd.services.jobs.finetuned import Part
from ssidkd.services.jobs.history import job_entries
from ssidkd.services.jobs.ids import JobNotFoundError
from ssidkd.services.jobs.service import JobService
from ssidkd.services.services import Services
from ssidkd.ui.finetune.history_view import PairPicture, entry_label
from ssidkd.ui.words.finetune_result_history import HistoryWords

ON_COMPARE, OF_JOB = "compare", "job"
"""Which photo: that of the first tab, or the one that was watched in a job."""
_PARTS: tuple[Part, ...] = ("result", "start")


@dataclass(frozen=True)
class Source:
    """Who is to derain: `teacher` or `student` of the page, or a part of a job."""

    kind: str
    job_id: str = ""

    @classmethod
    def read(cls, value: str) -> "Source | None":
        """Return the source of a choice; None for none."""
        kind, _, job_id = value.partition(":")
        known = (kind in ROLES and not job_id) or (kind in _PARTS and job_id)
        return cls(kind, job_id) if known else None


class PairWork:
    """Makes the pictures of a pair.

    Args:
        services: of the page.
        jobs: whose results can be chosen.
        words: of the list of jobs.
    """

    def __init__(self, services: Services, jobs: JobService, words: HistoryWords) -> None:
        self._services, self._jobs, self._words = services, jobs, words

    def photo(
        self, sources: Sequence[Source], which: object, shown: object, compared: Comparison | None
    ) -> Pixels:
        """Return the photo to compare on.

        Args:
            sources: who is to derain it.
            which: `ON_COMPARE`, or else the photo of a job.
            shown: id of the job that is shown, whose photo is taken first.
            compared: what the first tab shows.

        Raises:
            JobNotFoundError: the job is no longer there.
            PictureRefused: its photo cannot be read.
        """
        of_jobs = [source.job_id for source in sources if source.job_id]
        job_id = str(shown) if isinstance(shown, str) and shown else next(iter(of_jobs), "")
        if which != ON_COMPARE and job_id:
            folder = self._jobs.folder(job_id)
            return read_picture(folder.photos / folder.read_config().probe_name).pixels
        return (compared or self._services.examples.comparison(0)).rainy

    def pictures(
        self, sources: Sequence[Source], rainy: Pixels, stop: threading.Event
    ) -> Iterator[str | PairPicture]:
        """Yield the photo; then for each source its name before it works, and what it has made.

        Args:
            sources: who is to derain.
            rainy: the photo, (H, W, 3) uint8.
            stop: ends the work when it is set.

        Raises:
            DerainCancelled: `stop` was set before the last picture was ready.
            DerainError: a picture could not be made.
            JobNotFoundError: a job is no longer there.
        """

        def work(report: Report[str | PairPicture], should_stop: ShouldStop) -> None:
            report(self._picture(self._words.original, rainy, "rainy"))
            with self._services.comparing.deraining.seat():
                for source in sources:
                    name = self._name(source)
                    report(name)
                    derained = self._derained(source, rainy, should_stop)
                    report(self._picture(name, derained, f"derained-{source.kind}"))

        for event in events_of(work, stop):
            if stop.is_set():  # a forward pass that has begun ends by itself, and nobody waits
                raise DerainCancelled
            if event is not None:
                yield event

    def _derained(self, source: Source, rainy: Pixels, should_stop: ShouldStop) -> Pixels:
        if source.job_id:
            if self._services.finetuned is None:
                raise JobNotFoundError
            network = self._services.finetuned.network(source.job_id, cast(Part, source.kind))
            return network.derain(rainy, _nothing, should_stop).derained
        role = next(role for role in ROLES if role == source.kind)
        deraining = self._services.comparing.deraining
        return deraining.derain(role, rainy, _nothing, should_stop).derained

    def _name(self, source: Source) -> str:
        """Return what a source is called in the lists to choose from."""
        said = self._words
        if not source.job_id:
            return said.bundled[source.kind]
        entry = next(job_entries(self._jobs, [source.job_id]), None)
        if entry is None:
            raise JobNotFoundError
        label = entry_label(entry, said)
        return label if source.kind == "result" else said.began_with.format(label=label)

    def _picture(self, name: str, pixels: Pixels, file_name: str) -> PairPicture:
        path = self._services.shelf.put(pixels, file_name)
        return PairPicture(name, pixels, path, self._services.comparing.score(pixels))


def _nothing(_progress: TileProgress) -> None:
    """Nobody watches single tiles."""
