"""Drawings of the lessons, from plain data: the NIQE ruler and the scheme of stage two."""

from html import escape

from ssidkd.ui.words.lessons import FrameWords

TOP = 20.0
"""End of the ruler; what lies beyond is drawn at its end."""


def ruler_position(value: float) -> float:
    """Return where a NIQE lies on the ruler, 0 (left, better) to 100 (right)."""
    return 100 * min(max(value, 0.0), TOP) / TOP


def niqe_ruler(before: float, after: float, words: FrameWords) -> str:
    """Return a ruler from 0 to `TOP` with a picture's NIQE before and after a change."""
    label = words.ruler.format(before=before, after=after, top=f"{TOP:g}")
    ticks = "".join(
        f'<i style="left:{ruler_position(tick):g}%">{tick}</i>'
        for tick in range(0, int(TOP) + 1, 5)
    )
    return (
        f'<div class="ruler" role="img" aria-label="{escape(label)}">{ticks}'
        f'<b class="before" style="left:{ruler_position(before):.2f}%">'
        f"<span>{escape(words.ruler_before)}</span></b>"
        f'<b class="after" style="left:{ruler_position(after):.2f}%">'
        f"<span>{escape(words.ruler_after)}</span></b></div>"
    )


def scheme(words: FrameWords) -> str:
    """Return the scheme of stage two: two kinds of rain, one kind of network, three terms."""
    network = f"<span>{escape(words.scheme_network)}</span>"
    return (
        f'<div class="scheme" role="img" aria-label="{escape(words.scheme_label)}">'
        f"<div><span>{escape(words.scheme_synthetic)}</span><i>→</i>{network}<i>→</i>"
        f'<span class="truth">{escape(words.scheme_truth)}</span></div>'
        f'<div class="between"><span>↕ {escape(words.scheme_code)}</span></div>'
        f"<div><span>{escape(words.scheme_real)}</span><i>→</i>{network}<i>→</i>"
        f'<span class="terms">{escape(words.scheme_terms)}</span></div></div>'
    )
