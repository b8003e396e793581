"""Gives donors what their deletion code is for: what became of the photos, and their end."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from ssidkd.core.durable import is_disk_full
from ssidkd.services.collection.archive import Archive
from ssidkd.services.collection.codes import hash_of_code
from ssidkd.services.collection.database import forget_deleted, transaction
from ssidkd.services.collection.errors import CodeUnknownError, PhotoUnknownError
from ssidkd.services.collection.offer import Receipt
from ssidkd.services.collection.records import Donation, PhotoRecord, Tombstone


@dataclass(frozen=True, kw_only=True, eq=False)
class Withdrawing:
    """Receipts and withdrawals.

    Args:
        archive: of the collection.
        tell: is told which photos were taken back, once that is durable.
    """

    archive: Archive
    tell: Callable[[Sequence[str]], None]

    def receipt(self, code: str) -> Receipt:
        """Return what became of a donation, see `Collection.receipt`."""
        with self.archive.lock:
            donation = self._donation(code)
            photos = tuple(self._left_of(donation, identity) for identity in donation.photos)
        return Receipt(donation=donation, photos=photos)

    def withdraw(self, code: str, identities: Iterable[str] | None) -> Receipt:
        """Take photos back, see `Collection.withdraw`."""
        gone: list[str] = []
        try:
            with self.archive.lock:
                self._take_all_back(code, identities, gone)
        finally:  # if the disk failed, those before are gone nevertheless
            if gone:
                self.tell(gone)
        return self.receipt(code)

    def _take_all_back(self, code: str, identities: Iterable[str] | None, gone: list[str]) -> None:
        """Take photos back one after the other; `gone` grows with each."""
        donation = self._donation(code)
        chosen = donation.photos if identities is None else tuple(dict.fromkeys(identities))
        if not set(chosen) <= set(donation.photos):
            raise PhotoUnknownError
        for identity in chosen:
            self._take_back(donation, identity, gone)
        forget_credits(self.archive)
        forget_deleted(self.archive.rows.connection)

    def _donation(self, code: str) -> Donation:
        found = self.archive.rows.donations("WHERE code=?", (hash_of_code(code),))
        if not found:
            raise CodeUnknownError
        return found[0]

    def _left_of(self, donation: Donation, identity: str) -> PhotoRecord | Tombstone:
        record = self.archive.rows.photo(identity)
        if record is not None and record.donation == donation.identity:
            return record
        stone = tombstone_of(self.archive, identity, donation.identity)
        if stone is not None:
            return stone
        # Neither is there after files were lost; what nobody has is as good as taken back.
        return Tombstone(
            identity=identity,
            donation=donation.identity,
            withdrawn=donation.received,
            published=False,
        )

    def _take_back(self, donation: Donation, identity: str, gone: list[str]) -> None:
        """Make a photo go for good, unless it is gone."""
        if tombstone_of(self.archive, identity, donation.identity) is not None:
            return
        record = self.archive.rows.photo(identity)
        is_ours = record is not None and record.donation == donation.identity
        stone = Tombstone(
            identity=identity,
            donation=donation.identity,
            withdrawn=self.archive.now(),
            # Of a photo whose record was lost nobody knows whether it was sent.
            published=record is None or (is_ours and record.sent),
        )
        self.archive.write_tombstone(stone)
        bury(self.archive, stone)
        gone.append(identity)


def forget_credits(archive: Archive) -> None:
    """Take the name out of every donation of which no photo is left."""
    none_left = "NOT EXISTS (SELECT 1 FROM photos WHERE donation = donations.identity)"
    for donation in archive.rows.donations(f"WHERE credited AND {none_left}"):
        nameless = replace(donation, credit="")
        archive.write_donation(nameless)
        with transaction(archive.rows.connection):
            archive.rows.put_donation(nameless)


def bury(archive: Archive, stone: Tombstone) -> None:
    """Do what a written tombstone asks for: the files go, then the row.

    A photo that has been given again since belongs to another donation, and stays.
    """
    record = archive.rows.photo(stone.identity)
    is_another = record is not None and record.donation != stone.donation
    if not is_another:
        archive.forget(stone.identity)
    try:
        _bury_row(archive, stone, is_another=is_another)
    except OSError as error:
        if not is_disk_full(error):
            raise
        forget_deleted(archive.rows.connection)  # what the log takes is enough
        _bury_row(archive, stone, is_another=is_another)


def _bury_row(archive: Archive, stone: Tombstone, *, is_another: bool) -> None:
    with transaction(archive.rows.connection):
        archive.rows.put_tombstone(stone)
        if not is_another:
            archive.rows.remove(stone.identity)


def tombstone_of(archive: Archive, identity: str, donation: str) -> Tombstone | None:
    """Return what is left of a photo of a donation, None if it was not taken back."""
    where = "WHERE identity=? AND donation=?"
    found = archive.rows.tombstones(where, (identity, donation))
    return found[0] if found else None


def mark_published(archive: Archive, identity: str) -> None:
    """Note that the Hub has a photo that was taken back while it was sent."""
    found = archive.rows.tombstones("WHERE identity=? ORDER BY withdrawn DESC", (identity,))
    for stone in found[:1]:
        if stone.published and not stone.revision:
            continue
        # One that was removed before came back with what was on its way: it has to go again.
        changed = replace(stone, published=True, revision="")
        archive.write_tombstone(changed)
        with transaction(archive.rows.connection):
            archive.rows.put_tombstone(changed)
