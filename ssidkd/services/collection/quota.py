"""Whether there is room for one more photo."""

from dataclasses import dataclass

from ssidkd.services.collection.errors import QuotaError
from ssidkd.services.collection.limits import CollectionLimits
from ssidkd.services.collection.rows import Rows

_DAY = 86_400.0
_TOMORROW = "Please come back tomorrow."
_FULL = "The collection is full. Please tell the owner of this page."
_SENTENCES = {
    "visitor_day": f"You have given as many photos as fit into a day. {_TOMORROW}",
    "day": f"So many photos were given today that no more fit. {_TOMORROW}",
    "photos": _FULL,
    "bytes": _FULL,
    "disk": "The disk is nearly full, so no photo can be kept. Please try again later.",
}


def no_room(quota: str) -> QuotaError:
    """Return the error of a bound by its name."""
    return QuotaError(_SENTENCES[quota], quota)


@dataclass
class Room:
    """What is left of every bound while a donation is taken in."""

    left: dict[str, int]
    """Photos, or bytes for "bytes" and "disk", by the name of the bound."""

    def check(self, size: int = 1) -> None:
        """Ask for room for one photo.

        Args:
            size: of its file [bytes].

        Raises:
            QuotaError: there is none.
        """
        for quota, left in self.left.items():
            if left < (size if quota in ("bytes", "disk") else 1):
                raise no_room(quota)

    def take(self, size: int) -> None:
        """Count a photo of so many bytes."""
        for quota in self.left:
            self.left[quota] -= size if quota in ("bytes", "disk") else 1


def room_for(rows: Rows, limits: CollectionLimits, donor: str, now: float, free: int) -> Room:
    """Return how much a donor may give now.

    What was given and taken back in the same day counts too. Times from the future are those of a
    clock that was wrong; they count for no longer than others.

    Args:
        rows: the rows of the collection.
        limits: the bounds.
        donor: of the photos.
        now: [s since 1970].
        free: bytes that are free on the disk.
    """
    day = "SUM(kept) FROM donations WHERE received BETWEEN ? AND ?"
    times = (now - _DAY, now + _DAY)
    return Room(
        left={
            "visitor_day": limits.visitor_day - rows.number(f"{day} AND donor=?", (*times, donor)),
            "day": limits.day - rows.number(day, times),
            "photos": limits.photos - rows.number("COUNT(*) FROM photos WHERE bytes > 0"),
            "bytes": limits.total_bytes - rows.number("SUM(bytes) FROM photos"),
            "disk": free - limits.free_bytes,
        }
    )
