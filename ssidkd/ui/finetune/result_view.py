"""The verdict of a finetuning job as HTML: in words first, then the numbers they rest on."""

from collections.abc import Iterable, Sequence
from html import escape
from statistics import fmean

from ssidkd.learning.finetune.verdict import LARGEST_GUARD_LOSS, Verdict
from ssidkd.services.jobs.results import HeldOutPhoto, JobResult
from ssidkd.ui.words.finetune_result import FinetuneResultWords

MINUS = "\u2212"
Row = tuple[str, str, str, str]
"""What was measured; before, after, change."""


def verdict_html(result: JobResult, words: FinetuneResultWords) -> str:
    """Return whether a job helped, and why that is known."""
    verdict = result.verdict
    body = f"<p>{escape(words.not_measured)}</p>"
    if verdict is not None:
        body = _sentences(result, verdict, words) + _evidence(result, verdict, words)
    kind = "helped" if result.is_recommended else "doubtful"
    return (
        f'<section class="verdict {kind}" aria-label="{escape(words.title)}">'
        f"<h2>{escape(words.title)}</h2>{body}</section>"
    )


def _reasons(result: JobResult, verdict: Verdict, words: FinetuneResultWords) -> list[str]:
    """Return why a result is not recommended, as sentences; none if it is."""
    if verdict.best_step == 0 and not verdict.recommended:
        return [words.nothing_learnt if result.is_learning_measured else words.nothing_yet]
    lost = verdict.guard_psnr_before - verdict.guard_psnr_after
    places = {"lost": f"{lost:.2f}", "most": f"{LARGEST_GUARD_LOSS:g}"}
    return [words.reasons[reason].format(**places) for reason in verdict.reasons]


def _sentences(result: JobResult, verdict: Verdict, words: FinetuneResultWords) -> str:
    if verdict.recommended:
        step = words.from_step.format(step=verdict.best_step)
        return f'<p class="lead">{escape(words.recommended)}</p><p>{escape(step)}</p>'
    reasons = "".join(f"<li>{escape(reason)}</li>" for reason in _reasons(result, verdict, words))
    # A result that is the weights it began with is no other one to be used all the same.
    stay = f"<p>{escape(words.earlier_stay)}</p>" if verdict.best_step else ""
    return f'<p class="lead">{escape(words.not_recommended)}</p><ul>{reasons}</ul>{stay}'


def _evidence(result: JobResult, verdict: Verdict, words: FinetuneResultWords) -> str:
    rows = [*_held_out_rows(result.held_out, verdict, words), _guard_row(verdict, words)]
    if verdict.watched_niqe_change is not None:
        change = _signed(verdict.watched_niqe_change, 3)
        rows.append((words.watched_niqe, words.none, words.none, change))
    heads = (words.measure, words.before, words.after, words.change)
    return (
        _table(words.table, heads, rows)
        + f'<p class="small">{escape(words.notes)}</p>'
        + _each_photo(result.held_out, words)
    )


def _held_out_rows(
    photos: Sequence[HeldOutPhoto], verdict: Verdict, words: FinetuneResultWords
) -> Iterable[Row]:
    """Yield what the photos say that the student never saw."""
    scored = [
        (one.niqe_before, one.niqe_after)
        for one in photos
        if one.niqe_before is not None and one.niqe_after is not None
    ]
    if scored and verdict.held_niqe_change is not None:
        name = _counted(words.held_niqe_one, words.held_niqe, len(scored))
        before, after = (fmean(side) for side in zip(*scored, strict=True))
        change = _signed(verdict.held_niqe_change, 3)
        yield name, f"{before:.3f}", f"{after:.3f}", change
    if photos and verdict.held_dark_change is not None:
        name = _counted(words.held_dark_one, words.held_dark, len(photos))
        before = fmean(one.dark_before for one in photos)
        after = fmean(one.dark_after for one in photos)
        change = _signed(verdict.held_dark_change, 4)
        yield name, f"{before:.4f}", f"{after:.4f}", change


def _guard_row(verdict: Verdict, words: FinetuneResultWords) -> Row:
    before, after = verdict.guard_psnr_before, verdict.guard_psnr_after
    return words.guard, f"{before:.2f}", f"{after:.2f}", _signed(after - before, 2)


def _each_photo(photos: Sequence[HeldOutPhoto], words: FinetuneResultWords) -> str:
    if not photos:
        return ""
    heads = (words.measure, words.before, words.after, words.change)
    rows = [row for one in photos for row in _photo_rows(one, words)]
    return (
        f"<details><summary>{escape(words.each)}</summary>"
        f"{_table(words.each, heads, rows)}</details>"
    )


def _photo_rows(photo: HeldOutPhoto, words: FinetuneResultWords) -> Iterable[Row]:
    name = words.photo.format(n=photo.number)
    before, after = photo.niqe_before, photo.niqe_after
    if before is None or after is None:
        yield f"{name}, {words.niqe}", words.none, words.none, words.none
    else:
        change = _signed(after - before, 3)
        yield f"{name}, {words.niqe}", f"{before:.3f}", f"{after:.3f}", change
    dark = (photo.dark_before, photo.dark_after)
    change = _signed(dark[1] - dark[0], 4)
    yield f"{name}, {words.dark}", f"{dark[0]:.4f}", f"{dark[1]:.4f}", change


def _counted(one: str, many: str, count: int) -> str:
    return one if count == 1 else many.format(n=count)


def _signed(value: float, digits: int) -> str:
    """Return a change with its sign, and none on what rounds to nothing."""
    text = f"{abs(value):.{digits}f}"
    if float(text) == 0:
        return text
    return f"{'+' if value > 0 else MINUS}{text}"


def _table(name: str, heads: Sequence[str], rows: Sequence[Row]) -> str:
    top = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(
            f'<td data-label="{escape(head)}">{escape(cell)}</td>'
            for head, cell in zip(heads[1:], cells, strict=True)
        )
        + "</tr>"
        for first, *cells in rows
    )
    return (
        f'<div class="verdict-table"><table aria-label="{escape(name)}"><thead><tr>{top}</tr>'
        f"</thead><tbody>{body}</tbody></table></div>"
    )


def use_html(
    words: FinetuneResultWords, state: str, *, is_recommended: bool, progress: str = ""
) -> str:
    """Return the line that says whether a result is used on the first tab.

    Args:
        words: of the end of the tab.
        state: `selected`, `free` or `working`; the style sheet shows the buttons that go with it.
        is_recommended: whether it is recommended.
        progress: what to say instead, as HTML.
    """
    selected = words.selected if is_recommended else words.selected_anyway
    sentence = selected if state == "selected" else words.not_selected
    line = progress or f'<div class="status" role="status"><p>{escape(sentence)}</p></div>'
    return f'<div class="use-line {state}">{line}</div>'
