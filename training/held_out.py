"""Photos that no training run may see: examples, guard pictures and the real evaluation list."""

import csv
from pathlib import Path

REAL_EVALUATION_COUNT = 30
"""Real photos kept for evaluation: those whose names sort last."""


def held_out_photos(assets: Path) -> frozenset[str]:
    """Return the source file names of every bundled example and guard picture.

    Args:
        assets: the project's assets folder; every `*/manifest.csv` in it with a `photo` column
            names photos that must stay unseen.
    """
    names: set[str] = set()
    for manifest in sorted(assets.glob("*/manifest.csv")):
        with manifest.open(newline="", encoding="utf-8") as file:
            names.update(row["photo"] for row in csv.DictReader(file) if row.get("photo"))
    return frozenset(names)


def split_real_photos(paths: list[Path]) -> tuple[list[Path], list[Path]]:
    """Split real photos into (training, evaluation) by name."""
    ordered = sorted(paths, key=lambda path: path.name)
    return ordered[:-REAL_EVALUATION_COUNT], ordered[-REAL_EVALUATION_COUNT:]
