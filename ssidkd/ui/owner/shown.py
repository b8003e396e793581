"""What the owner's page is told of a photo, as JSON."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from typing import Any

from ssidkd.services.collection.records import PhotoRecord

_DONOR_DIGITS = 8
"""Enough to tell donors apart on a page."""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Which photos are wanted; an empty word wants all of them."""

    amount: str = ""
    time: str = ""
    place: str = ""
    licence: str = ""
    day: str = ""
    """Of UTC, as 2026-11-28."""

    def takes(self, record: PhotoRecord) -> bool:
        """Return whether a photo is wanted."""
        described = record.description
        pairs = (
            (self.amount, described.amount),
            (self.time, described.time),
            (self.place, described.place),
            (self.licence, record.licence),
            (self.day, day_of(record.received)),
        )
        return all(wanted in ("", has) for wanted, has in pairs)


def day_of(moment: float) -> str:
    """Return the day of UTC of a moment [s since 1970]."""
    return datetime.fromtimestamp(moment, timezone.utc).strftime("%Y-%m-%d")


def shown(record: PhotoRecord) -> dict[str, Any]:
    """Return what the page is told of one photo."""
    told = asdict(record)
    told["donor"] = record.donor[:_DONOR_DIGITS]
    return {name: value for name, value in told.items() if name not in ("look", "donation")}


def shown_all(records: Iterable[PhotoRecord]) -> list[dict[str, Any]]:
    """Return what the page is told of several."""
    return [shown(record) for record in records]
