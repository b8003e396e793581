"""Which pictures to work on, and where each result goes, settled before anything is written."""

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ssidkd.commands.errors import CommandError
from ssidkd.services.batch.suffixes import PICTURE_SUFFIXES


@dataclass(frozen=True)
class Task:
    """One picture to work on."""

    source: Path
    """As it was named, or found in a named folder."""
    target: Path
    """The PNG file to write."""


def plan_tasks(sources: Sequence[Path], output: Path) -> list[Task]:
    """Return a task for every named file and every picture in a named folder, in that order.

    A folder's sub-folders are kept below `output`. What lies in `output` itself, hidden files and
    files without a picture's suffix are passed over in folders.

    Raises:
        CommandError: a source is missing, there is no picture, the output is a file, two pictures
            would go to one file, or a result would replace a picture to work on.
    """
    if output.exists() and not output.is_dir():
        raise CommandError(f"{str(output)!r} is a file; the results need a folder.")
    tasks: dict[tuple[Path, Path], Task] = {}  # a picture named twice is one task
    for source in sources:
        for picture, place in _pictures(source, output):
            task = Task(picture, output / place.with_suffix(".png"))
            tasks.setdefault((picture.resolve(), task.target), task)
    if not tasks:
        raise CommandError("There is no picture in what you named.")
    _refuse_clashes(tasks.values())
    return list(tasks.values())


def _pictures(source: Path, output: Path) -> Iterator[tuple[Path, Path]]:
    """Yield each picture of a source and its place below the output folder."""
    if source.is_dir():
        for picture in sorted(_found_in(source, output.resolve())):
            yield picture, picture.relative_to(source)
    elif source.exists():
        yield source, Path(source.name)
    else:
        raise CommandError(f"There is no file or folder {str(source)!r}.")


def _found_in(folder: Path, output: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        here = Path(place)
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and (here / name).resolve() != output
        ]
        for name in names:
            if not name.startswith(".") and Path(name).suffix.lower() in PICTURE_SUFFIXES:
                yield here / name


def _refuse_clashes(tasks: Collection[Task]) -> None:
    """Raise `CommandError` where a file would be written twice or a source overwritten."""
    by_target: dict[str, Task] = {}
    sources = {task.source.resolve() for task in tasks}
    for task in tasks:
        # Some file systems take a.png and A.png for the same file.
        other = by_target.setdefault(str(task.target).casefold(), task)
        if other is not task:
            raise CommandError(
                f"{str(other.source)!r} and {str(task.source)!r} would both be written to "
                f"{str(task.target)!r}. Rename one, or use one output folder for each."
            )
        if task.target.resolve() in sources:
            raise CommandError(
                f"{str(task.target)!r} is one of the pictures to work on and would be replaced. "
                f"Choose another output folder."
            )
