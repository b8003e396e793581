"""Files and rows of a collection kept in step: the files first, the rows after them."""

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from ssidkd.core.durable import is_disk_full
from ssidkd.services.collection.database import transaction
from ssidkd.services.collection.errors import PhotoUnknownError
from ssidkd.services.collection.layout import Layout
from ssidkd.services.collection.likeness import LookIndex
from ssidkd.services.collection.records import Donation, PhotoRecord, State, Tombstone
from ssidkd.services.collection.rows import LOST, Row, Rows
from ssidkd.services.collection.sidecar import to_text


@dataclass(frozen=True, kw_only=True, eq=False)
class Archive:
    """What the parts of a collection share. Whoever reads or writes rows holds `lock`."""

    layout: Layout
    rows: Rows
    now: Callable[[], float]
    """[s since 1970]."""
    lock: threading.RLock = field(default_factory=threading.RLock)
    looks: LookIndex = field(default_factory=LookIndex)
    left_alone: set[str] = field(default_factory=set)
    """Photos without a row whose files stay: their records are damaged."""

    def record(self, identity: str) -> PhotoRecord:
        """Return a photo's record.

        Raises:
            PhotoUnknownError: there is no such photo.
        """
        with self.lock:
            found = self.rows.photo(identity)
        if found is None:
            raise PhotoUnknownError
        return found

    def write_record(self, record: PhotoRecord) -> None:
        """Write a photo's sidecar."""
        self.layout.write(self.layout.record(record.identity), to_text(record).encode())

    def write_donation(self, donation: Donation) -> None:
        """Write a donation's file; with it the donation has happened."""
        self.layout.write(self.layout.donation(donation.identity), to_text(donation).encode())

    def write_tombstone(self, tombstone: Tombstone) -> None:
        """Write that a photo was taken back; with it that has happened.

        On a full disk the photo's thumbnail makes room.
        """
        path = self.layout.tombstone(tombstone.identity, tombstone.donation)
        content = to_text(tombstone).encode()
        try:
            self.layout.write(path, content)
        except OSError as error:
            if not is_disk_full(error):
                raise
            self.layout.thumbnail(tombstone.identity).unlink(missing_ok=True)
            self.layout.write(path, content)

    def change(
        self, records: Iterable[PhotoRecord], update: Callable[[PhotoRecord], PhotoRecord]
    ) -> list[PhotoRecord]:
        """Change records, files first; those that stay as they are are not written.

        Returns:
            All records as they are now.
        """
        with self.lock:
            after = []
            changed = []
            for record in records:
                new = update(record)
                if new != record:
                    new = replace(new, change=record.change + 1)
                    self.write_record(new)
                    changed.append(new)
                after.append(new)
            if changed:
                with transaction(self.rows.connection):
                    for record in changed:
                        self.rows.update(record)
        return after

    def known(self, identities: Iterable[str]) -> list[PhotoRecord]:
        """Return the records of photos in the order of their identities.

        Raises:
            PhotoUnknownError: one is not there.
        """
        return [self.record(identity) for identity in dict.fromkeys(identities)]

    def there(self, identities: Iterable[str], states: Sequence[State]) -> list[PhotoRecord]:
        """Return the records of those photos that are there in one of some states."""
        with self.lock:
            found = [self.rows.photo(identity) for identity in dict.fromkeys(identities)]
        return [record for record in found if record is not None and record.state in states]

    def forget(self, identity: str) -> None:
        """Delete a photo's files and hashes; its row is the caller's."""
        self.looks.remove(identity)
        for path in (
            self.layout.photo(identity),
            self.layout.thumbnail(identity),
            self.layout.record(identity),
        ):
            path.unlink(missing_ok=True)

    def drop_pixels(self, record: PhotoRecord) -> None:
        """Delete a photo but not what is known of it."""
        with self.lock:
            self.layout.photo(record.identity).unlink(missing_ok=True)
            self.layout.thumbnail(record.identity).unlink(missing_ok=True)
            with transaction(self.rows.connection):
                self.rows.set_size(record.identity, LOST)

    def insert(self, rows: Sequence[Row], donation: Donation) -> None:
        """Write the rows of a donation whose files are written."""
        with transaction(self.rows.connection):
            self.rows.put_donation(donation)
            for row in rows:
                self.rows.put(row)
