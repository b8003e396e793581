"""The bundled examples: rainy pictures with the results that were computed for them beforehand.

Each example is three files of a folder, `NAME.jpg` and for teacher and student a lossless WebP; the
manifest says where the photo is from, `results.json` which weights made the results.
"""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

from ssidkd.core.weights import Role

MANIFEST = "manifest.csv"
RESULTS = "results.json"


@dataclass(frozen=True, kw_only=True)
class ExampleCredit:
    """One row of a manifest: a photo, its author, and what was done to it."""

    name: str
    """Stem of the files."""
    photo: str
    """File name of the photo it was made from."""
    title: str
    description: str
    """For those who cannot see it."""
    author: str
    licence: str
    source: str
    """Address of the photo's own page."""
    changes: str
    preset: str
    """Of the synthetic rain, a name of `PRESETS`; empty for none."""
    seed: str
    """Of the synthetic rain; empty for none."""


@dataclass(frozen=True, kw_only=True)
class ExampleScore:
    """What was measured on one picture of an example."""

    niqe: float | None
    niqe_reason: str | None
    dark_mean: float
    """Mean of the dark channel, 0 to 1."""


@dataclass(frozen=True, kw_only=True)
class ExampleResults:
    """Everything that was computed for all examples, and with which weights."""

    variant: str
    precision: str
    weights: dict[str, str]
    """SHA-256 of the weights file of each role."""
    scores: dict[str, dict[str, ExampleScore]]
    """By example and by picture: `input`, `teacher`, `student`."""


def input_file(folder: Path, name: str) -> Path:
    """Return where an example's rainy picture is."""
    return folder / f"{name}.jpg"


def result_file(folder: Path, name: str, role: Role) -> Path:
    """Return where an example's result is."""
    return folder / f"{name}-{role}.webp"


def read_manifest(folder: Path) -> tuple[ExampleCredit, ...]:
    """Read the rows of a folder's manifest, in their order."""
    with (folder / MANIFEST).open(newline="", encoding="utf-8") as file:
        return tuple(ExampleCredit(**row) for row in csv.DictReader(file))


def read_results(folder: Path) -> ExampleResults:
    """Read what was computed for a folder's examples."""
    content = json.loads((folder / RESULTS).read_text(encoding="utf-8"))
    scores = {
        name: {picture: ExampleScore(**score) for picture, score in pictures.items()}
        for name, pictures in content["scores"].items()
    }
    return ExampleResults(
        variant=content["variant"],
        precision=content["precision"],
        weights=content["weights"],
        scores=scores,
    )
