"""What was aimed for before anything was trained, and what came of it."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.evaluation.conditions import CLEAN
from training.evaluation.methods import MethodFacts
from training.evaluation.records import Record
from training.evaluation.summary import Comparison
from training.evaluation.words import Table
from training.tables import NOTHING, digits, signed_interval

AIMS = Path(__file__).resolve().parents[1] / "aims.csv"
MOST_LOST = 0.2
"""How much a student may lose against its teacher on synthetic rain [dB]."""
NOTHING_LOST = frozenset({"rain_long_thin"})
"""Last parts of conditions on which it may lose nothing: the paper's own failure (Fig. 12)."""

_PLACES = {"psnr_rgb": 2, "ssim_rgb": 4}
_WORDS = {"psnr_rgb": "PSNR rgb [dB]", "ssim_rgb": "SSIM rgb"}


@dataclass(frozen=True, kw_only=True)
class Aim:
    """A number to reach."""

    variant: str
    role: str
    condition: str
    """Last part of a condition's name."""
    measure: str
    floor: float | None
    goal: float


def read_aims(path: Path = AIMS) -> tuple[Aim, ...]:
    """Read the numbers to reach."""
    with path.open(newline="", encoding="utf-8") as file:
        return tuple(
            Aim(
                variant=row["variant"],
                role=row["role"],
                condition=row["condition"],
                measure=row["measure"],
                floor=float(row["floor"]) if row["floor"] else None,
                goal=float(row["goal"]),
            )
            for row in csv.DictReader(file)
        )


def aims_table(record: Record, aims: Sequence[Aim]) -> Table:
    """Return every aim that was measured, with what came of it in a word."""
    rows = [
        [
            f"{facts.name}, {summary.condition}, {_WORDS[aim.measure]}",
            NOTHING if aim.floor is None else f"{aim.floor:g}",
            f"{aim.goal:g}",
            digits(value, _PLACES[aim.measure]),
            _verdict(value, aim),
        ]
        for aim in aims
        for facts in record.methods
        if (facts.variant, facts.role) == (aim.variant, aim.role)
        for summary in record.summaries
        if summary.method == facts.name and summary.condition.split("/")[-1] == aim.condition
        if (value := getattr(summary, aim.measure)) is not None
    ]
    rows += [row for comparison in _students(record) for row in _student_rows(comparison)]
    return ["aim", "floor", "goal", "measured", ""], rows


def _verdict(value: float, aim: Aim) -> str:
    if value >= aim.goal:
        return "goal"
    if aim.floor is None:
        return "below the goal"
    return "floor" if value >= aim.floor else "**below the floor**"


def _students(record: Record) -> Iterator[Comparison]:
    """Yield the comparisons of students with the teacher of their variant."""
    facts = {method.name: method for method in record.methods}
    for comparison in record.comparisons:
        first, second = facts[comparison.first], facts[comparison.second]
        if _is_pair(first, second):
            yield comparison


def _is_pair(first: MethodFacts, second: MethodFacts) -> bool:
    roles = (first.role, second.role) == ("teacher", "student")
    return roles and first.variant == second.variant


def _student_rows(comparison: Comparison) -> Iterator[list[str]]:
    name = f"{comparison.second} - {comparison.first}, {comparison.condition}"
    if comparison.condition.endswith(f"/{CLEAN}"):
        return
    if comparison.psnr_rgb is not None:
        allowed = 0.0 if comparison.condition.split("/")[-1] in NOTHING_LOST else MOST_LOST
        lost = -comparison.psnr_rgb.mean
        verdict = "goal" if lost <= 0 else "floor" if lost <= allowed else "**below the floor**"
        measured = signed_interval(comparison.psnr_rgb, 2)
        yield [f"{name}, PSNR rgb [dB]", f"{-allowed or 0:g}", "0", measured, verdict]
    elif comparison.niqe is not None:
        below = comparison.niqe.high < 0
        goal = below and comparison.niqe.mean <= -0.1
        verdict = "goal" if goal else "floor" if below else "**below the floor**"
        measured = signed_interval(comparison.niqe, 3)
        yield [f"{name}, NIQE", "interval below 0", "-0.1", measured, verdict]
