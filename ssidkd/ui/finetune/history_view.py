"""The list of jobs, and two results against each other, as HTML."""

from collections.abc import Sequence
from datetime import datetime, timezone
from html import escape
from pathlib import Path

from ssidkd.core.dark_channel import dark_channel, dark_channel_mean
from ssidkd.core.metrics import NiqeResult
from ssidkd.core.picture import Pixels
from ssidkd.services.jobs.history import JobEntry
from ssidkd.ui.viewer import FRAME, PANES, ShownPicture, compare_bar, compare_pane
from ssidkd.ui.words import Words
from ssidkd.ui.words.finetune_result_history import HistoryWords

GROUP = "finetune-pair"
"""Name of the pictures that are seen with one zoom."""


def history_table(entries: Sequence[JobEntry], shown: object, words: HistoryWords) -> str:
    """Return the table of a browser's jobs; a sentence where there are none."""
    if not entries:
        return f'<p class="small">{escape(words.empty)}</p>'
    heads = (words.date, words.effort, words.photos, words.state, words.verdict)
    top = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    rows = "".join(_row(entry, heads, entry.job_id == shown, words) for entry in entries)
    return (
        f'<div class="verdict-table history-table"><table aria-label="{escape(words.title)}">'
        f"<thead><tr>{top}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def entry_label(entry: JobEntry, words: HistoryWords) -> str:
    """Return what a job is called in a list to choose from."""
    label = words.label.format(
        date=_date(entry.created),
        effort=words.efforts.get(entry.effort, entry.effort),
        n=entry.photos,
        state=words.states[entry.state.value],
    )
    if entry.has_result and not entry.is_recommended:
        return words.label_not_recommended.format(label=label)
    return label


def verdict_word(entry: JobEntry, words: HistoryWords) -> str:
    """Return the verdict on a job in a word or two."""
    if not entry.has_result:
        return words.no_verdict
    if entry.is_recommended:
        return words.recommended
    if entry.verdict is not None and entry.verdict.best_step == 0:
        return words.unchanged
    return words.not_recommended


class PairPicture:
    """One picture of a pair, with what is measured on it.

    Args:
        name: of who made it.
        pixels: (H, W, 3) uint8.
        path: of the same as a served file.
        niqe: its score.
    """

    def __init__(self, name: str, pixels: Pixels, path: Path, niqe: NiqeResult) -> None:
        self.name, self.pixels, self.path, self.niqe = name, pixels, path, niqe
        self.dark = dark_channel_mean(dark_channel(pixels))


def pair_html(pictures: Sequence[PairPicture], words: Words) -> str:
    """Return a photo and two pictures made of it, with one zoom."""
    panes = "".join(_pane(number, one, words) for number, one in enumerate(pictures))
    return (
        f'<div class="{FRAME} finetune-pair">{compare_bar(GROUP, words.viewer)}'
        f'<div class="{PANES}">{panes}</div>'
        f'<p class="small">{escape(words.finetune_result.history.compared)}</p></div>'
    )


def _pane(number: int, picture: PairPicture, words: Words) -> str:
    said = words.finetune_result.history
    height, width = picture.pixels.shape[:2]
    short = (said.original, said.left, said.right)[number]
    alt = said.picture_alt.format(name=picture.name)
    if number == 0:
        alt = words.compare.picture_alts["input"].format(what=words.compare.your_photo)
    shown = ShownPicture(path=picture.path, alt=alt, width=width, height=height)
    score = picture.niqe.value
    facts = said.facts.format(
        niqe=said.no_niqe if score is None else f"{score:.3f}", dark=f"{picture.dark:.4f}"
    )
    pane = compare_pane(GROUP, f"pair-{number}", short, shown, words.viewer, original=number == 0)
    return (
        f'<section class="pair-pane"><h4>{escape(picture.name)}</h4>{pane}'
        f"<p>{escape(facts)}</p></section>"
    )


def _row(entry: JobEntry, heads: Sequence[str], is_shown: bool, words: HistoryWords) -> str:
    cells = (
        words.efforts.get(entry.effort, entry.effort),
        str(entry.photos),
        words.states[entry.state.value],
        verdict_word(entry, words),
    )
    date = escape(_date(entry.created))
    if is_shown:
        date += f" <small>{escape(words.this_one)}</small>"
    body = "".join(
        f'<td data-label="{escape(head)}">{escape(cell)}</td>'
        for head, cell in zip(heads[1:], cells, strict=True)
    )
    return f'<tr{_current(is_shown)}><th scope="row">{date}</th>{body}</tr>'


def _current(is_shown: bool) -> str:
    return ' class="current" aria-current="true"' if is_shown else ""


def _date(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
