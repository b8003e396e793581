"""Names of visitors' files, made safe for any computer that opens the archive."""

import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

from ssidkd.services.batch.suffixes import PICTURE_SUFFIXES

LONGEST = 200
"""Bytes of a name without its suffix; file systems stop at 255 bytes."""
_FORBIDDEN = frozenset('<>:"|?*/\\')
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
)
"""What Windows opens as a device, whatever the suffix."""
_NAMELESS = "picture"


def plain_name(name: str) -> str:
    """Return a visitor's file name without folders and without characters that do harm.

    No control and no formatting characters (which can turn the reading direction around), nothing
    that a file system refuses, no dot at either end, nothing that opens a formula. Never empty.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    kept = "".join(
        letter
        for letter in last
        if letter not in _FORBIDDEN and unicodedata.category(letter)[0] != "C"
    )
    stem, suffix = _parts(" ".join(kept.split()))
    # A table takes a name that opens like a formula for one, a command takes "-" for an option.
    stem = stem.encode()[:LONGEST].decode(errors="ignore").lstrip("=+-@. ").rstrip(". ")
    stem = stem or _NAMELESS
    if stem.partition(".")[0].lower() in _DEVICES:
        stem = f"_{stem}"
    return stem + suffix


def unique_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return a safe name for every name, in order, of which no two have the same stem.

    Stems are compared without regard to case, as some file systems do; `a.jpg` and `A.png` become
    `a.jpg` and `A-2.png`, so that the results `a.png` and `A-2.png` are two files everywhere.
    """
    taken: set[str] = set()
    found = []
    for name in names:
        stem, suffix = _parts(plain_name(name))
        number, candidate = 1, stem
        while candidate.casefold() in taken:
            number += 1
            candidate = f"{stem}-{number}"
        taken.add(candidate.casefold())
        found.append(candidate + suffix)
    return tuple(found)


def stem_of(name: str) -> str:
    """Return a name without its suffix."""
    return _parts(name)[0]


def has_suffix(name: str) -> bool:
    """Return whether a name ends like a picture's."""
    return bool(_parts(name)[1])


def _parts(name: str) -> tuple[str, str]:
    """Return stem and suffix; only a picture's suffix is one."""
    suffix = PurePosixPath(name).suffix
    if suffix.lower() in PICTURE_SUFFIXES:
        return name[: -len(suffix)], suffix
    return name, ""
