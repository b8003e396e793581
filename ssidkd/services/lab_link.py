"""A state of the rain lab as a link and as a command line, and back from a link."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ssidkd.core.rain import (
    PRESETS,
    RAIN_CONTROLS,
    RainParameters,
    on_controls,
    rain_query,
    read_rain_query,
)
from ssidkd.core.rain.controls import CHOICES
from ssidkd.core.rain.query import DEFAULT_SEED

LAB = "lab"
"""Value of `tab` in a link to the lab."""
OWN = ""
"""Name of a photo of the visitor's own, which no link can carry."""
DEFAULT_PRESET = "moderate"


@dataclass(frozen=True, kw_only=True)
class LabState:
    """Everything that decides which rainy picture is made."""

    photo: str
    """Name of a bundled clean photo, or `OWN`."""
    rain: RainParameters = PRESETS[DEFAULT_PRESET]
    seed: int = DEFAULT_SEED

    @property
    def preset(self) -> str | None:
        """Name of the preset that this rain is, None for one of the visitor's own."""
        found = (name for name, rain in PRESETS.items() if on_controls(self.rain) == rain)
        return next(found, None)


@dataclass(frozen=True, kw_only=True)
class LabOfQuery:
    """What a link says about the lab."""

    state: LabState
    replaced: tuple[str, ...]
    """Names of values that cannot be, and were replaced by their defaults."""


def lab_query(state: LabState) -> dict[str, str]:
    """Return the words of a link that rebuilds a state, `tab` among them."""
    photo = {"photo": state.photo} if state.photo != OWN else {}
    return {"tab": LAB, **photo, **rain_query(state.rain, state.seed)}


def read_lab_query(query: Mapping[str, str], photos: Sequence[str]) -> LabOfQuery | None:
    """Return what a link says, None if it does not lead to the lab.

    Args:
        query: words of the link; unknown ones are left to others.
        photos: names of the clean photos there are.
    """
    if query.get("tab") != LAB:
        return None
    rain = read_rain_query(query)
    says_rain = any(name in query for name in (*RAIN_CONTROLS, *CHOICES, "seed"))
    photo = query.get("photo")
    known = photo in photos
    replaced = ("photo",) if photo is not None and not known else ()
    default = photos[0] if photos else OWN
    state = LabState(
        photo=photo if photo is not None and known else default,
        rain=rain.rain if says_rain else PRESETS[DEFAULT_PRESET],
        seed=rain.seed,
    )
    return LabOfQuery(state=state, replaced=(*replaced, *rain.replaced))


def lab_command(state: LabState, clean: str, rainy: str) -> str:
    """Return the command line that makes the rainy file from the clean one.

    Args:
        state: the rain and its seed.
        clean: name of the clean file, as the lab gives it to save.
        rainy: name of the PNG file to write.
    """
    preset = state.preset
    words = ["python", "-m", "ssidkd", "rain", clean, "-o", rainy]
    words += ["--preset", preset] if preset else _options(state.rain)
    return shlex.join([*words, "--seed", str(state.seed)])


def _options(rain: RainParameters) -> list[str]:
    """Return an option for everything that the preset taken by default does otherwise."""
    rain, usual = on_controls(rain), PRESETS[DEFAULT_PRESET]
    words = []
    for name in (*RAIN_CONTROLS, *CHOICES):
        value = getattr(rain, name)
        if value != getattr(usual, name):
            text = RAIN_CONTROLS[name].text(value) if name in RAIN_CONTROLS else value
            words.append(f"--{name.replace('_', '-')}={text}")
    return words
