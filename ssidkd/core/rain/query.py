"""A rain as part of a link, and back: `amount=0.30&length=120&seed=7`.

Only what differs from `RainParameters()` is written, so these defaults belong to every link that
was ever given away.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ssidkd.core.rain.controls import CHOICES, LARGEST_SEED, RAIN_CONTROLS, on_controls, turned
from ssidkd.core.rain.parameters import RainParameters

DEFAULT_SEED = 1
_NUMBER = re.compile(r"-?[0-9]{1,6}(\.[0-9]{1,6})?")
_SEED = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True, kw_only=True)
class RainOfQuery:
    """What a link says about the rain."""

    rain: RainParameters
    seed: int
    replaced: tuple[str, ...]
    """Names of values that cannot be, and were replaced by their defaults."""


def rain_query(rain: RainParameters, seed: int) -> dict[str, str]:
    """Return the words of a link that rebuilds the nearest rain the controls can show."""
    rain, usual = on_controls(rain), RainParameters()
    words = {
        name: control.text(getattr(rain, name))
        for name, control in RAIN_CONTROLS.items()
        if getattr(rain, name) != getattr(usual, name)
    }
    chosen = {name: getattr(rain, name) for name in CHOICES}
    words.update({n: word for n, word in chosen.items() if word != getattr(usual, n)})
    return {**words, "seed": str(seed)}


def read_rain_query(query: Mapping[str, str]) -> RainOfQuery:
    """Read the rain of a link; words that say nothing about it are left to others."""
    rain = RainParameters()
    replaced: list[str] = []
    for name, text in query.items():
        if name in RAIN_CONTROLS:
            value = _number(name, text)
            if value is None:
                replaced.append(name)
            else:
                rain = turned(rain, name, value)
        elif name in CHOICES:
            if text in CHOICES[name]:
                rain = replace(rain, **{name: text})  # type: ignore[arg-type]  # one of the choices
            else:
                replaced.append(name)
    seed = _seed(query.get("seed", str(DEFAULT_SEED)))
    if seed is None:
        replaced.append("seed")
    return RainOfQuery(
        rain=rain, seed=DEFAULT_SEED if seed is None else seed, replaced=tuple(replaced)
    )


def _number(name: str, text: str) -> float | None:
    """Return the number a control is turned to, None if it cannot be."""
    if not _NUMBER.fullmatch(text):
        return None
    control, value = RAIN_CONTROLS[name], float(text)
    return value if control.low <= value <= control.high else None


def _seed(text: str) -> int | None:
    if not _SEED.fullmatch(text):
        return None
    return min(int(text), LARGEST_SEED)
