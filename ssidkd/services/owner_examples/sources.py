"""Where the owner's pictures come from: a folder, or a dataset of the Hugging Face Hub."""

import csv
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from huggingface_hub import HfApi
from huggingface_hub.errors import HTTPError  # type: ignore[attr-defined] # httpx's or httpx2's

from ssidkd.services.batch.suffixes import PICTURE_SUFFIXES

CAPTIONS = "captions.csv"
"""What the pictures are: columns file, title, author, licence, source; only file is needed."""

FindFolder = Callable[[], Path | None]
"""Returns the folder of the pictures; None where it cannot be had. May take its time."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class OwnPicture:
    """A picture of the owner's."""

    path: Path
    name: str
    """Below the folder."""
    title: str
    author: str
    licence: str
    source: str


def folder_source(folder: Path) -> FindFolder:
    """Return how to find the pictures of a folder."""

    def find() -> Path | None:
        if folder.is_dir():
            return folder
        log.warning("SSIDKD_EXAMPLES: there is no folder %s", folder)
        return None

    return find


def dataset_source(name: str, api: HfApi | None = None, cache: Path | None = None) -> FindFolder:
    """Return how to find the pictures of a dataset.

    Args:
        name: `owner/name`, with `@revision` after it if it is not the newest.
        api: says which Hub and whose token; by default those of this machine.
        cache: where downloads are kept; by default where all programs keep them.
    """
    repository, _, revision = name.partition("@")

    def find() -> Path | None:
        hub = api or HfApi()
        try:
            found = hub.snapshot_download(
                repository,
                repo_type="dataset",
                revision=revision or None,
                cache_dir=cache,
                allow_patterns=_patterns(),
            )
        except (HTTPError, OSError, RuntimeError, ValueError) as error:
            # The client's own message names addresses; it goes to the log only.
            log.warning("SSIDKD_EXAMPLES_DATASET: %s could not be fetched: %s", name, error)
            return None
        return Path(found)

    return find


def pictures_in(folder: Path) -> Iterator[OwnPicture]:
    """Yield the pictures of a folder and its sub-folders, in the order of their names."""
    captions = _captions(folder)
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder)
        is_hidden = any(part.startswith(".") for part in place.parts)
        if is_hidden or path.suffix.lower() not in PICTURE_SUFFIXES or not path.is_file():
            continue
        said = captions.get(place.as_posix(), {})
        yield OwnPicture(
            # Links are followed: the Hub's cache is made of them, and the folder is the owner's.
            path=path.resolve(),
            name=place.as_posix(),
            title=said.get("title") or _title(path),
            author=said.get("author") or "",
            licence=said.get("licence") or "",
            source=said.get("source") or "",
        )


def _captions(folder: Path) -> dict[str, Mapping[str, str]]:
    """Return the captions by file; none where the table is missing or damaged."""
    path = folder / CAPTIONS
    if not path.is_file():
        return {}
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            return {row["file"]: row for row in csv.DictReader(file)}
    except (OSError, UnicodeDecodeError, csv.Error, KeyError) as error:
        log.warning("examples of the owner's: %s cannot be used: %r", CAPTIONS, error)
        return {}


def _title(path: Path) -> str:
    words = path.stem.replace("_", " ").replace("-", " ").split()
    return " ".join(words).capitalize()


def _patterns() -> list[str]:
    suffixes = sorted({*PICTURE_SUFFIXES, *(suffix.upper() for suffix in PICTURE_SUFFIXES)})
    return [CAPTIONS, *(f"*{suffix}" for suffix in suffixes)]
