"""The tables of the tab "Results" as HTML that a script sorts (assets/scripts/results.js)."""

from collections.abc import Sequence
from html import escape

from ssidkd.core.measured import Measured, MeasuredDifference
from ssidkd.services.published import INPUT, OURS, Cell, Column, ResultsTable, Row
from ssidkd.ui.words.results import ResultsWords


def table_html(table: ResultsTable, words: ResultsWords) -> str:
    """Return a table with a button over every column."""
    said = words.tables[table.name]
    heads = _head(words.method, "text", words) + "".join(
        _head(column_name(column, words), _first_order(column), words) for column in table.columns
    )
    rows = "".join(_row(table, row, words) for row in table.rows)
    return (
        f'<section class="results-table"><h3>{escape(said.title)}</h3><p>{escape(said.note)}</p>'
        f'<sortable-table class="scroll" tabindex="0" role="region" '
        f'aria-label="{escape(said.title)}"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></sortable-table></section>"
    )


def column_name(column: Column, words: ResultsWords) -> str:
    """Return what stands over a column, such as `Rain200H, PSNR rgb [dB]`."""
    metric = words.metric_name(column.metric)
    return f"{column.dataset}, {metric}" if column.dataset else metric


def row_name(table: ResultsTable, row: Row, words: ResultsWords) -> str:
    """Return what a row is called."""
    if table.name != OURS and row.ours:
        if row.method == INPUT:
            return words.rainy
        return words.ours.format(method=words.method_name(row.method))
    return words.method_name(row.method)


def _first_order(column: Column) -> str:
    return "descending" if column.higher_is_better is not False else "ascending"


def _head(name: str, first: str, words: ResultsWords) -> str:
    """Return a column's head; `first` is the order that puts the best on top."""
    top, _, below = name.partition(", ")
    shown = f"<span>{escape(top)}</span>"
    if below:
        shown = f"<small>{escape(top)}</small><span>{escape(below)}</span>"
    label = escape(words.sort.format(column=name))
    return (
        f'<th scope="col" aria-sort="none" data-first="{first}">'
        f'<button type="button" title="{label}" aria-label="{label}">{shown}</button></th>'
    )


def _row(table: ResultsTable, row: Row, words: ResultsWords) -> str:
    cells = "".join(_cell(cell, words) for cell in row.cells)
    kind = ' class="ours"' if row.ours else ""
    return f'<tr{kind}><th scope="row">{escape(row_name(table, row, words))}</th>{cells}</tr>'


def _cell(cell: Cell, words: ResultsWords) -> str:
    doubt = "" if cell.certain else _doubt(cell.note, words)
    title = f' title="{escape(doubt)}"' if doubt else ""
    if cell.value is None:
        missing = words.unknown if not cell.measured_here else words.not_measured
        return f'<td class="none"{title}>{escape(missing)}</td>'
    text = escape(cell.text)
    if doubt:
        text += f'<span class="doubt" aria-hidden="true">?</span><i>{escape(words.doubtful)}</i>'
    if cell.pictures:
        n, of_all = cell.pictures
        text += f"<small>{escape(words.of_pictures.format(n=n, all=f'{of_all:,}'))}</small>"
    return f'<td data-value="{cell.value!r}"{title}>{text}</td>'


def _doubt(note: str, words: ResultsWords) -> str:
    return words.doubt.format(note=words.notes.get(note, note)) if note else words.doubt_plain


def what_may_be_compared(measured: Measured, words: ResultsWords) -> str:
    """Return the note below all tables: conventions, doubts, and what ours were trained on."""
    trained = "".join(
        "<li>"
        + escape(
            words.trained.format(
                name=words.method_name(weights.name),
                variant=weights.variant,
                steps=f"{weights.steps:,}",
                data=weights.data,
            )
        )
        + "</li>"
        for weights in measured.weights
    )
    return (
        f'<aside class="results-note"><h3>{escape(words.compare_head)}</h3>'
        f"<p>{escape(words.compare)}</p><ul>{trained}</ul></aside>"
    )


def differences_html(differences: Sequence[MeasuredDifference], words: ResultsWords) -> str:
    """Return how our methods differ on the same pictures."""
    if not differences:
        return ""
    found = {(one.condition, one.second, one.first, one.measure): one for one in differences}
    pairs = dict.fromkeys((one.condition, one.second, one.first) for one in differences)
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in words.difference_heads)
    rows = "".join(
        f'<tr><th scope="row">{escape(condition)}</th>'
        f"<td>{escape(f'{words.method_name(second)} - {words.method_name(first)}')}</td>"
        + "".join(
            f"<td>{_interval(found.get((condition, second, first, measure)), places, words)}</td>"
            for measure, places in (("niqe", 3), ("psnr_rgb", 2))
        )
        + "</tr>"
        for condition, second, first in pairs
    )
    title = escape(words.differences)
    return (
        f'<details class="results-table"><summary>{title}</summary><div class="scroll" '
        f'tabindex="0" role="region" aria-label="{title}"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div></details>"
    )


def _interval(one: MeasuredDifference | None, places: int, words: ResultsWords) -> str:
    if one is None:
        return "-"
    mean, low, high = (f"{value:+.{places}f}" for value in (one.mean, one.low, one.high))
    return escape(words.interval.format(mean=mean, low=low, high=high))
