"""What the sync needs of the collection."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from ssidkd.services.collection.records import PhotoRecord, Tombstone


class SendingStore(Protocol):
    """The part of `Collection` that the sync uses; every change is durable when it returns."""

    def to_send(self, limit: int, in_pull_request: bool = False) -> list[PhotoRecord]:
        """Return accepted photos that the dataset does not have, oldest first.

        Those that wait in a pull request are among them if that is asked for.
        """

    def published(self) -> Iterator[PhotoRecord]:
        """Yield photos that the dataset has."""

    def to_remove(self, limit: int) -> list[Tombstone]:
        """Return what was taken back and may still be in the dataset."""

    def picture(self, identity: str) -> Path:
        """Return a photo's file.

        Raises:
            PhotoUnknownError: it was taken back, or never was there.
        """

    def mark_queued(self, identities: Collection[str]) -> list[PhotoRecord]:
        """From now on the Hub may have them; whoever takes one back leaves work for `to_remove`.

        Returns:
            Those that may be sent.
        """

    def mark_committed(self, identities: Collection[str], revision: str) -> Any:
        """The dataset has them; one that was taken back in the meantime stays so."""

    def mark_pull_request(self, identities: Collection[str], number: int | None) -> Any:
        """They wait in a pull request; None: they do not, and go with the next sending."""

    def mark_refused(self, identity: str, reason: str) -> Any:
        """The Hub does not take it."""

    def mark_removed(self, identities: Collection[str], revision: str) -> Any:
        """The dataset's head does not have them."""

    def remember(self, name: str, value: Mapping[str, Any]) -> None:
        """Keep a small value through a restart."""

    def remembered(self, name: str) -> dict[str, Any]:
        """Return it; empty if there is none."""


def identities_of(records: Iterable[PhotoRecord | Tombstone]) -> list[str]:
    """Return their identities, in order."""
    return [record.identity for record in records]
