"""Photos that no training run may see: examples, guard pictures and the real evaluation list."""

import csv
from collections.abc import Sequence
from pathlib import Path

from ssidkd.learning.photos import TrainingDataError

REAL_EVALUATION_COUNT = 30
"""Real photos kept for evaluation: those whose names sort last."""


def held_out_photos(assets: Path) -> frozenset[str]:
    """Return the source file names of every bundled example, guard picture and probe.

    Args:
        assets: the project's assets folder; every `*/manifest.csv` in it with a `photo` column
            names photos that must stay unseen.
    """
    names: set[str] = set()
    for manifest in sorted(assets.glob("*/manifest.csv")):
        with manifest.open(newline="", encoding="utf-8") as file:
            names.update(row["photo"] for row in csv.DictReader(file) if row.get("photo"))
    return frozenset(names)


def split_real_photos(
    paths: Sequence[Path], kept: int = REAL_EVALUATION_COUNT
) -> tuple[list[Path], list[Path]]:
    """Split real photos into (training, evaluation) by name.

    Raises:
        TrainingDataError: nothing is left to train on.
    """
    ordered = sorted(paths, key=lambda path: path.name)
    middle = len(ordered) - kept
    if middle < 1:
        raise TrainingDataError(
            f"There are only {len(ordered)} real photos, and the {kept} whose names sort last are "
            f"kept for evaluation. Add photos, or keep fewer with --keep-real."
        )
    return ordered[:middle], ordered[middle:]
