"""Records as JSON and back. A file that was damaged is refused, never half believed."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, TypeVar, get_args

from ssidkd.services.collection.records import (
    Description,
    Donation,
    Facts,
    Licence,
    PhotoRecord,
    State,
    Tombstone,
)

Kept = TypeVar("Kept", PhotoRecord, Donation, Tombstone)
_NAMES = {
    "identity": re.compile(r"[0-9a-f]{32}|[0-9a-f]{64}"),
    "donation": re.compile(r"[0-9a-f]{32}"),
    "look": re.compile(r"[0-9a-f]{16}"),
}
"""What becomes part of a path or of a number; nothing else may stand there."""


class RecordDamagedError(ValueError):
    """Text that is not the JSON of a record."""


def to_text(record: PhotoRecord | Donation | Tombstone) -> str:
    """Return a record as one line of JSON in ASCII."""
    return json.dumps(asdict(record), sort_keys=True, allow_nan=False)


def photo_from(text: str | bytes) -> PhotoRecord:
    """Read a photo's record.

    Raises:
        RecordDamagedError: the text is not one.
    """
    content = _content(text)
    try:
        content["facts"] = Facts(**content["facts"])
        content["description"] = Description(**content["description"])
        record = PhotoRecord(**content)
    except (KeyError, TypeError) as error:
        raise RecordDamagedError(str(error)) from error
    known = record.state in get_args(State) and record.licence in get_args(Licence)
    if not known or not _is_number(record.received) or not isinstance(record.change, int):
        raise RecordDamagedError("a field holds what it cannot")
    return _checked(record)


def donation_from(text: str | bytes) -> Donation:
    """Read a donation.

    Raises:
        RecordDamagedError: the text is not one.
    """
    content = _content(text)
    try:
        content["photos"] = tuple(content["photos"])
        donation = Donation(**content)
    except (KeyError, TypeError) as error:
        raise RecordDamagedError(str(error)) from error
    if not _is_number(donation.received):
        raise RecordDamagedError("received: not a time")
    return _checked(donation)


def tombstone_from(text: str | bytes) -> Tombstone:
    """Read what is left of a photo that was taken back.

    Raises:
        RecordDamagedError: the text is not that.
    """
    try:
        tombstone = Tombstone(**_content(text))
    except TypeError as error:
        raise RecordDamagedError(str(error)) from error
    return _checked(tombstone)


def is_name(field_name: str, value: object) -> bool:
    """Return whether a value may stand in "identity", "donation" or "look"."""
    return isinstance(value, str) and _NAMES[field_name].fullmatch(value) is not None


def _content(text: str | bytes) -> dict[str, Any]:
    try:
        content = json.loads(text)
    except ValueError as error:  # UnicodeDecodeError too
        raise RecordDamagedError(str(error)) from error
    if not isinstance(content, Mapping):
        raise RecordDamagedError("not an object")
    return dict(content)


def _checked(record: Kept) -> Kept:
    """Return a record whose text fields hold text, and whose names are names."""
    for place in fields(record):
        value = getattr(record, place.name)
        if place.type in (str, "str") and not isinstance(value, str):
            raise RecordDamagedError(f"{place.name}: not a text")
        if place.name in _NAMES and not is_name(place.name, value):
            raise RecordDamagedError(f"{place.name}: not hexadecimal digits")
    return record


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)
