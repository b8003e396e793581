"""What is compared: the rainy picture itself, networks, and pictures that other methods made."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from ssidkd.core.derainer import Derainer
from ssidkd.core.network.cost import network_cost
from ssidkd.core.picture import Pixels
from ssidkd.core.weights import LoadedWeights
from ssidkd.learning.photos import PICTURE_SUFFIXES, read_pixels
from training.evaluation.conditions import Condition, EvaluationError, Picture

MethodKind = Literal["input", "weights", "pictures"]
INPUT = "input"
"""Name of the method that does nothing: how good the rainy pictures are."""


@dataclass(frozen=True, kw_only=True)
class MethodFacts:
    """What is known of a method besides its pictures; None where it does not apply."""

    name: str
    kind: MethodKind
    role: str | None = None
    variant: str | None = None
    recipe: str | None = None
    data: str | None = None
    """What it was trained on, in words."""
    steps: int | None = None
    commit: str | None = None
    """Of the code that trained it."""
    sha256: str | None = None
    """Of the weights file."""
    parameters: int | None = None
    multiply_adds: int | None = None
    """For a picture of 128 x 128, as in the paper's Table IV."""
    device: str | None = None
    precision: str | None = None
    """Number type the network computed in."""


@dataclass(frozen=True)
class Derained:
    """A picture a method made."""

    pixels: Pixels
    seconds: float | None
    notices: tuple[str, ...] = ()


class Method(Protocol):
    """One row of the comparison."""

    @property
    def facts(self) -> MethodFacts:
        """What is known of it; complete after the first picture."""
        ...

    def covers(self, condition: Condition) -> bool:
        """Whether it has results for a condition.

        Raises:
            EvaluationError: it has some but not all of them.
        """
        ...

    def derain(self, condition: Condition, picture: Picture, pixels: Pixels) -> Derained:
        """Return its result for a picture whose rainy pixels are given."""
        ...


class RainyInput:
    """The rainy pictures themselves."""

    facts = MethodFacts(name=INPUT, kind="input")

    def covers(self, condition: Condition) -> bool:
        """Whether it has results: always."""
        return True

    def derain(self, condition: Condition, picture: Picture, pixels: Pixels) -> Derained:
        """Return the picture as it is."""
        return Derained(pixels, None)


class NetworkMethod:
    """A network that derains here and now.

    Args:
        name: of the row.
        weights: the network and its card.
        derainer: made of these weights.
    """

    def __init__(self, name: str, weights: LoadedWeights, derainer: Derainer) -> None:
        self._name = name
        self._weights = weights
        self._derainer = derainer
        self._precision: str | None = None
        self._cost = network_cost(weights.card.config)

    @property
    def facts(self) -> MethodFacts:
        """The weights' card, cost, and where they ran."""
        card = self._weights.card
        return MethodFacts(
            name=self._name,
            kind="weights",
            role=card.role,
            variant=card.variant,
            recipe=card.recipe,
            data=card.data,
            steps=card.steps,
            commit=card.commit,
            sha256=self._weights.sha256,
            parameters=self._cost.parameters,
            multiply_adds=self._cost.multiply_adds,
            device=self._derainer.device.type,
            precision=self._precision,
        )

    def covers(self, condition: Condition) -> bool:
        """Whether it has results: always."""
        return True

    def derain(self, condition: Condition, picture: Picture, pixels: Pixels) -> Derained:
        """Derain a picture."""
        result = self._derainer.derain(pixels)
        self._precision = result.precision
        return Derained(result.derained, result.seconds, result.notices)


class MadeElsewhere:
    """Pictures that another method made, found by name.

    Args:
        name: of the row.
        folder: holds `CONDITION/NAME.png` (such as `val/rain_heavy/7.png`), or, where there is one
            condition only, the pictures themselves.
        only_condition: whether there is one condition only.
    """

    def __init__(self, name: str, folder: Path, *, only_condition: bool) -> None:
        if not folder.is_dir():
            raise EvaluationError(f"There is no folder {folder}.")
        self.facts = MethodFacts(name=name, kind="pictures")
        self._folder = folder
        self._only_condition = only_condition
        self._known: dict[str, dict[str, Path]] = {}

    def covers(self, condition: Condition) -> bool:
        """Whether there are pictures for a condition; then there must be all."""
        made = self._made(condition)
        missing = [picture.name for picture in condition.pictures if picture.name not in made]
        if made and missing:
            raise EvaluationError(
                f"{self.facts.name} has no picture of {condition.name} for {', '.join(missing)}."
            )
        return bool(made)

    def derain(self, condition: Condition, picture: Picture, pixels: Pixels) -> Derained:
        """Read the picture that was made."""
        path = self._made(condition)[picture.name]
        made = read_pixels(path)
        if made.shape != pixels.shape:
            raise EvaluationError(
                f"{path} is {made.shape[1]} x {made.shape[0]} pixels, but the rainy picture is "
                f"{pixels.shape[1]} x {pixels.shape[0]}."
            )
        return Derained(made, None)

    def _made(self, condition: Condition) -> dict[str, Path]:
        if condition.name not in self._known:
            self._known[condition.name] = self._found(condition)
        return self._known[condition.name]

    def _found(self, condition: Condition) -> dict[str, Path]:
        folder = self._folder / condition.name
        if self._only_condition and not folder.is_dir():
            folder = self._folder
        if not folder.is_dir():
            return {}
        files = (path for path in folder.iterdir() if path.suffix.lower() in PICTURE_SUFFIXES)
        return {path.stem: path for path in files}
