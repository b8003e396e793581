"""Turn a public data set as published into folders for training and evaluation.

`python -m training.prepare SET SOURCE DESTINATION` writes `rain/` and `norain/` with the same
names, or one folder of real photos. The source is never changed. `training/README.md` says where
the sets are published and on what terms.
"""

import argparse
import logging
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from tqdm import tqdm

from training.datasets.catalogue import PUBLIC_SETS, PublicSet
from training.datasets.checks import broken_items, check_halves
from training.datasets.found import DataSetError, FoundItem
from training.datasets.layouts import find_items
from training.datasets.writing import refuse_destination, write_items

MOST_NAMED = 20
"""Problems that are named one by one."""

log = logging.getLogger(__name__)
_T = TypeVar("_T")


def main(argv: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    arguments = _parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    public_set = PUBLIC_SETS[arguments.set]
    try:
        items = _usable_items(public_set, arguments)
        write_items(
            items,
            arguments.destination,
            copy=arguments.copy,
            workers=arguments.workers,
            watch=lambda results: _bar(results, "Writing", len(items)),
        )
    except DataSetError as error:
        log.error("%s", error)
        return 1
    log.info("%s", _summary(public_set, len(items), arguments.destination))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.prepare", description=__doc__)
    parser.add_argument("set", choices=sorted(PUBLIC_SETS), help="which data set")
    parser.add_argument("source", type=Path, help="its unpacked folder (SPA-Data: its list file)")
    parser.add_argument("destination", type=Path, help="a new or empty folder")
    parser.add_argument("--copy", action="store_true", help="copy files instead of linking them")
    parser.add_argument(
        "--skip-broken", action="store_true", help="leave out broken and partnerless files"
    )
    parser.add_argument(
        "--workers", type=int, default=min(4, os.cpu_count() or 1), help="files at once"
    )
    return parser


def _usable_items(public_set: PublicSet, arguments: argparse.Namespace) -> list[FoundItem]:
    """Find and check everything before anything is written."""
    source: Path = arguments.source
    if not source.exists():
        raise DataSetError(f"There is no {source}.")
    refuse_destination(arguments.destination, source)
    found = find_items(source, public_set.layouts)
    broken = broken_items(
        found.items,
        source,
        workers=arguments.workers,
        watch=lambda results: _bar(results, "Checking", len(found.items)),
    )
    problems = [*found.problems, *broken.values()]
    for problem in problems[:MOST_NAMED]:
        log.warning("%s", problem)
    if len(problems) > MOST_NAMED:
        log.warning("... and %d more.", len(problems) - MOST_NAMED)
    if problems and not arguments.skip_broken:
        raise DataSetError("Nothing was written. Mend the set, or take --skip-broken.")
    usable = _first_of_each_name(item for item in found.items if item.name not in broken)
    if not usable:
        raise DataSetError("There is nothing left to write.")
    check_halves(usable)
    return usable


def _first_of_each_name(items: Iterable[FoundItem]) -> list[FoundItem]:
    unique: dict[str, FoundItem] = {}
    for item in items:
        unique.setdefault(item.name.casefold(), item)
    return list(unique.values())


def _summary(public_set: PublicSet, count: int, destination: Path) -> str:
    published = " or ".join(f"{number:,}" for number in public_set.counts)
    as_published = "" if count in public_set.counts else f" (published: {published})"
    return f"{count:,} of {public_set.title} in {destination}{as_published}."


def _bar(results: Iterable[_T], title: str, total: int) -> Iterable[_T]:
    return tqdm(results, desc=title, total=total, unit="file", mininterval=1)


if __name__ == "__main__":
    sys.exit(main())
