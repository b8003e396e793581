"""Results as files: CSV with a row for each picture, JSON with everything."""

import csv
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from training.evaluation.bootstrap import Interval
from training.evaluation.measures import PictureScore
from training.evaluation.methods import MethodFacts
from training.evaluation.run import Evaluation
from training.evaluation.summary import Comparison, Summary, compare, summarise

_TEXTS = frozenset({"method", "condition", "picture", "niqe_reason"})
_INTERVALS = ("psnr_rgb", "niqe", "dark_mean", "sharpness")


@dataclass(frozen=True, kw_only=True)
class Record:
    """An evaluation with its means and comparisons."""

    methods: tuple[MethodFacts, ...]
    summaries: tuple[Summary, ...]
    comparisons: tuple[Comparison, ...]
    scores: tuple[PictureScore, ...]


class RecordError(ValueError):
    """The file is no record of an evaluation."""


def make_record(evaluation: Evaluation, *, seed: int = 0) -> Record:
    """Add means and comparisons to what was measured."""
    return Record(
        methods=evaluation.methods,
        summaries=tuple(summarise(evaluation.scores)),
        comparisons=tuple(compare(evaluation.scores, seed=seed)),
        scores=evaluation.scores,
    )


def to_json(record: Record) -> str:
    """Return everything as one JSON object."""
    return json.dumps(asdict(record), indent=1, allow_nan=False) + "\n"


def from_json(text: str) -> Record:
    """Read a record back.

    Raises:
        RecordError: the text is something else.
    """
    try:
        content: dict[str, Any] = json.loads(text)
        return Record(
            methods=tuple(MethodFacts(**row) for row in content["methods"]),
            summaries=tuple(Summary(**row) for row in content["summaries"]),
            comparisons=tuple(_comparison(row) for row in content["comparisons"]),
            scores=tuple(PictureScore(**row) for row in content["scores"]),
        )
    except (ValueError, TypeError, KeyError) as error:
        raise RecordError("This is no result of training.evaluate --json.") from error


def write_csv(scores: Sequence[PictureScore], path: Path) -> None:
    """Write a row for each picture and method; empty cells are missing values."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(PictureScore)])
        writer.writeheader()
        writer.writerows(asdict(score) for score in scores)


def read_csv(path: Path) -> list[PictureScore]:
    """Read the rows back, digit by digit what was measured."""
    with path.open(newline="", encoding="utf-8") as file:
        return [PictureScore(**_values(row)) for row in csv.DictReader(file)]


def _values(row: dict[str, str]) -> dict[str, Any]:
    return {
        name: (value or None) if name in _TEXTS else (float(value) if value else None)
        for name, value in row.items()
    }


def _comparison(row: dict[str, Any]) -> Comparison:
    intervals = {name: Interval(**row[name]) if row[name] else None for name in _INTERVALS}
    return Comparison(**{**row, **intervals})
