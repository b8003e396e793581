"""A branch of the dataset as it was read: its two lists and its card."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ssidkd.services.collection.hub.card import CARD
from ssidkd.services.collection.hub.client import DatasetClient, Head
from ssidkd.services.collection.hub.listing import Listing
from ssidkd.services.collection.hub.rows import METADATA, WITHDRAWN, photo_path


@dataclass(frozen=True, eq=False)
class View:
    """What a branch holds at one revision, without the photos."""

    head: Head
    metadata: Listing
    withdrawn: Listing
    card: str | None


@dataclass(frozen=True)
class Sorted:
    """Photos by what a branch has of them."""

    whole: list[str]
    """File and row are there."""
    with_file: set[str]
    left: list[str]
    """Not whole: the file, the row, or both are missing."""


@dataclass
class Views:
    """Reads branches, and what has not changed only once.

    Args:
        client: of the dataset.
    """

    client: DatasetClient
    _seen: dict[str, View] = field(default_factory=dict)

    def at(self, head: Head) -> View:
        """Return what a branch holds.

        Raises:
            HubError: it could not be read.
        """
        seen = self._seen.get(head.branch)
        if seen is not None and seen.head.revision == head.revision:
            return seen
        view = View(
            head,
            Listing.from_text(self.client.text(METADATA, head.revision)),
            Listing.from_text(self.client.text(WITHDRAWN, head.revision)),
            self.client.text(CARD, head.revision),
        )
        self._seen[head.branch] = view
        return view

    def committed(self, view: View, revision: str) -> None:
        """Remember what a branch holds after our own commit."""
        head = replace(view.head, revision=revision)
        self._seen[head.branch] = replace(view, head=head)

    def sorted(self, view: View, identities: Sequence[str]) -> Sorted:
        """Return what the branch has of these photos.

        Raises:
            HubError: it could not be read.
        """
        files = self._files(view, identities)
        rows = view.metadata.identities
        return Sorted(
            [one for one in identities if one in files and one in rows],
            files,
            [one for one in identities if one not in files or one not in rows],
        )

    def gone(self, view: View, identities: Sequence[str]) -> tuple[list[str], set[str]]:
        """Return which of these are named as taken back and have neither file nor row.

        Returns:
            Those, and all that have a file.

        Raises:
            HubError: it could not be read.
        """
        files = self._files(view, identities)
        there = files | view.metadata.identities
        named = view.withdrawn.identities
        return [one for one in identities if one in named and one not in there], files

    def _files(self, view: View, identities: Iterable[str]) -> set[str]:
        paths = {photo_path(one): one for one in identities}
        found = self.client.present(list(paths), view.head.revision) if paths else set()
        return {one for path, one in paths.items() if path in found}
