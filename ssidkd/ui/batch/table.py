"""The table of a batch as HTML: a row for each picture, a line of cells for each network."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from ssidkd.core.weights import Role
from ssidkd.services.batch.rows import Niqe, Result, Row
from ssidkd.ui.batch.sentences import translated
from ssidkd.ui.viewer import address
from ssidkd.ui.words import Words


def batch_table(
    rows: Sequence[Row], roles: Sequence[Role], words: Words, current: int | None, is_over: bool
) -> str:
    """Return the table, empty text where there are no rows.

    Args:
        rows: of the batch.
        roles: the networks that work on it.
        words: of the page.
        current: index of the row that is worked on.
        is_over: whether what is missing will stay missing.
    """
    if not rows:
        return ""
    said = words.batch
    heads = [said.picture, said.size, said.niqe_before]
    for role in roles:
        heads += [said.niqe_after.format(network=words.common.pictures[role]), said.seconds]
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    cells = _Cells(roles, words, heads)
    body = "".join(
        cells.row(row, is_current=index == current, is_over=is_over)
        for index, row in enumerate(rows)
    )
    return (
        f'<div class="batch-table"><table aria-label="{escape(said.table)}"><thead><tr>{head}</tr>'
        f"</thead><tbody>{body}</tbody></table></div><p class='note'>{escape(said.niqe_note)}</p>"
    )


class _Cells:
    """Writes rows in one language."""

    def __init__(self, roles: Sequence[Role], words: Words, heads: Sequence[str]) -> None:
        self._roles = roles
        self._words = words
        self._heads = heads

    def row(self, row: Row, *, is_current: bool, is_over: bool) -> str:
        state = " class='current' aria-current='true'" if is_current else ""
        name = f'<th scope="row">{self._pictures(row)}<span>{escape(row.name)}</span></th>'
        if row.refusal is not None:
            sentence = self._sentence(row.refusal.sentence)
            span = len(self._heads) - 1
            refused = f'<td class="refused" colspan="{span}">{escape(sentence)}</td>'
            return f"<tr{state}>{name}{refused}</tr>"
        values = [self._size(row), self._niqe(row.niqe)]
        for role in self._roles:
            values += self._result(row.results.get(role), is_current=is_current, is_over=is_over)
        cells = "".join(
            f'<td data-label="{escape(label)}">{value}</td>'
            for label, value in zip(self._heads[1:], values, strict=True)
        )
        return f"<tr{state}>{name}{cells}</tr>"

    def _pictures(self, row: Row) -> str:
        said = self._words.batch
        shown = []
        if row.thumbnail is not None:
            shown.append(_picture(row.thumbnail, said.thumbnail_rainy.format(name=row.name)))
        for role, result in row.results.items():
            network = self._words.common.pictures[role]
            alt = said.thumbnail_derained.format(name=row.name, network=network)
            shown.append(_picture(result.thumbnail, alt))
        return f'<span class="batch-thumbs">{"".join(shown)}</span>' if shown else ""

    def _size(self, row: Row) -> str:
        if row.size is None or row.worked_size is None:
            return ""
        name = self._words.common.picture_size
        if row.size == row.worked_size:
            return escape(name(*row.size))
        smaller = self._words.batch.smaller
        return escape(smaller.format(original=name(*row.size), worked=name(*row.worked_size)))

    def _niqe(self, niqe: Niqe | None) -> str:
        if niqe is None:
            return ""
        if niqe.value is None:
            reason = self._sentence(niqe.reason or "")
            return f'<span title="{escape(reason)}">{escape(self._words.batch.no_value)}</span>'
        return f"{niqe.value:.2f}"

    def _result(self, result: Result | None, *, is_current: bool, is_over: bool) -> list[str]:
        if result is not None:
            return [self._niqe(result.niqe), escape(self._words.common.duration(result.seconds))]
        said = self._words.batch
        state = said.not_done if is_over else said.is_worked_on if is_current else said.waits
        return [f'<span class="state">{escape(state)}</span>', ""]

    def _sentence(self, sentence: str) -> str:
        return translated(sentence, self._words)


def _picture(path: Path, alt: str) -> str:
    return f'<img src="{escape(address(path))}" alt="{escape(alt)}" loading="lazy">'
