"""Looks at the collection."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ssidkd.services.collection.archive import Archive
from ssidkd.services.collection.errors import PhotoUnknownError
from ssidkd.services.collection.rebuilding import looks_of_file, make_thumbnail
from ssidkd.services.collection.records import PhotoRecord, State
from ssidkd.services.collection.similar import similar_to


@dataclass(frozen=True, kw_only=True, eq=False)
class Looking:
    """Reads; nothing changes but thumbnails that are made again.

    Args:
        archive: of the collection.
    """

    archive: Archive

    def photos(
        self,
        states: Iterable[State] | None,
        after: str,
        limit: int,
        *,
        newest_first: bool,
    ) -> list[PhotoRecord]:
        """Return photos that have a file, by the time they came.

        Args:
            states: only these; all if None.
            after: identity of the last one seen; from the beginning if empty or no longer there.
            limit: at most so many.
            newest_first: or oldest first.
        """
        conditions = ["bytes > 0"]
        values: list[object] = []
        wanted = list(states) if states is not None else None
        if wanted is not None:
            conditions.append(f"state IN ({','.join('?' * len(wanted))})")
            values += wanted
        if after:
            sign = "<" if newest_first else ">"
            conditions.append(
                f"(received, identity) {sign} "
                "(SELECT received, identity FROM photos WHERE identity=?)"
            )
            values.append(after)
        order = "DESC" if newest_first else "ASC"
        where = f"WHERE {' AND '.join(conditions)} ORDER BY received {order}, identity {order}"
        with self.archive.lock:
            if after and self.archive.rows.photo(after) is None:
                return self.photos(wanted, "", limit, newest_first=newest_first)
            return self.archive.rows.photos(f"{where} LIMIT ?", (*values, limit))

    def picture(self, identity: str) -> Path:
        """Return a photo's PNG file, see `Collection.picture`."""
        self.archive.record(identity)
        path = self.archive.layout.photo(identity)
        if not path.is_file():
            raise PhotoUnknownError
        return path

    def thumbnail(self, identity: str) -> Path:
        """Return a photo's small WebP file, see `Collection.thumbnail`."""
        self.archive.record(identity)
        path = self.archive.layout.thumbnail(identity)
        if not path.is_file():
            with self.archive.lock:
                self.archive.record(identity)  # it may have been taken back meanwhile
                try:
                    make_thumbnail(self.archive.layout, identity)
                except OSError as error:
                    raise PhotoUnknownError from error
        return path

    def similar(self, identity: str) -> list[PhotoRecord]:
        """Return photos that show nearly the same, see `Collection.similar`."""
        with self.archive.lock:
            record = self.archive.record(identity)
            looks = looks_of_file(self.archive.layout, record)
            others = similar_to(self.archive, identity, looks)
            found = [self.archive.rows.photo(other) for other in others]
        return [other for other in found if other is not None]
