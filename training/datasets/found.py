"""What a layout finds in an unpacked data set: pairs, halves, photos, and what is wrong."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from ssidkd.learning.photos import PICTURE_SUFFIXES

Side = Literal["left", "right"]


class DataSetError(ValueError):
    """The data set cannot be prepared; the sentence says what to change."""


@dataclass(frozen=True, kw_only=True)
class FoundPair:
    """A rainy picture and its clean one, in two files."""

    name: str
    """Under which both are kept, without suffix."""
    rainy: Path
    clean: Path


@dataclass(frozen=True, kw_only=True)
class FoundHalves:
    """A rainy picture and its clean one, side by side in one file."""

    name: str
    both: Path
    clean_side: Side


@dataclass(frozen=True, kw_only=True)
class FoundPhoto:
    """A real rainy photo; nobody has a clean version of it."""

    name: str
    photo: Path


FoundItem = FoundPair | FoundHalves | FoundPhoto


@dataclass(frozen=True, kw_only=True)
class Found:
    """Everything a layout finds in a folder; nothing at all where the layout is another one."""

    items: tuple[FoundItem, ...] = ()
    problems: tuple[str, ...] = ()
    """A sentence for every file that cannot be used."""

    def __bool__(self) -> bool:
        """Whether this is the folder's layout."""
        return bool(self.items or self.problems)


class Layout(Protocol):
    """One way a data set is laid out."""

    @property
    def expects(self) -> str:
        """What is looked for, in words."""
        ...

    def find(self, source: Path) -> Found:
        """Look for it in an unpacked folder (or file); nothing is changed and nothing decoded."""
        ...


def files_of(item: FoundItem) -> tuple[Path, ...]:
    """Return the files an item is made from."""
    if isinstance(item, FoundPair):
        return item.rainy, item.clean
    return (item.both,) if isinstance(item, FoundHalves) else (item.photo,)


def picture_files(source: Path, pattern: str) -> list[Path]:
    """Return the pictures below a folder that a glob pattern (without suffix) matches, sorted."""
    if not source.is_dir():
        return []
    return sorted(
        path
        for path in source.glob(f"{pattern}.*")
        if path.suffix.lower() in PICTURE_SUFFIXES and path.is_file()
    )


def place_of(path: Path, source: Path) -> str:
    """Return where a file is, seen from the source, with slashes."""
    return path.relative_to(source).as_posix() if path.is_relative_to(source) else path.as_posix()
