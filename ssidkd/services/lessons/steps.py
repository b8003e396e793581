"""The steps of the walk: what can be turned in each, and which answer is right."""

from dataclasses import dataclass
from typing import Literal

PhotoKind = Literal["clean", "example"]
"""Clean photos get their rain here; examples come with what the networks made of them."""


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A number to turn."""

    name: str
    low: float
    high: float
    step: float
    default: float


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of a few names."""

    name: str
    options: tuple[str, ...]
    default: str


Control = Turn | Choice


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of the walk."""

    name: str
    photos: PhotoKind
    controls: tuple[Control, ...]
    right: int
    """Number of the right answer, from 1."""
    answers: int
    """How many answers there are."""
    minutes: int
    """What the step takes before a class."""
    favourite: str = ""
    """The photo on which it shows best, where it is there."""
    needs_network: bool = False


RAINS = (
    "drizzle",
    "light",
    "moderate",
    "heavy",
    "cloudburst",
    "benchmark_heavy",
    "mist",
    "night",
    "long_thin",
)

STEPS: tuple[Step, ...] = (
    Step(
        name="sum",
        photos="clean",
        controls=(Turn(name="amount", low=0, high=10, step=1, default=3),),
        right=2,
        answers=3,
        minutes=6,
        favourite="berlin-cathedral",
    ),
    Step(
        name="pairs",
        photos="clean",
        controls=(
            Choice(name="rain", options=RAINS, default="moderate"),
            Turn(name="draw", low=1, high=20, step=1, default=1),
        ),
        right=3,
        answers=3,
        minutes=6,
        favourite="berlin-cathedral",
    ),
    Step(
        name="real",
        photos="clean",
        controls=(
            Turn(name="veil", low=0, high=80, step=10, default=40),
            Choice(name="camera", options=("none", "grain", "lens"), default="none"),
        ),
        right=1,
        answers=3,
        minutes=7,
        favourite="gateway-of-india",
    ),
    Step(
        name="dark",
        photos="clean",
        controls=(
            Turn(name="window", low=1, high=41, step=2, default=15),
            Choice(name="scene", options=("clean", "rain", "mist", "wall"), default="mist"),
        ),
        right=2,
        answers=3,
        minutes=7,
        favourite="lemurs",
    ),
    Step(
        name="distillation",
        photos="example",
        controls=(Turn(name="gain", low=1, high=40, step=1, default=20),),
        right=3,
        answers=3,
        minutes=9,
        favourite="machu-picchu",
    ),
    Step(
        name="niqe",
        photos="clean",
        controls=(
            Choice(name="scene", options=("clean", "rain"), default="clean"),
            Turn(name="blur", low=0, high=3, step=0.25, default=0),
            Turn(name="noise", low=0, high=24, step=1, default=3),
        ),
        right=2,
        answers=3,
        minutes=8,
        favourite="lemurs",
    ),
    Step(
        name="failures",
        photos="clean",
        controls=(
            Choice(name="scene", options=("rain", "wires", "nothing"), default="wires"),
            Turn(name="length", low=20, high=300, step=20, default=200),
        ),
        right=1,
        answers=3,
        minutes=8,
        favourite="gateway-of-india",
        needs_network=True,
    ),
    Step(
        name="own",
        photos="example",
        controls=(Turn(name="reveal", low=0, high=100, step=5, default=50),),
        right=3,
        answers=3,
        minutes=4,
    ),
)
