"""Small pieces of HTML; every text that goes in is escaped."""

from collections.abc import Iterable, Sequence
from html import escape

from ssidkd.core.dark_channel import colour_scale
from ssidkd.services.comparing import Pane
from ssidkd.services.progress import Progress
from ssidkd.ui.words import Words
from ssidkd.ui.words.compare import CompareWords


def facts(pane: Pane | None, words: Words) -> str:
    """Return what was measured on a pane's picture, and how it was made; dashes before it is."""
    compare = words.compare
    if pane is None:
        empty = ((compare.niqe, compare.not_yet), (compare.dark, compare.not_yet))
        return _facts(empty, ("",))
    niqe = compare.niqe_none if pane.niqe is None else f"{pane.niqe:.2f}"
    numbers = [(compare.niqe, niqe), (compare.dark, f"{pane.dark.mean:.3f}")]
    if pane.psnr is not None:
        numbers.append((compare.psnr, f"{pane.psnr:.2f}"))
    if pane.ssim is not None:
        numbers.append((compare.ssim, f"{pane.ssim:.3f}"))
    lines = [" · ".join(_made(pane, words))]
    if pane.niqe_reason:
        lines.append(words.refusals.say(pane.niqe_reason))
    return _facts(numbers, lines)


def _facts(numbers: Sequence[tuple[str, str]], lines: Sequence[str]) -> str:
    listed = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in numbers
    )
    said = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f'<div class="facts"><dl>{listed}</dl>{said}</div>'


def _made(pane: Pane, words: Words) -> tuple[str, ...]:
    height, width = pane.pixels.shape[:2]
    size = words.common.picture_size(width, height)
    if pane.work is None:
        given = pane.name in ("input", "truth")
        return (size,) if given else (size, words.compare.precomputed)
    made = words.compare.made_in.format(
        duration=words.common.duration(pane.work.seconds),
        device=words.common.device(pane.work.device),
        precision=pane.work.precision,
    )
    return size, made


def status(sentence: str, notices: Sequence[str] = (), progress: Progress | None = None) -> str:
    """Return the line that says what is shown, or what is going on."""
    notes = "".join(f"<li>{escape(notice)}</li>" for notice in notices)
    listed = f"<ul>{notes}</ul>" if notes else ""
    bar = "" if progress is None else _bar(progress.share)
    return f'<div class="status" role="status"><p>{escape(sentence)}</p>{listed}{bar}</div>'


def problem(sentence: str, afterwards: str = "") -> str:
    """Return the line that says what went wrong, and what there is to see nevertheless."""
    listed = f"<ul><li>{escape(afterwards)}</li></ul>" if afterwards else ""
    return f'<div class="status problem" role="alert"><p>{escape(sentence)}</p>{listed}</div>'


def note(title: str, sentence: str) -> str:
    """Return a small line that introduces something."""
    return f'<p class="note"><b>{escape(title)}</b> {escape(sentence)}</p>'


def _bar(share: float) -> str:
    return f'<progress max="1" value="{share:.3f}">{share:.0%}</progress>'


def legend(words: CompareWords) -> str:
    """Return what the numbers mean, and the colour scale of the dark channel; folded at first."""
    colours = ", ".join(anchor.colour for anchor in colour_scale())
    scale = (
        f'<span class="scale" role="img" aria-label="{escape(words.dark_scale)}"><i>0</i>'
        f'<b style="background:linear-gradient(90deg, {colours})"></b><i>1</i></span>'
    )
    return (
        f'<details class="legend"><summary>{escape(words.explain)}</summary>'
        f"<div><p>{escape(words.niqe_note)}</p><p>{escape(words.truth_note)}</p>"
        f"<p>{escape(words.dark_note)} {scale}</p></div></details>"
    )


def listed(sentences: Iterable[str], of: str) -> str:
    """Return sentences as a list of the class `of`; nothing for none."""
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return f'<ul class="{of}">{items}</ul>' if items else ""
