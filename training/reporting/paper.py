"""The paper's Tables I, II and IV, and how many pictures stand behind them."""

import csv
from dataclasses import dataclass
from pathlib import Path

TABLES = Path(__file__).resolve().parents[1] / "paper_tables.csv"

TEST_PICTURES = {
    "Rain200H": 200,
    "Rain1200": 1200,
    "Rain1400": 1400,
    "Rain12": 12,
    "SPA-Data": 1000,
    "Real275": 275,
    "IVIPC": 128,
}
"""Pictures of each test set in the paper."""


@dataclass(frozen=True, kw_only=True)
class PaperValue:
    """One cell."""

    table: str
    """Roman number."""
    method: str
    dataset: str
    """Empty where the table has none."""
    metric: str
    text: str
    """As printed; empty where the text of the paper does not say which number it is."""
    certain: bool
    """Whether the order of the numbers in the paper's text is beyond doubt."""


def read_paper_values(path: Path = TABLES) -> tuple[PaperValue, ...]:
    """Read the cells in the paper's order."""
    with path.open(newline="", encoding="utf-8") as file:
        return tuple(
            PaperValue(
                table=row["table"],
                method=row["method"],
                dataset=row["dataset"],
                metric=row["metric"],
                text=row["value"],
                certain=row["certain"] == "yes",
            )
            for row in csv.DictReader(file)
        )


def cell(values: tuple[PaperValue, ...], method: str, dataset: str, metrics: list[str]) -> str:
    """Return the cells of a method for a data set, parted by slashes.

    Numbers whose place is in doubt have a question mark.
    """
    found = {
        value.metric: (value.text or "") + ("" if value.certain else "?")
        for value in values
        if value.method == method and value.dataset == dataset
    }
    return " / ".join(found.get(metric, "") for metric in metrics)
