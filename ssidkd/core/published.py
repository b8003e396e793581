"""The paper's Tables I to IX, cell by cell, and how many pictures stand behind them.

Source: Cui et al., IEEE TCSVT 2022. The tables were read from the paper's text, where some cells
are out of order; those are marked, and what cannot be told is left empty.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

RESULTS_FOLDER = "results"
"""Inside assets/."""
PAPER_TABLES = "paper_tables.csv"
"""Inside that folder."""

TEST_PICTURES = {
    "Rain200H": 200,
    "Rain1200": 1200,
    "Rain1400": 1400,
    "Rain12": 12,
    "SPA-Data": 1000,
    "Real275": 275,
    "IVIPC": 128,
}
"""Pictures of each test set of Tables I and II in the paper."""


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
    """Whether the place of the number in the paper's text is beyond doubt."""
    note: str
    """What is in doubt, or what else there is to say; mostly empty."""


def read_paper_values(path: Path) -> tuple[PaperValue, ...]:
    """Read the cells in the paper's order.

    Raises:
        OSError: the file cannot be read.
        KeyError: it is another file.
    """
    with path.open(newline="", encoding="utf-8") as file:
        return tuple(
            PaperValue(
                table=row["table"],
                method=row["method"],
                dataset=row["dataset"],
                metric=row["metric"],
                text=row["value"],
                certain=row["certain"] == "yes",
                note=row["note"],
            )
            for row in csv.DictReader(file)
        )
