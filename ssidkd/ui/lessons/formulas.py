"""The formulas of the lessons, set in HTML with Unicode: no script, no font is asked for."""

from collections.abc import Mapping
from html import escape
from types import MappingProxyType

_HAT_B = '<i class="hat">B</i>'
_LOSS = '<span class="script">&#8466;</span>'
_LAMBDA = "<i>λ</i>"

FORMULAS: Mapping[str, str] = MappingProxyType(
    {
        "sum": "<i>O</i> = <i>B</i> + <i>R</i>",
        "pairs": f"{_LOSS}<sub>T</sub> = &minus;SSIM({_HAT_B}<sub>T</sub>, <i>B</i>)",
        "real": "<i>O</i> = <i>t</i> <i>B</i> + (1 &minus; <i>t</i>) <i>A</i> + <i>R</i>",
        "dark": (
            "<i>D</i>(<i>I</i>)(<i>x</i>) = "
            '<span class="under">min<small><i>y</i> ∈ <i>N</i>(<i>x</i>)</small></span> '
            '<span class="under">min<small><i>c</i> ∈ {r, g, b}</small></span> '
            "<i>I</i><sup> <i>c</i></sup>(<i>y</i>)"
        ),
        "distillation": (
            f"{_LOSS}<sub>S</sub> = {_LAMBDA}<sub>1</sub> {_LOSS}<sub>KL</sub> + "
            f"{_LAMBDA}<sub>2</sub> {_LOSS}<sub>DC</sub> + "
            f"{_LAMBDA}<sub>3</sub> {_LOSS}<sub>TV</sub>"
        ),
        "niqe": (
            'NIQE = √<span class="root"><i>d</i><sup>&#8868;</sup> '
            "(½<i>Σ</i><sub>1</sub> + ½<i>Σ</i><sub>2</sub>)<sup>&minus;1</sup> <i>d</i></span>,  "
            "<i>d</i> = <i>&nu;</i><sub>1</sub> &minus; <i>&nu;</i><sub>2</sub>"
        ),
        "failures": f'{_HAT_B} = <i>O</i> &minus; <i class="hat">R</i>',
        "own": f'{_HAT_B} = <i>O</i> &minus; <i class="hat">R</i>',
    }
)
"""By the step's name. Sources: paper eq. 1, 6, 9 and 7; He et al. 2011; Mittal et al. 2013."""


def formula(name: str, spoken: str) -> str:
    """Return a step's formula with the words in which it is read aloud."""
    return (
        f'<p class="lesson-formula"><span role="img" aria-label="{escape(spoken)}">'
        f"{FORMULAS[name]}</span></p>"
    )
