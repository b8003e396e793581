"""Which photos are learnt from and which are kept for validation: never one donor on both sides.

Photos belong together that came from one donor, that name one person, or that show nearly the same,
and so do their groups. A whole group goes to one side, by a hash that its oldest photo decides: a
later photo joins the side of its group, and nothing else moves. Where a new photo joins two groups
that were on two sides, the younger group moves to the side of the older one, because one of them
has to.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Literal

from ssidkd.services.collection.records import PhotoRecord

Side = Literal["train", "validation"]
SIDES: tuple[Side, ...] = ("train", "validation")
_DIGITS = 16


class _Joined:
    """Sets of names that are joined step by step."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def top(self, name: str) -> str:
        """Return the name that stands for the set of `name`."""
        way = []
        while (above := self._above.setdefault(name, name)) != name:
            way.append(name)
            name = above
        self._above.update(dict.fromkeys(way, name))
        return name

    def join(self, one: str, other: str) -> None:
        """Make one set of two."""
        self._above[self.top(one)] = self.top(other)


def groups(photos: Iterable[PhotoRecord]) -> list[list[PhotoRecord]]:
    """Return the photos that belong together, the oldest of each group first."""
    photos = list(photos)
    joined = _Joined()
    for photo in photos:
        for link in _links(photo):
            joined.join(_photo(photo.identity), link)
    members: dict[str, list[PhotoRecord]] = {}
    for photo in sorted(photos, key=lambda one: (one.received, one.identity)):
        members.setdefault(joined.top(_photo(photo.identity)), []).append(photo)
    return list(members.values())


def split(
    photos: Iterable[PhotoRecord], share: float, earlier: Mapping[str, Side] | None = None
) -> dict[str, Side]:
    """Return the side of every photo by its identity.

    Args:
        photos: all that are known, so that those which link others are among them.
        share: of the groups that go to validation, 0 to 1; of few groups it may be none.
        earlier: sides that must stay as they are known to others, such as those of an earlier
            export; of a group whose photos had two, that of its oldest one holds.
    """
    earlier = earlier or {}
    sides: dict[str, Side] = {}
    for group in groups(photos):
        known = (earlier[photo.identity] for photo in group if photo.identity in earlier)
        side = next(known, None) or _side(group[0].donor, share)
        sides |= {photo.identity: side for photo in group}
    return sides


def _side(donor: str, share: float) -> Side:
    """Return the side of a group by the donor of its oldest photo.

    Not by the photo: that may be taken back, and the donor's others stay where they were.
    """
    digest = hashlib.sha256(f"validation {donor}".encode()).hexdigest()[:_DIGITS]
    return "validation" if int(digest, 16) < share * 16**_DIGITS else "train"


def _links(photo: PhotoRecord) -> Iterable[str]:
    yield f"donor {photo.donor}"
    if name := " ".join(photo.credit.split()).casefold():
        yield f"credit {name}"
    if photo.alike:
        yield _photo(photo.alike)


def _photo(identity: str) -> str:
    return f"photo {identity}"
