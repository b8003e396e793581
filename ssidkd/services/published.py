"""The paper's tables with our measured rows in them, as plain data."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ssidkd.core.measured import MEASURED, Measured, MeasuredRow, read_measured
from ssidkd.core.published import (
    PAPER_TABLES,
    RESULTS_FOLDER,
    TEST_PICTURES,
    PaperValue,
    read_paper_values,
)

INPUT = "input"
"""Name of the rows of the rainy pictures themselves."""
OURS = "ours"
"""Name of the table of our own conditions, beside the paper's I to IX."""
_BETTER_HIGHER = ("PSNR", "SSIM", "precision", "recall", "IoU", "mPA", "mIoU")
_MEASURES = {"PSNR": "psnr_rgb", "SSIM": "ssim_rgb", "NIQE": "niqe"}
_QUALITY_TABLES = ("I", "II")
_OWN_METRICS = (
    ("pictures", "pictures", 0),
    ("PSNR rgb", "psnr_rgb", 2),
    ("SSIM rgb", "ssim_rgb", 4),
    ("PSNR y", "psnr_y", 2),
    ("SSIM y", "ssim_y", 4),
    ("NIQE", "niqe", 3),
    ("dark channel", "dark_mean", 4),
    ("sharpness", "sharpness", 2),
)
_PLACES = {"psnr_rgb": 2, "ssim_rgb": 4, "niqe": 4}


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of numbers."""

    dataset: str
    """Empty where the table has none."""
    metric: str
    higher_is_better: bool | None
    """None where neither is better."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One number, as it is shown and as it is sorted."""

    text: str = ""
    """Empty where there is none."""
    value: float | None = None
    certain: bool = True
    note: str = ""
    """Of a doubt, in the words of the table's reader."""
    measured_here: bool = False
    pictures: tuple[int, int] | None = None
    """How many of how many test pictures stand behind a number of ours."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One method."""

    method: str
    ours: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class ResultsTable:
    """One table of the page."""

    name: str
    """Roman number, or `OURS`."""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def values(self, column: int) -> list[tuple[Row, Cell]]:
        """Return the rows that have a number in a column, the best first."""
        found = [(row, row.cells[column]) for row in self.rows]
        known = [(row, cell) for row, cell in found if cell.value is not None]
        sign = -1 if self.columns[column].higher_is_better else 1
        return sorted(known, key=lambda one: sign * (one[1].value or 0.0))


class PublishedResults:
    """All tables of the page.

    Args:
        assets: the assets folder.

    Raises:
        OSError: the paper's tables are missing.
        MeasuredError: our numbers cannot be read.
    """

    def __init__(self, assets: Path) -> None:
        folder = assets / RESULTS_FOLDER
        values = read_paper_values(folder / PAPER_TABLES)
        self.measured = read_measured(folder / MEASURED)
        names = tuple(dict.fromkeys(value.table for value in values))
        tables = {name: paper_table(name, values, self.measured) for name in names}
        if self.measured.rows:
            tables[OURS] = own_table(self.measured)
        self.tables = tables


def paper_table(name: str, values: Sequence[PaperValue], measured: Measured) -> ResultsTable:
    """Return one of the paper's tables, with rows of ours where there is something to compare."""
    of_table = [value for value in values if value.table == name]
    places = list(dict.fromkeys((value.dataset, value.metric) for value in of_table))
    found = {(value.method, value.dataset, value.metric): value for value in of_table}
    rows = [
        Row(
            method=method,
            ours=False,
            cells=tuple(_paper_cell(found.get((method, *place))) for place in places),
        )
        for method in dict.fromkeys(value.method for value in of_table)
    ]
    if name in _QUALITY_TABLES:
        rows += _quality_rows(places, measured)
    elif name == "IV":
        rows += _cost_rows(places, measured)
    columns = tuple(
        Column(dataset=dataset, metric=metric, higher_is_better=metric.startswith(_BETTER_HIGHER))
        for dataset, metric in places
    )
    return ResultsTable(name=name, columns=columns, rows=tuple(rows))


def own_table(measured: Measured) -> ResultsTable:
    """Return what was measured on conditions of our own, a row for each method and condition."""
    columns = tuple(
        Column(dataset="", metric=title, higher_is_better=_better(title))
        for title, _, _ in _OWN_METRICS
    )
    rows = tuple(
        Row(
            method=f"{row.condition}: {row.method}",
            ours=row.method != INPUT,
            cells=tuple(
                _own_cell(getattr(row, field), places) for _, field, places in _OWN_METRICS
            ),
        )
        for row in measured.rows
    )
    return ResultsTable(name=OURS, columns=columns, rows=rows)


def _better(title: str) -> bool | None:
    if title in ("pictures", "dark channel", "sharpness"):
        return None
    return title.startswith(_BETTER_HIGHER)


def _paper_cell(value: PaperValue | None) -> Cell:
    if value is None:
        return Cell()
    return Cell(
        text=value.text,
        value=float(value.text) if value.text else None,
        certain=value.certain,
        note=value.note if not value.certain else "",
    )


def _quality_rows(places: Sequence[tuple[str, str]], measured: Measured) -> list[Row]:
    """Return a row for each of our methods that was measured on a test set of the table."""
    by_method: dict[str, dict[str, MeasuredRow]] = {}
    for row in measured.rows:
        if row.dataset in {dataset for dataset, _ in places}:
            by_method.setdefault(row.method, {})[row.dataset] = row
    return [
        Row(
            method=method,
            ours=True,
            cells=tuple(_our_cell(rows.get(dataset), metric) for dataset, metric in places),
        )
        for method, rows in by_method.items()
    ]


def _our_cell(row: MeasuredRow | None, metric: str) -> Cell:
    field = _MEASURES[metric]
    value = None if row is None else getattr(row, field)
    if row is None or value is None:
        return Cell(measured_here=True)
    return Cell(
        text=f"{value:.{_PLACES[field]}f}",
        value=value,
        measured_here=True,
        pictures=(row.pictures, TEST_PICTURES[row.dataset]),
    )


def _cost_rows(places: Sequence[tuple[str, str]], measured: Measured) -> list[Row]:
    rows = []
    for weights in measured.weights:
        numbers = {
            "multiply-adds [G]": weights.multiply_adds / 1e9,
            "parameters [M]": weights.parameters / 1e6,
        }
        cells = tuple(_own_cell(numbers[metric], 2) for _, metric in places)
        rows.append(Row(method=weights.name, ours=True, cells=cells))
    return rows


def _own_cell(value: float | None, places: int) -> Cell:
    if value is None:
        return Cell(measured_here=True)
    return Cell(text=f"{value:.{places}f}", value=value, measured_here=True)
