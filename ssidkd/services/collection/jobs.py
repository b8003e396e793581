"""Finetuning on the collection: the owner starts it, and photos that are taken back leave it."""

import hashlib
import logging
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ssidkd.core.intake import PictureRefused, read_picture
from ssidkd.core.picture import Pixels
from ssidkd.learning.finetune.config import MOST_PHOTOS, JobConfigError
from ssidkd.learning.finetune.efforts import EFFORTS
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.lock import WorkerBusyError
from ssidkd.learning.finetune.pictures import LEARNT_SIDE, at_most
from ssidkd.services.collection.errors import CollectionError, PhotoUnknownError
from ssidkd.services.collection.export import EXPORTED, SHARE
from ssidkd.services.collection.job_members import (
    FEWEST_PHOTOS,
    MEMBERS,
    Members,
    read_members,
    take_out,
)
from ssidkd.services.collection.records import PhotoRecord
from ssidkd.services.collection.splitting import split
from ssidkd.services.collection.store import Collection
from ssidkd.services.jobs.ids import JobNotFoundError
from ssidkd.services.jobs.start_weights import NoStartError
from ssidkd.services.jobs.starting import Finetuning
from ssidkd.services.jobs.status import JobStatus
from ssidkd.services.jobs.submission import JobRequest, read_submission

log = logging.getLogger(__name__)

_PAGE = 500


class TooFewPhotosError(CollectionError):
    """The collection has not enough accepted photos to learn from."""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(
            f"A finetuning needs at least {FEWEST_PHOTOS} accepted photos that are not kept for "
            f"validation, and there are {count}. Accept more first."
        )


@dataclass(frozen=True, kw_only=True)
class CollectionJob:
    """A finetuning on the collection."""

    job_id: str
    created: float
    """[s since 1970]."""
    effort: str
    photos: int
    """That are in it now."""
    removed: int
    """Photos that have left it, because they were taken back or are no longer accepted."""
    status: JobStatus


class CollectionJobs:
    """Starts finetuning jobs on accepted photos, and keeps those that are taken back out of them.

    A job that waits or was interrupted begins anew without such a photo. One that runs goes on, and
    its copy of the photo is deleted when it is over: call `look` every few seconds. The bundled
    weights stay what they are, whatever a job brings.

    Args:
        collection: of this server.
        finetuning: of this server.
        share: of the donors whose photos are kept for validation, as in an export.
    """

    def __init__(
        self, collection: Collection, finetuning: Finetuning, share: float = SHARE
    ) -> None:
        self._collection, self._finetuning, self._share = collection, finetuning, share
        self._lock = threading.Lock()
        self._is_due = True  # a crash may have come between a withdrawal and its news
        collection.on_withdrawal(self._changed)
        collection.on_accept(self._changed)

    @property
    def starts(self) -> tuple[str, ...]:
        """Names of the weights that a job can start from."""
        return tuple(self._finetuning.starts)

    def start(
        self, owner: str, *, effort: str = "normal", start: str = "", seed: int = 0, key: str = ""
    ) -> str:
        """Put a job on accepted photos into the queue, and return its id.

        Takes some seconds for many photos. The same key of the same owner gives the same job again.

        Args:
            owner: who asks.
            effort: a name of `EFFORTS`.
            start: a name of `starts`; the first if empty.
            seed: chooses the photos where there are more than a job takes, and everything random.
            key: a word that is new for every press of the button.

        Raises:
            TooFewPhotosError: there are not enough photos.
            NoStartError: there are no such weights.
            JobConfigError: there is no such effort, or the seed cannot be used.
            JobRefusedError: the queue is full, or the owner has as many jobs as one may have.
            OSError: such as for a full disk; nothing is left behind.
        """
        weights = self._finetuning.starts.get(start or next(iter(self.starts), ""))
        if weights is None:
            raise NoStartError
        if effort not in EFFORTS:
            raise JobConfigError("effort", f"one of {', '.join(EFFORTS)}")
        if type(seed) is not int or seed < 0:
            raise JobConfigError("seed", "a whole number, at least 0")
        photos = self._read(self.choose(seed))
        if len(photos) < FEWEST_PHOTOS:
            raise TooFewPhotosError(len(photos))
        options = {**EFFORTS[effort].options(), "threads": self._finetuning.threads, "seed": seed}
        request = JobRequest(
            photos=tuple(photos.values()),
            start=weights,
            options=options,
            visitor=f"owner {owner}",
            key=key,
            beside={MEMBERS: _members(list(photos)).to_bytes()},
        )
        job_id = self._finetuning.jobs.submit(request)
        self._changed(())  # some may have been taken back while they were copied
        return job_id

    def choose(self, seed: int = 0) -> list[str]:
        """Return identities of accepted photos to learn from, at most as many as a job takes.

        Args:
            seed: chooses where there are more.
        """
        photos = list(self._all_photos())
        sides = split(photos, self._share)
        fit = sorted(
            photo.identity
            for photo in photos
            if photo.state in EXPORTED and sides[photo.identity] == "train"
        )
        order = np.random.default_rng(seed).permutation(len(fit))
        return [fit[place] for place in order[:MOST_PHOTOS]]

    def jobs(self) -> list[CollectionJob]:
        """Return the jobs on the collection that are still there, the newest first."""
        found = [self._job(folder) for folder in self._finetuning.jobs.folders()]
        return sorted((one for one in found if one), key=lambda one: one.created, reverse=True)

    def look(self) -> None:
        """Take photos out of jobs where that is due; quick where it is not."""
        if not self._is_due:
            return
        with self._lock:
            self._is_due = False
            done = [self._look_at(folder) for folder in self._finetuning.jobs.folders()]
            self._is_due |= not all(done)

    def _changed(self, _: Sequence[str]) -> None:
        self._is_due = True
        self.look()

    def _look_at(self, folder: JobFolder) -> bool:
        """Take photos out of a job that are no longer accepted; False if some are still in it."""
        members = read_members(folder)
        if members is None:
            return True
        gone = {one for one in members.photos.values() if not self._is_accepted(one)}
        if not gone:
            return True
        try:
            with self._finetuning.jobs.standstill():
                return take_out(folder, members, gone)
        except JobConfigError:  # deleted just now, or damaged: it never runs
            return True
        except (OSError, WorkerBusyError) as error:
            # Not its message: that may name the folder, and with it the job's secret id.
            log.error("A photo could not be taken out of a job (%s)", type(error).__name__)
            return False

    def _is_accepted(self, identity: str) -> bool:
        try:
            return self._collection.record(identity).state in EXPORTED
        except PhotoUnknownError:
            return False

    def _all_photos(self) -> Iterator[PhotoRecord]:
        after = ""
        while page := self._collection.photos(after=after, limit=_PAGE, newest_first=False):
            yield from page
            after = page[-1].identity

    def _read(self, identities: Sequence[str]) -> dict[str, Pixels]:
        """Return different photos by their identities, as large as a job keeps them."""
        photos: dict[bytes, tuple[str, Pixels]] = {}
        for identity in identities:
            try:
                pixels = read_picture(self._collection.picture(identity)).pixels
            except (PhotoUnknownError, PictureRefused, OSError):
                continue  # taken back just now, or damaged
            small = at_most(pixels, LEARNT_SIDE)
            # A job keeps what is the same at its size once, and the names must fit the photos.
            photos.setdefault(_content(small), (identity, small))
        return dict(photos.values())

    def _job(self, folder: JobFolder) -> CollectionJob | None:
        members = read_members(folder)
        if members is None:
            return None
        try:
            return CollectionJob(
                job_id=folder.root.name,
                created=read_submission(folder).created,
                effort=folder.read_config().effort,
                photos=len(members.photos),
                removed=members.removed,
                status=self._finetuning.jobs.status(folder.root.name),
            )
        except (JobNotFoundError, JobConfigError, OSError):  # deleted just now
            return None


def _members(identities: Sequence[str]) -> Members:
    """Return the members of a job whose photos come in this order."""
    return Members(photos={f"photo-{n:03d}.png": one for n, one in enumerate(identities)})


def _content(pixels: Pixels) -> bytes:
    return hashlib.sha256(repr(pixels.shape).encode() + pixels.tobytes()).digest()
