"""The collection: one object through which everything goes in, is looked at, and goes away."""

import logging
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ssidkd.core.metrics.niqe import NiqeResult
from ssidkd.core.picture import Pixels
from ssidkd.learning.finetune.lock import WorkerBusyError, WorkerLock
from ssidkd.services.collection.database import close_database
from ssidkd.services.collection.donating import Donating
from ssidkd.services.collection.errors import CollectionInUseError
from ssidkd.services.collection.layout import Layout
from ssidkd.services.collection.limits import CollectionLimits
from ssidkd.services.collection.listeners import Listener, Listeners
from ssidkd.services.collection.looking import Looking
from ssidkd.services.collection.offer import DonationAnswer, Offer, Receipt
from ssidkd.services.collection.opening import open_archive
from ssidkd.services.collection.preparing import Preparing
from ssidkd.services.collection.records import Description, PhotoRecord, State, Tombstone
from ssidkd.services.collection.reviewing import Reviewing
from ssidkd.services.collection.sending import Sending
from ssidkd.services.collection.statistics import Statistics, statistics_of
from ssidkd.services.collection.sweeping import sweep
from ssidkd.services.collection.withdrawing import Withdrawing

_LOGGER = logging.getLogger(__name__)
_PATIENCE = 1.0


class Collection:
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

    # -- donors ---------------------------------------------------------------------------------

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

    # -- looking --------------------------------------------------------------------------------

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

    # -- owners ---------------------------------------------------------------------------------

    def accept(self, identities: Iterable[str], reviewer: str) -> list[PhotoRecord]:
        """Accept photos: all or, if one cannot be accepted, none.

        Raises:
            PhotoUnknownError: one is not there.
            ReviewError: one cannot be accepted as it is now.
        """
        return self._reviewing.accept(identities, reviewer)

    def refuse(self, identities: Iterable[str], reviewer: str, reason: str) -> list[PhotoRecord]:
        """Refuse photos: all or, if one is with the Hub, none.

        Raises:
            PhotoUnknownError: one is not there.
            ReviewError: one is on the Hub, or on its way there.
        """
        return self._reviewing.refuse(identities, reviewer, reason)

    def undo(self, identities: Iterable[str], reviewer: str) -> list[PhotoRecord]:
        """Make photos pending again: all or, if one is with the Hub, none.

        Raises:
            PhotoUnknownError: one is not there.
            ReviewError: one is on the Hub or on its way there, or its pixels are deleted.
        """
        return self._reviewing.undo(identities, reviewer)

    def describe(self, identity: str, description: Description, reviewer: str) -> PhotoRecord:
        """Correct what the donor said about the rain.

        Raises:
            PhotoUnknownError: it is not there.
            DonationFieldError: a word is not one of those there are.
        """
        return self._reviewing.describe(identity, description, reviewer)

    def on_withdrawal(self, listener: Listener) -> None:
        """Have a function called with the identities of photos, after they were taken back."""
        self._withdrawn.add(listener)

    def on_accept(self, listener: Listener) -> None:
        """Have a function called with the identities of photos, after a decision about them."""
        self._decided.add(listener)

    # -- the Hub --------------------------------------------------------------------------------

    def to_send(self, limit: int, in_pull_request: bool = False) -> list[PhotoRecord]:
        """Return photos that the Hub is to get, the oldest first.

        A photo that was taken back and given again comes after the Hub has lost it.

        Args:
            limit: at most so many.
            in_pull_request: also those that wait in a pull request.
        """
        return self._sending.to_send(limit, in_pull_request=in_pull_request)

    def published(self) -> Iterator[PhotoRecord]:
        """Yield the photos that the Hub has, the oldest first."""
        return self._sending.published()

    def to_remove(self, limit: int) -> list[Tombstone]:
        """Return photos that the Hub is to lose, the oldest withdrawal first."""
        return self._sending.to_remove(limit)

    def tombstones(self) -> Iterator[Tombstone]:
        """Yield everything that was taken back, the oldest withdrawal first."""
        return self._sending.tombstones()

    def mark_queued(self, identities: Iterable[str]) -> list[PhotoRecord]:
        """Note that photos are about to be sent: from now on the Hub may have them.

        Returns:
            Those that may be sent: what was taken back meanwhile is not among them.
        """
        return self._sending.mark_queued(identities)

    def mark_committed(self, identities: Iterable[str], revision: str) -> list[PhotoRecord]:
        """Note that the Hub has queued photos; what was taken back meanwhile is to be removed."""
        return self._sending.mark_committed(identities, revision)

    def mark_pull_request(self, identities: Iterable[str], number: int | None) -> list[PhotoRecord]:
        """Note the pull request that queued photos wait in, None if they wait in none."""
        return self._sending.mark_pull_request(identities, number)

    def mark_refused(self, identity: str, reason: str) -> list[PhotoRecord]:
        """Note that the Hub does not take a photo."""
        return self._sending.mark_refused(identity, reason)

    def mark_removed(self, identities: Iterable[str], revision: str) -> None:
        """Note that the Hub has lost photos that were taken back."""
        self._sending.mark_removed(identities, revision)

    def remember(self, name: str, value: Mapping[str, Any]) -> None:
        """Keep a small value of JSON, durably."""
        self._sending.remember(name, value)

    def remembered(self, name: str) -> dict[str, Any]:
        """Return a value that was kept, {} if there is none."""
        return self._sending.remembered(name)


def _free_bytes_of(folder: Path) -> Callable[[], int]:
    return lambda: shutil.disk_usage(folder).free
