"""The four ways public deraining sets are laid out."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from training.datasets.found import (
    DataSetError,
    Found,
    FoundHalves,
    FoundItem,
    FoundPair,
    FoundPhoto,
    Side,
    picture_files,
    place_of,
)


@dataclass(frozen=True, kw_only=True)
class MatchedFiles:
    """Rainy and clean pictures in files of their own, matched by their names."""

    rainy: str
    """Glob of the rainy pictures, seen from the source, without suffix."""
    pattern: str
    """Regular expression of a rainy picture's place without suffix; its groups name its parts."""
    clean: str
    """Place of the clean picture without suffix, with the groups in braces."""
    name: str = "{key}"
    """Name of the pair, with the groups in braces."""

    @property
    def expects(self) -> str:
        """What is looked for, in words."""
        return f"{self.rainy} (rainy) with {_as_glob(self.clean)} (clean)"

    def find(self, source: Path) -> Found:
        """Match every rainy picture with its clean one."""
        rainy_files = picture_files(source, self.rainy)
        if not rainy_files:
            return Found()
        clean_files = picture_files(source, _as_glob(self.clean))
        cleans = {_stem_place(path, source): path for path in clean_files}
        items: list[FoundItem] = []
        problems = []
        used = set()
        for path in rainy_files:
            match = re.fullmatch(self.pattern, _stem_place(path, source))
            clean = cleans.get(self.clean.format(**match.groupdict())) if match else None
            if match is None:
                problems.append(f"{place_of(path, source)} is not named as this set names files.")
            elif clean is None:
                wanted = self.clean.format(**match.groupdict())
                problems.append(f"{place_of(path, source)} has no clean partner {wanted}.")
            else:
                used.add(clean)
                name = self.name.format(**match.groupdict())
                items.append(FoundPair(name=name, rainy=path, clean=clean))
        problems += [
            f"{place_of(path, source)} has no rainy partner."
            for path in clean_files
            if path not in used
        ]
        return Found(items=tuple(items), problems=(*problems, *_clashes(items)))


@dataclass(frozen=True, kw_only=True)
class SideBySide:
    """Each file holds the rainy and the clean picture side by side."""

    files: str
    """Glob of the files, seen from the source, without suffix."""
    clean_side: Side

    @property
    def expects(self) -> str:
        """What is looked for, in words."""
        return f"{self.files} (two pictures side by side, the clean one {self.clean_side})"

    def find(self, source: Path) -> Found:
        """Take every file; folders become part of the names where there are several."""
        files = picture_files(source, self.files)
        items: list[FoundItem] = [
            FoundHalves(name=_flat_name(path, source), both=path, clean_side=self.clean_side)
            for path in files
        ]
        return Found(items=tuple(items), problems=_clashes(items))


@dataclass(frozen=True, kw_only=True)
class ListedPairs:
    """A text file names a rainy and a clean picture on each line, parted by a blank."""

    lists: tuple[str, ...]
    """Names of the list files; the source is the list itself."""

    @property
    def expects(self) -> str:
        """What is looked for, in words."""
        return f"the list file itself ({' or '.join(self.lists)}) beside the folders it names"

    def find(self, source: Path) -> Found:
        """Read the list; its paths start at the folder it lies in, whatever they begin with."""
        if not source.is_file():
            return Found()
        root = source.parent
        items: list[FoundItem] = []
        problems = []
        for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), start=1):
            if not line.strip():
                continue
            places = [_inside(word) for word in line.split()]
            if len(places) != 2 or None in places:
                problems.append(f"Line {number} of {source.name} does not name two files.")
                continue
            rainy, clean = (root / place for place in places if place is not None)
            missing = [place_of(path, root) for path in (rainy, clean) if not path.is_file()]
            problems += [f"{place} (line {number}) is missing." for place in missing]
            if not missing:
                items.append(FoundPair(name=rainy.stem, rainy=rainy, clean=clean))
        return Found(items=tuple(items), problems=(*problems, *_clashes(items)))


@dataclass(frozen=True, kw_only=True)
class Photos:
    """Real photos without clean versions."""

    files: str
    """Glob of the photos, seen from the source, without suffix."""

    @property
    def expects(self) -> str:
        """What is looked for, in words."""
        return f"{self.files} (photos)"

    def find(self, source: Path) -> Found:
        """Take every photo."""
        items: list[FoundItem] = [
            FoundPhoto(name=path.stem, photo=path) for path in picture_files(source, self.files)
        ]
        return Found(items=tuple(items), problems=_clashes(items))


Layouts = tuple[MatchedFiles | SideBySide | ListedPairs | Photos, ...]


def find_items(source: Path, layouts: Layouts) -> Found:
    """Return what the first fitting layout finds.

    Raises:
        DataSetError: none fits.
    """
    for layout in layouts:
        if found := layout.find(source):
            return found
    expected = "; or ".join(layout.expects for layout in layouts)
    raise DataSetError(f"{source} does not look like this set. Looked for: {expected}.")


def _as_glob(template: str) -> str:
    return re.sub(r"\{\w+\}", "*", template)


def _stem_place(path: Path, source: Path) -> str:
    return path.relative_to(source).with_suffix("").as_posix()


def _flat_name(path: Path, source: Path) -> str:
    return "-".join(path.relative_to(source).with_suffix("").parts)


def _inside(word: str) -> PurePosixPath | None:
    """Return a list's word as a path below the list; None if it leads elsewhere."""
    parts = [part for part in PurePosixPath(word).parts if part != "/"]
    return PurePosixPath(*parts) if parts and ".." not in parts else None


def _clashes(items: list[FoundItem]) -> tuple[str, ...]:
    counts = Counter(item.name.casefold() for item in items)
    return tuple(
        f"{count} pictures would all be named {name}."
        for name, count in counts.items()
        if count > 1
    )
