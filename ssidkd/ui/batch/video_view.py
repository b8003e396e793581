"""What a video shows as HTML: its first frame before and after, and both clips."""

from collections.abc import Iterable
from html import escape
from pathlib import Path

from ssidkd.core.weights import Role
from ssidkd.services.video.work import VideoState
from ssidkd.ui.batch import pieces
from ssidkd.ui.viewer import address
from ssidkd.ui.words import Words


def first_pair(first: tuple[Path, Path] | None, role: Role, words: Words) -> str:
    """Return the first frame before and after; empty text while there is none."""
    if first is None:
        return ""
    said, network = words.batch.video, words.common.pictures[role]
    rainy, derained = first
    pictures = (
        (rainy, said.rainy, said.rainy_frame),
        (derained, said.derained.format(network=network), _named(said.derained_frame, network)),
    )
    return _pair(
        f'<img src="{escape(address(path))}" alt="{escape(alt)}">'
        f"<figcaption>{escape(said.first_frame)}: {escape(label)}</figcaption>"
        for path, label, alt in pictures
    )


def clips(state: VideoState, role: Role, words: Words) -> str:
    """Return both clips and the link that takes the derained one away; empty without one."""
    if state.before is None or state.after is None:
        return ""
    said, network = words.batch.video, words.common.pictures[role]
    both = (
        (state.before, said.rainy, said.rainy_clip),
        (state.after, said.derained.format(network=network), _named(said.derained_clip, network)),
    )
    players = _pair(
        f"{_player(path, alt, state.is_animation)}<figcaption>{escape(label)}</figcaption>"
        for path, label, alt in both
    )
    if not state.is_animation:
        players = (
            f'<paired-videos data-play="{escape(said.play)}" data-pause="{escape(said.pause)}">'
            f"{players}</paired-videos>"
        )
    kind = {".webp": "WebP", ".webm": "WebM", ".mp4": "MP4"}[state.after.suffix]
    label = said.download.format(kind=kind, size=pieces.megabytes(state.after))
    note = said.exact if state.is_animation else said.compressed
    return pieces.save_link(state.after, label, f"{said.deleted} {note}") + players


def _player(path: Path, alt: str, is_animation: bool) -> str:
    source, name = escape(address(path)), escape(alt)
    if is_animation:
        return f'<img src="{source}" alt="{name}">'
    return (
        f'<video src="{source}" aria-label="{name}" controls loop muted playsinline '
        'preload="auto"></video>'
    )


def _pair(figures: Iterable[str]) -> str:
    inside = "".join(f"<figure>{figure}</figure>" for figure in figures)
    return f'<div class="video-pair">{inside}</div>'


def _named(template: str, network: str) -> str:
    return template.format(network=network)
