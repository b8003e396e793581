"""What the Hub has of the collection, and is still to get or to lose."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ssidkd.services.collection.archive import Archive
from ssidkd.services.collection.database import transaction
from ssidkd.services.collection.offer import plain_text
from ssidkd.services.collection.records import PhotoRecord, State, Tombstone
from ssidkd.services.collection.reviewing import LONGEST_REASON
from ssidkd.services.collection.withdrawing import mark_published

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,40}")
_TO_SEND = """
WHERE state IN ('reviewed', 'queued') AND bytes > 0 AND (pull_request IS NULL OR ?)
AND NOT EXISTS (SELECT 1 FROM tombstones WHERE to_remove AND identity = photos.identity)
ORDER BY received, identity LIMIT ?
"""


@dataclass(frozen=True, kw_only=True, eq=False)
class Sending:
    """The outbox: nothing of it is kept in memory, so that it is the same after a crash.

    Args:
        archive: of the collection.
    """

    archive: Archive

    def to_send(self, limit: int, *, in_pull_request: bool) -> list[PhotoRecord]:
        """Return photos that the Hub is to get, see `Collection.to_send`."""
        with self.archive.lock:
            return self.archive.rows.photos(_TO_SEND, (in_pull_request, limit))

    def published(self) -> Iterator[PhotoRecord]:
        """Yield the photos that the Hub has, the oldest first."""
        with self.archive.lock:
            found = self.archive.rows.photos(
                "WHERE state = 'committed' ORDER BY received, identity"
            )
        yield from found

    def to_remove(self, limit: int) -> list[Tombstone]:
        """Return photos that the Hub is to lose, the oldest withdrawal first."""
        where = "WHERE to_remove ORDER BY withdrawn, identity LIMIT ?"
        with self.archive.lock:
            return self.archive.rows.tombstones(where, (limit,))

    def tombstones(self) -> Iterator[Tombstone]:
        """Yield all that were taken back, the oldest withdrawal first."""
        with self.archive.lock:
            found = self.archive.rows.tombstones("ORDER BY withdrawn, identity")
        yield from found

    def mark_queued(self, identities: Iterable[str]) -> list[PhotoRecord]:
        """Note that photos are being sent, from now on they may be on the Hub."""
        with self.archive.lock:
            records = self.archive.there(identities, ("reviewed", "queued"))
            return self.archive.change(
                records, lambda record: replace(record, state="queued", sent=True)
            )

    def mark_committed(self, identities: Iterable[str], revision: str) -> list[PhotoRecord]:
        """Note that the Hub has photos; those taken back meanwhile are to be removed there."""
        wanted = list(dict.fromkeys(identities))
        with self.archive.lock:
            records = self.archive.there(wanted, ("queued", "committed"))
            sent = {record.identity for record in records}
            for identity in wanted:
                if identity not in sent:
                    mark_published(self.archive, identity)
            return self.archive.change(
                records,
                lambda record: replace(
                    record, state="committed", revision=revision, pull_request=None
                ),
            )

    def mark_pull_request(self, identities: Iterable[str], number: int | None) -> list[PhotoRecord]:
        """Note in which pull request photos wait.

        Those of one that was closed are the owner's again, and the Hub has not got them.
        """
        is_open = number is not None
        state: State = "queued" if is_open else "reviewed"
        with self.archive.lock:
            records = self.archive.there(identities, ("queued",))
            return self.archive.change(
                records,
                lambda record: replace(
                    record, pull_request=number, state=state, sent=record.sent and is_open
                ),
            )

    def mark_refused(self, identity: str, reason: str) -> list[PhotoRecord]:
        """Note that the Hub does not take a photo."""
        why = plain_text(reason)[:LONGEST_REASON]
        with self.archive.lock:
            records = self.archive.there([identity], ("reviewed", "queued"))
            return self.archive.change(
                records,
                lambda record: replace(record, state="refused", reason=why, pull_request=None),
            )

    def mark_removed(self, identities: Iterable[str], revision: str) -> None:
        """Note that the Hub has lost photos that were taken back."""
        with self.archive.lock:
            for identity in dict.fromkeys(identities):
                where = "WHERE to_remove AND identity=?"
                for stone in self.archive.rows.tombstones(where, (identity,)):
                    changed = replace(stone, revision=revision)
                    self.archive.write_tombstone(changed)
                    with transaction(self.archive.rows.connection):
                        self.archive.rows.put_tombstone(changed)

    def remember(self, name: str, value: Mapping[str, Any]) -> None:
        """Keep a small value."""
        path = self.archive.layout.remembered(_checked(name))
        content = json.dumps(dict(value), allow_nan=False).encode()
        with self.archive.lock:
            self.archive.layout.write(path, content)

    def remembered(self, name: str) -> dict[str, Any]:
        """Return a value that was kept, {} if there is none."""
        path = self.archive.layout.remembered(_checked(name))
        try:
            content = json.loads(path.read_bytes())
        except (OSError, ValueError):
            return {}
        return dict(content) if isinstance(content, Mapping) else {}


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is not a plain name")
    return name
