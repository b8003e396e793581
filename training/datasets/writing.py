"""Writes found items as this project's folders: `rain/` and `norain/`, or one folder of photos."""

import shutil
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from ssidkd.core.picture import save_png
from ssidkd.learning.photos import read_pixels
from training.datasets.found import DataSetError, FoundHalves, FoundItem, FoundPair
from training.datasets.halves import split_halves
from training.datasets.threads import map_in_threads


def refuse_destination(destination: Path, source: Path) -> None:
    """Raise `DataSetError` for a destination that holds something, or lies in the source."""
    if destination.exists() and not destination.is_dir():
        raise DataSetError(f"{destination} is a file; name a new folder.")
    if destination.is_dir() and any(destination.iterdir()):
        raise DataSetError(f"{destination} is not empty; name a new folder.")
    root = source if source.is_dir() else source.parent
    if destination.resolve().is_relative_to(root.resolve()):
        raise DataSetError(f"{destination} lies inside {root}, which must not change.")


def write_items(
    items: Sequence[FoundItem],
    destination: Path,
    *,
    copy: bool = False,
    workers: int = 1,
    watch: Callable[[Iterable[None]], Iterable[None]] = lambda results: results,
) -> None:
    """Write everything; the destination appears only when it is complete.

    Files are linked where the file system can, so that they take no space twice; what has to be
    taken apart becomes PNG, which loses nothing more.

    Args:
        items: checked ones, with different names.
        destination: an empty or new folder.
        copy: copy instead of linking.
        workers: items written at once.
        watch: sees the items pass, for a progress bar.
    """
    with _appears_when_done(destination) as folder:
        if any(isinstance(item, FoundPair | FoundHalves) for item in items):
            (folder / "rain").mkdir()
            (folder / "norain").mkdir()
        write = partial(_write_item, folder=folder, copy=copy)
        for _ in watch(map_in_threads(write, items, workers)):
            pass


def _write_item(item: FoundItem, folder: Path, *, copy: bool) -> None:
    if isinstance(item, FoundHalves):
        rainy, clean = split_halves(read_pixels(item.both), item.clean_side)
        save_png(rainy, folder / "rain" / f"{item.name}.png")
        save_png(clean, folder / "norain" / f"{item.name}.png")
    elif isinstance(item, FoundPair):
        same = item.rainy.suffix.lower() == item.clean.suffix.lower()
        for kind, path in (("rain", item.rainy), ("norain", item.clean)):
            target = folder / kind / item.name
            if same:
                _place(path, _with_suffix(target, path.suffix.lower()), copy=copy)
            else:  # both need the same name
                save_png(read_pixels(path), _with_suffix(target, ".png"))
    else:
        _place(item.photo, _with_suffix(folder / item.name, item.photo.suffix.lower()), copy=copy)


def _with_suffix(target: Path, suffix: str) -> Path:
    return target.with_name(target.name + suffix)  # names may hold dots


def _place(path: Path, target: Path, *, copy: bool) -> None:
    if not copy:
        try:
            target.hardlink_to(path.resolve())
            return
        except OSError:
            pass  # another file system, or one without links
    shutil.copyfile(path, target)


@contextmanager
def _appears_when_done(destination: Path) -> Iterator[Path]:
    """Yield a hidden folder beside the destination that takes its place at the end."""
    destination.parent.mkdir(parents=True, exist_ok=True)
    unfinished = destination.with_name(f".{destination.name}.{uuid.uuid4().hex}.part")
    unfinished.mkdir()
    try:
        yield unfinished
        if destination.is_dir():
            destination.rmdir()
        unfinished.rename(destination)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
