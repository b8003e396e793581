"""Folders of collected photos, split already: `python -m ssidkd collection export` writes them."""

from pathlib import Path

TRAIN, VALIDATION = "train", "validation"
"""Folders inside: what is learnt from, and what is kept apart. No donor is in both."""
_METADATA = "metadata.jsonl"


def is_split(folder: Path) -> bool:
    """Return whether a folder is split in the image-folder format, as an export is."""
    return any((folder / side / _METADATA).is_file() for side in (TRAIN, VALIDATION))
