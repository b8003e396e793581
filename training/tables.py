"""Tables of words, for a terminal and for Markdown, and numbers as words."""

from collections.abc import Sequence

from training.evaluation.bootstrap import Interval

NOTHING = "-"
"""Shown where there is no number."""

Row = Sequence[str]


def text_table(headers: Row, rows: Sequence[Row]) -> str:
    """Return a table with aligned columns: the first two to the left, numbers to the right."""
    columns = list(zip(headers, *rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    lines = [
        "  ".join(
            cell.ljust(width) if number < 2 else cell.rjust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in (headers, *rows)
    ]
    return "\n".join(lines) + "\n"


def markdown_table(headers: Row, rows: Sequence[Row]) -> str:
    """Return a table in Markdown: the first column to the left, the others to the right."""
    rule = ["---", *("---:" for _ in headers[1:])]
    return "".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |\n"
        for row in (headers, rule, *rows)
    )


def digits(value: float | None, places: int) -> str:
    """Return a number with a fixed number of decimal places, or a dash for none."""
    return NOTHING if value is None else f"{value:.{places}f}"


def signed_interval(interval: Interval | None, places: int) -> str:
    """Return a mean difference and its interval, such as `-0.051 [-0.080, -0.021]`."""
    if interval is None:
        return NOTHING
    mean, low, high = (f"{x:+.{places}f}" for x in (interval.mean, interval.low, interval.high))
    return f"{mean} [{low}, {high}]"


def thousands(value: int | None) -> str:
    """Return a whole number with separators."""
    return NOTHING if value is None else f"{value:,}"
