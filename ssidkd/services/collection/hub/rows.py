"""What the dataset says of a photo: one row of its metadata, and one of what was taken back."""

import hashlib
import math
from datetime import datetime, timezone
from typing import Any

from ssidkd.services.collection.offer import plain_text
from ssidkd.services.collection.records import PhotoRecord, Tombstone

FOLDER = "data"
"""Of the dataset: photos, and the metadata beside them."""
METADATA = f"{FOLDER}/metadata.jsonl"
WITHDRAWN = "withdrawn.jsonl"
_LONGEST_CELL = 100
_GROUP_DIGITS = 12


def photo_path(identity: str) -> str:
    """Return a photo's path in the dataset; 256 folders keep each below 10,000 entries."""
    return f"{FOLDER}/{_file_name(identity)}"


def metadata_row(record: PhotoRecord, dataset: str) -> dict[str, Any]:
    """Return the row of a photo; `file_name` is where `datasets` looks for its picture."""
    facts = record.facts
    return {
        "file_name": _file_name(record.identity),
        "identity": record.identity,
        "licence": cell(record.licence),
        "credit": cell(record.credit),
        "amount": cell(record.description.amount),
        "time": cell(record.description.time),
        "place": cell(record.description.place),
        "width": facts.width,
        "height": facts.height,
        "niqe": _rounded(facts.niqe),
        "dark_channel": _rounded(facts.dark_channel),
        "sharpness": _rounded(facts.sharpness),
        "brightness": _rounded(facts.brightness),
        "donor": donor_group(record.donor, dataset),
        "received": day(record.received),
    }


def withdrawn_row(tombstone: Tombstone) -> dict[str, Any]:
    """Return what is told of a photo that was taken back: which, and the day."""
    return {"identity": tombstone.identity, "day": day(tombstone.withdrawn)}


def donor_group(donor: str, dataset: str) -> str:
    """Return a word that is the same for the photos of one donor within one dataset.

    It lets a reader keep a donor's photos on one side of a split, and says nothing elsewhere.
    """
    digest = hashlib.sha256(f"{dataset}\n{donor}".encode()).hexdigest()
    return f"d{digest[:_GROUP_DIGITS]}"


def day(moment: float) -> str:
    """Return the day of a moment [s since 1970], in UTC."""
    return datetime.fromtimestamp(moment, timezone.utc).date().isoformat()


def cell(text: str) -> str:
    """Return a text that is safe in a table: one short line that is no formula."""
    return plain_text(text[: 10 * _LONGEST_CELL])[:_LONGEST_CELL]


def _file_name(identity: str) -> str:
    return f"{identity[:2]}/{identity}.png"


def _rounded(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else round(value, 4)
