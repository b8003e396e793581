"""What goes into one commit."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ssidkd.services.collection.errors import PhotoUnknownError
from ssidkd.services.collection.hub.card import CARD, card_with_ours
from ssidkd.services.collection.hub.client import Change
from ssidkd.services.collection.hub.rows import (
    METADATA,
    WITHDRAWN,
    metadata_row,
    photo_path,
    withdrawn_row,
)
from ssidkd.services.collection.hub.sending_store import SendingStore, identities_of
from ssidkd.services.collection.hub.views import View
from ssidkd.services.collection.records import PhotoRecord, Tombstone


def removal(view: View, stones: Sequence[Tombstone], files: set[str]) -> tuple[Change, View]:
    """Return a commit that removes photos, and the branch after it.

    Each is named as taken back even where the dataset seems not to have it: a commit that is still
    under way no longer fits on top of this one.

    Args:
        view: the branch before.
        stones: of the photos.
        files: identities of those whose file is there.
    """
    gone = identities_of(stones)
    after = replace(
        view,
        metadata=view.metadata.changed(remove=gone),
        withdrawn=view.withdrawn.changed(add=map(withdrawn_row, stones)),
    )
    deleted = tuple(photo_path(one) for one in dict.fromkeys(gone) if one in files)
    title = f"Remove {len(set(gone))} photos that were taken back"
    return Change(title=title, files=_texts(view, after), deleted=deleted), after


def addition(
    view: View, records: Sequence[PhotoRecord], pictures: dict[str, Path], dataset: str
) -> tuple[Change, View]:
    """Return a commit that adds photos, and the branch after it.

    Args:
        view: the branch before.
        records: of the photos.
        pictures: files of those whose file is not there yet.
        dataset: owner/name.
    """
    after = replace(
        view,
        metadata=view.metadata.changed(add=[metadata_row(one, dataset) for one in records]),
        withdrawn=view.withdrawn.changed(remove=identities_of(records)),
        card=card_with_ours(view.card),
    )
    files: dict[str, bytes | Path] = {photo_path(one): pictures[one] for one in pictures}
    title = f"Add {len(records)} photos"
    return Change(title=title, files=files | _texts(view, after)), after


def pictures_of(store: SendingStore, records: Sequence[PhotoRecord]) -> dict[str, Path]:
    """Return the files of photos; those that were taken back just now are left out."""
    found = {one.identity: _picture(store, one.identity) for one in records}
    return {identity: path for identity, path in found.items() if path is not None}


def _picture(store: SendingStore, identity: str) -> Path | None:
    try:
        return store.picture(identity)
    except PhotoUnknownError:
        return None


def _texts(before: View, after: View) -> dict[str, bytes | Path]:
    """Return the files of a branch that differ, apart from photos."""
    texts = {
        METADATA: (before.metadata.text, after.metadata.text),
        WITHDRAWN: (before.withdrawn.text, after.withdrawn.text),
        CARD: (before.card, after.card),
    }
    return {
        path: new.encode("utf-8", "surrogateescape")
        for path, (old, new) in texts.items()
        if new is not None and new != old
    }
