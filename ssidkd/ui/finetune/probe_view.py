"""The photo that is watched: rainy, as the student began, and as it is at any step so far."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from ssidkd.ui.viewer import FRAME, PANES, ShownPicture, address, compare_bar, compare_pane
from ssidkd.ui.words import Words

GROUP = "finetune"
"""Name of the pictures that are seen with one zoom."""


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The derained photo at one step."""

    step: int
    niqe: float | None
    path: Path
    """Of a served file."""


def probe_view(rainy: Path, frames: Sequence[Frame], size: tuple[int, int], words: Words) -> str:
    """Return the pictures with a slider through time; see assets/scripts/finetune_probe.js.

    Args:
        rainy: served file of the photo.
        frames: of at least one step, the first ones first.
        size: width and height of every picture [px].
        words: of the page.
    """
    said = words.finetune.watch
    told = [
        {
            "src": address(frame.path),
            "said": _said(frame, words),
            "alt": said.now_alt.format(step=frame.step),
        }
        for frame in frames
    ]
    first, last = frames[0], frames[-1]
    names = words.common.pictures
    panes = (
        _pane("input", names["input"], "", rainy, said.input_alt, size, words)
        + _pane(
            "start", said.start_pane, _said(first, words), first.path, said.start_alt, size, words
        )
        + _pane(
            "finetuned",
            names["finetuned"],
            told[-1]["said"],
            last.path,
            told[-1]["alt"],
            size,
            words,
        )
    )
    return (
        f'<section class="finetune-probe"><h3>{escape(said.probe_title)}</h3>'
        f'<probe-over-time data-frames="{escape(json.dumps(told))}"><div class="{FRAME}">'
        f'{compare_bar(GROUP, words.viewer)}<div class="{PANES}">{panes}</div></div>'
        f'<div class="probe-slider"><input type="range" min="0" max="{len(frames) - 1}" step="1" '
        f'value="{len(frames) - 1}" aria-label="{escape(said.over_time)}" '
        f'aria-valuetext="{escape(told[-1]["said"])}"><output>{escape(told[-1]["said"])}</output>'
        f'</div></probe-over-time><p class="note">{escape(said.probe_keys)} '
        f"{escape(words.batch.niqe_note)}</p></section>"
    )


def no_probe_yet(words: Words) -> str:
    """Return what stands in the place of the pictures before the first one."""
    said = words.finetune.watch
    return (
        f'<section class="finetune-probe"><h3>{escape(said.probe_title)}</h3>'
        f'<p class="note">{escape(said.probe_none)}</p></section>'
    )


def _pane(
    name: str, label: str, caption: str, path: Path, alt: str, size: tuple[int, int], words: Words
) -> str:
    shown = ShownPicture(path=path, alt=alt, width=size[0], height=size[1])
    picture = compare_pane(GROUP, name, label, shown, words.viewer, original=name == "input")
    head = (
        f'<div class="pane-head"><h4><span class="dot {_DOTS[name]}"></span>{escape(label)} '
        f'<small data-caption="{name}">{escape(caption)}</small></h4></div>'
    )
    return f'<section class="pane">{head}{picture}</section>'


_DOTS = {"input": "input", "start": "student", "finetuned": "finetuned"}


def _said(frame: Frame, words: Words) -> str:
    said = words.finetune.watch
    if frame.niqe is None:
        return said.at_step.format(step=frame.step)
    return said.at_step_niqe.format(step=frame.step, niqe=f"{frame.niqe:.2f}")
