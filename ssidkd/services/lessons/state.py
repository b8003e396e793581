"""What a link says, read strictly: a value that cannot be is not guessed but left out, and said.

Nothing is remembered on the server, so a link gives the same pictures in any process.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qsl, urlencode

from ssidkd.services.lessons.steps import STEPS, Choice, Control, PhotoKind, Step

TAB = "lessons"
LONGEST_QUERY = 1000
"""Characters; what follows is not read."""

Value = float | str
Photos = Mapping[PhotoKind, tuple[str, ...]]
"""Names of the photos there are; at least one of each kind."""


@dataclass(frozen=True, kw_only=True)
class LessonState:
    """Everything that decides what a step shows."""

    number: int
    """Of the step, from 1."""
    photo: str
    values: Mapping[str, Value] = field(default_factory=dict)
    """Of every control of the step, by name."""
    answer: int | None = None
    """Number of the chosen answer, from 1."""
    mode: Literal["walk", "present", "guide"] = "walk"
    """`present`: large, for a class. `guide`: the page for teachers."""

    @property
    def step(self) -> Step:
        """The step it is a state of."""
        return STEPS[self.number - 1]

    def value(self, name: str) -> float:
        """Return what a number is turned to."""
        return float(self.values[name])

    def choice(self, name: str) -> str:
        """Return which name is chosen."""
        return str(self.values[name])


@dataclass(frozen=True)
class ReadState:
    """A state, and which parts of its link could not be."""

    state: LessonState
    refused: tuple[str, ...] = ()
    """Names of the parameters whose values were replaced by defaults."""


def default_photo(step: Step, photos: Photos) -> str:
    """Return the photo a step begins with."""
    names = photos[step.photos]
    return step.favourite if step.favourite in names else names[0]


def read_state(query: str, photos: Photos) -> ReadState:
    """Read the query of a link, with or without its question mark.

    Parameters of others are passed over. A value that is unknown, out of range or off its steps
    falls to the default, and its name is among `refused`.
    """
    given = dict(parse_qsl(query[:LONGEST_QUERY].removeprefix("?"), keep_blank_values=True))
    refused: list[str] = []
    number = _number(given, refused)
    step = STEPS[number - 1]
    photo = given.get("photo", default_photo(step, photos))
    if photo not in photos[step.photos]:
        refused.append("photo")
        photo = default_photo(step, photos)
    values = {control.name: _value(control, given, refused) for control in step.controls}
    return ReadState(
        LessonState(
            number=number,
            photo=photo,
            values=values,
            answer=_answer(step, given, refused),
            mode=_mode(given, refused),
        ),
        tuple(refused),
    )


def write_state(state: LessonState) -> str:
    """Return the query that `read_state` turns into this state, without a question mark."""
    pairs: list[tuple[str, str]] = [
        ("tab", TAB),
        ("lesson", str(state.number)),
        ("photo", state.photo),
    ]
    pairs += [
        (control.name, _written(state.values[control.name])) for control in state.step.controls
    ]
    if state.answer is not None:
        pairs.append(("answer", str(state.answer)))
    if state.mode != "walk":
        pairs.append((state.mode, "1"))
    return urlencode(pairs)


def _written(value: Value) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def _number(given: Mapping[str, str], refused: list[str]) -> int:
    text = given.get("lesson", "1")
    if text in {str(number) for number in range(1, len(STEPS) + 1)}:
        return int(text)
    refused.append("lesson")
    return 1


def _value(control: Control, given: Mapping[str, str], refused: list[str]) -> Value:
    text = given.get(control.name)
    if text is None:
        return control.default
    if isinstance(control, Choice):
        read: Value | None = text if text in control.options else None
    else:
        read = _on_step(text, control.low, control.high, control.step)
    if read is None:
        refused.append(control.name)
        return control.default
    return read


def _on_step(text: str, low: float, high: float, step: float) -> float | None:
    """Return a number of low, low + step, ... high; None for anything else."""
    if not text.isascii() or not text.replace(".", "", 1).isdigit():
        return None  # `float` would also take "nan", "1e1", "1_0" and spaces
    value = float(text)
    steps = (value - low) / step
    fits = low <= value <= high and math.isclose(steps, round(steps), abs_tol=1e-6)
    return value if fits else None


def _answer(step: Step, given: Mapping[str, str], refused: list[str]) -> int | None:
    text = given.get("answer")
    if text is None:
        return None
    if text in {str(number) for number in range(1, step.answers + 1)}:
        return int(text)
    refused.append("answer")
    return None


def _mode(given: Mapping[str, str], refused: list[str]) -> Literal["walk", "present", "guide"]:
    modes = ("present", "guide")
    refused += [name for name in modes if given.get(name, "0") not in ("0", "1")]
    if given.get("guide") == "1":
        return "guide"
    return "present" if given.get("present") == "1" else "walk"
