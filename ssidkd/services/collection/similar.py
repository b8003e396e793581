"""Which photos of the collection show nearly the same."""

from ssidkd.services.collection.archive import Archive


def similar_to(archive: Archive, identity: str, looks: bytes) -> list[str]:
    """Return the identities of other photos that show nearly the same, the most similar first.

    Args:
        archive: of the collection; the caller holds its lock.
        identity: of the photo, whose thumbnail is written.
        looks: its hashes.
    """
    return [other for other in archive.looks.similar(looks) if other != identity]
