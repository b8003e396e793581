"""The rows of the database. They say what the files say, in a form that can be searched."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ssidkd.services.collection.database import as_os_errors
from ssidkd.services.collection.records import Donation, PhotoRecord, Tombstone
from ssidkd.services.collection.sidecar import (
    donation_from,
    photo_from,
    to_text,
    tombstone_from,
)

LOST = 0
"""Bytes of a photo whose file is gone: refused long ago and deleted, or lost."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A photo's row."""

    record: PhotoRecord
    size: int
    """Of its file [bytes]; `LOST` if that is not there."""
    looks: bytes
    """Perceptual hashes of its crops, see `likeness`."""


class Rows:
    """Reads and writes rows; whoever calls holds the lock and the transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def put(self, row: Row) -> None:
        """Write a photo's row, in place of an earlier one."""
        record = row.record
        self.connection.execute(
            "INSERT OR REPLACE INTO photos VALUES (?,?,?,?,?,?,?,?,?)",
            (
                record.identity,
                record.donation,
                record.donor,
                record.received,
                record.state,
                record.pull_request,
                row.size,
                row.looks,
                to_text(record),
            ),
        )

    def update(self, record: PhotoRecord) -> None:
        """Write a record into the row that its photo has."""
        self.connection.execute(
            "UPDATE photos SET state=?, pull_request=?, record=? WHERE identity=?",
            (record.state, record.pull_request, to_text(record), record.identity),
        )

    def set_size(self, identity: str, size: int) -> None:
        """Write the size of a photo's file [bytes]."""
        self.connection.execute("UPDATE photos SET bytes=? WHERE identity=?", (size, identity))

    def remove(self, identity: str) -> None:
        """Remove a photo's row."""
        self.connection.execute("DELETE FROM photos WHERE identity=?", (identity,))

    def photo(self, identity: str) -> PhotoRecord | None:
        """Return a photo's record, None if there is no such photo."""
        found = self.photos("WHERE identity=?", (identity,))
        return found[0] if found else None

    def has_file(self, identity: str) -> bool:
        """Return whether a photo's file was there when it was last looked for."""
        return self._select("bytes FROM photos WHERE identity=?", (identity,)) not in (
            [],
            [(LOST,)],
        )

    def photos(self, where: str = "", values: Sequence[object] = ()) -> list[PhotoRecord]:
        """Return the records that a condition of SQL names."""
        return [photo_from(text) for (text,) in self._select(f"record FROM photos {where}", values)]

    def identities(self) -> set[str]:
        """Return the identities of all photos."""
        return {identity for (identity,) in self._select("identity FROM photos")}

    def everything(self) -> Iterator[Row]:
        """Yield all photos' rows."""
        for text, size, looks in self._select("record, bytes, looks FROM photos"):
            yield Row(record=photo_from(text), size=size, looks=looks)

    def looks(self) -> list[tuple[str, bytes]]:
        """Return the identity and the hashes of every photo."""
        return [
            (identity, looks) for identity, looks in self._select("identity, looks FROM photos")
        ]

    def put_donation(self, donation: Donation) -> None:
        """Write a donation's row."""
        self.connection.execute(
            "INSERT OR REPLACE INTO donations VALUES (?,?,?,?,?,?,?,?)",
            (
                donation.identity,
                donation.code,
                donation.request,
                donation.donor,
                donation.received,
                len(donation.photos),
                donation.credit != "",
                to_text(donation),
            ),
        )

    def donations(self, where: str = "", values: Sequence[object] = ()) -> list[Donation]:
        """Return the donations that a condition of SQL names."""
        found = self._select(f"record FROM donations {where}", values)
        return [donation_from(text) for (text,) in found]

    def remove_donation(self, identity: str) -> None:
        """Remove a donation's row."""
        self.connection.execute("DELETE FROM donations WHERE identity=?", (identity,))

    def put_tombstone(self, tombstone: Tombstone) -> None:
        """Write the row of a photo that was taken back, in place of an earlier one."""
        self.connection.execute(
            "INSERT OR REPLACE INTO tombstones VALUES (?,?,?,?,?)",
            (
                tombstone.identity,
                tombstone.donation,
                tombstone.withdrawn,
                int(tombstone.published and not tombstone.revision),
                to_text(tombstone),
            ),
        )

    def tombstones(self, where: str = "", values: Sequence[object] = ()) -> list[Tombstone]:
        """Return the photos taken back that a condition of SQL names."""
        found = self._select(f"record FROM tombstones {where}", values)
        return [tombstone_from(text) for (text,) in found]

    def number(self, query: str, values: Sequence[object] = ()) -> int:
        """Return the one number that a query, without its first word, asks for; 0 for none."""
        return int(self._select(query, values)[0][0] or 0)

    def _select(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with as_os_errors():
            return self.connection.execute(f"SELECT {query}", values).fetchall()
