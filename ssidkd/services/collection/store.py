"""The collection: one object through which everything goes in, is looked at, and goes away."""

import logging
import shutil
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from ssidkd.core.metrics.niqe import NiqeResult
from ssidkd.core.picture import Pixels
from ssidkd.learning.finetune.lock import WorkerBusyError, WorkerLock
from ssidkd.services.collection.database import close_database
from ssidkd.services.collection.donating import Donating
from ssidkd.services.collection.errors import CollectionInUseError
from ssidkd.services.collection.hubs_side import HubsSide
from ssidkd.services.collection.layout import Layout
from ssidkd.services.collection.limits import CollectionLimits
from ssidkd.services.collection.listeners import Listeners
from ssidkd.services.collection.looking import Looking
from ssidkd.services.collection.offer import DonationAnswer, Offer, Receipt
from ssidkd.services.collection.opening import open_archive
from ssidkd.services.collection.owners_side import OwnersSide
from ssidkd.services.collection.preparing import Preparing
from ssidkd.services.collection.records import PhotoRecord, State
from ssidkd.services.collection.reviewing import Reviewing
from ssidkd.services.collection.sending import Sending
from ssidkd.services.collection.statistics import Statistics, statistics_of
from ssidkd.services.collection.sweeping import sweep
from ssidkd.services.collection.withdrawing import Withdrawing

_LOGGER = logging.getLogger(__name__)
_PATIENCE = 1.0


class Collection(OwnersSide, HubsSide):
    """Photos that visitors gave; safe to use from many threads of one process.

    Args:
        root: folder of the collection, made if it is not there.
        score: gives the NIQE of pixels (H, W, 3) uint8.
        limits: how much is taken.
        now: seconds since 1970.
        free_bytes: how much of the disk is free; asks the system if None.

    Attributes:
        boot: what the start found.

    Raises:
        CollectionInUseError: another process has the collection.
        CollectionTooNewError: a newer version of this program wrote it.
        OSError: the folder cannot be written.
    """

    def __init__(
        self,
        root: Path,
        score: Callable[[Pixels], NiqeResult],
        limits: CollectionLimits = CollectionLimits(),  # noqa: B008 - frozen
        now: Callable[[], float] = time.time,
        free_bytes: Callable[[], int] | None = None,
    ) -> None:
        layout = Layout(root)
        layout.make()
        self._is_closed = False
        try:
            self._lock = WorkerLock.acquire(layout.lock, _PATIENCE)
        except WorkerBusyError as error:
            raise CollectionInUseError(
                "Another copy of this program has the collection. Stop it, or choose another "
                "data folder."
            ) from error
        try:
            self._open(layout, score, limits, now, free_bytes or _free_bytes_of(root))
        except BaseException:
            self._lock.close()
            raise

    def _open(
        self,
        layout: Layout,
        score: Callable[[Pixels], NiqeResult],
        limits: CollectionLimits,
        now: Callable[[], float],
        free_bytes: Callable[[], int],
    ) -> None:
        key = layout.donor_key()
        archive, self.boot = open_archive(layout, now)
        self._withdrawn, self._decided = Listeners(), Listeners()
        self._archive, self._limits = archive, limits
        self._preparing = Preparing(archive, score)
        self._donating = Donating(archive, self._preparing, limits, free_bytes, key)
        self._withdrawing = Withdrawing(archive=archive, tell=self._withdrawn.tell)
        self._reviewing = Reviewing(archive=archive, tell=self._decided.tell)
        self._sending = Sending(archive=archive)
        self._looking = Looking(archive=archive)
        self.sweep()

    def close(self) -> None:
        """Move everything into the one file of the database and let go; again does nothing."""
        with self._archive.lock:
            if not self._is_closed:
                self._is_closed = True
                close_database(self._archive.rows.connection)
                self._lock.close()

    def sweep(self) -> int:
        """Remove what a crash left, and the pixels of photos refused long ago; return how many."""
        return sweep(self._archive, self._limits, self._preparing.is_in_flight)

    def donate(self, offer: Offer, report: Callable[[int], None] | None = None) -> DonationAnswer:
        """Take photos in; those answered "received" or "alike" are durable.

        Args:
            offer: what came with the request.
            report: is told how many photos have been looked at, after each.

        Raises:
            ConsentMissingError: the consent is not exactly `True`.
            TermsChangedError: it was given to another text.
            DonationFieldError: a field cannot be used.
            QuotaError: there is no room for any photo.
        """
        return self._donating.donate(offer, report)

    def answered(self, visitor: str, key: str) -> DonationAnswer | None:
        """Return what was answered to a donation, for a visitor who left before hearing it.

        Args:
            visitor: as in the `Offer`.
            key: the same.

        Returns:
            None where nothing was answered, or an earlier run of the program did.
        """
        return self._donating.answered(visitor, key)

    def is_taking_in(self, visitor: str, key: str) -> bool:
        """Return whether a donation is being taken in right now."""
        return self._donating.is_taking_in(visitor, key)

    def receipt(self, code: str) -> Receipt:
        """Return what became of a donation.

        Args:
            code: its deletion code; spaces, dashes and case do not matter.

        Raises:
            CodeUnknownError: no donation has it.
        """
        return self._withdrawing.receipt(code)

    def withdraw(self, code: str, identities: Iterable[str] | None = None) -> Receipt:
        """Take photos back, for good; again changes nothing.

        Args:
            code: deletion code of their donation.
            identities: which ones; all if None.

        Raises:
            CodeUnknownError: no donation has the code.
            PhotoUnknownError: a photo is not of this donation; nothing was taken back.
            OSError: the disk cannot be written; what was not taken back is still there.
        """
        return self._withdrawing.withdraw(code, identities)

    def photos(
        self,
        states: Iterable[State] | None = None,
        after: str = "",
        limit: int = 100,
        newest_first: bool = True,
    ) -> list[PhotoRecord]:
        """Return photos by the time they came, see `Looking.photos`."""
        return self._looking.photos(states, after, limit, newest_first=newest_first)

    def record(self, identity: str) -> PhotoRecord:
        """Return a photo's record.

        Raises:
            PhotoUnknownError: it is not there.
        """
        return self._archive.record(identity)

    def picture(self, identity: str) -> Path:
        """Return a photo's PNG file.

        Raises:
            PhotoUnknownError: it is not there.
        """
        return self._looking.picture(identity)

    def thumbnail(self, identity: str) -> Path:
        """Return a photo's small WebP file, made again if it is not there.

        Raises:
            PhotoUnknownError: the photo is not there.
        """
        return self._looking.thumbnail(identity)

    def similar(self, identity: str) -> list[PhotoRecord]:
        """Return other photos that show nearly the same, the most similar first.

        Raises:
            PhotoUnknownError: the photo is not there.
        """
        return self._looking.similar(identity)

    def statistics(self) -> Statistics:
        """Return the collection in numbers."""
        return statistics_of(self._archive)


def _free_bytes_of(folder: Path) -> Callable[[], int]:
    return lambda: shutil.disk_usage(folder).free
