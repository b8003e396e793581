"""What whoever keeps a dataset on the Hub in step asks a collection, and tells it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ssidkd.services.collection.records import PhotoRecord, Tombstone
from ssidkd.services.collection.sending import Sending


class HubsSide:
    """Part of `Collection`."""

    _sending: Sending

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
