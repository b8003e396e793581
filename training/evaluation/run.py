"""Derains and scores: every picture by every method, one picture at a time."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ssidkd.core.picture import save_png
from ssidkd.learning.photos import read_pixels
from training.evaluation.conditions import Condition, Picture
from training.evaluation.gallery import Audience, Shown
from training.evaluation.measures import PictureScore, measure
from training.evaluation.methods import Derained, Method, MethodFacts

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """Everything that was measured."""

    methods: tuple[MethodFacts, ...]
    scores: tuple[PictureScore, ...]


class SavedPictures:
    """Writes what networks made, as `FOLDER/METHOD/CONDITION/NAME.png`.

    Args:
        folder: made where it is missing.
        methods: the methods whose pictures are written.
    """

    def __init__(self, folder: Path, methods: Iterable[str]) -> None:
        self._folder = folder
        self._methods = frozenset(methods)

    def show(self, condition: Condition, shown: Shown) -> None:
        """Write the pictures of one rainy picture."""
        for score, pixels in zip(shown.scores, shown.pictures, strict=True):
            if score.method in self._methods:
                path = self._folder / score.method / condition.name / f"{shown.picture}.png"
                path.parent.mkdir(parents=True, exist_ok=True)
                save_png(pixels, path)


def evaluate(
    conditions: Sequence[Condition],
    methods: Sequence[Method],
    *,
    audience: Sequence[Audience] = (),
    watch: Callable[[list[Picture]], Iterable[Picture]] = iter,
) -> Evaluation:
    """Score every method on every condition it has results for.

    Args:
        conditions: what to derain.
        methods: what to compare, in this order.
        audience: is shown every picture while it is in memory.
        watch: sees the pictures of a condition pass, for a progress bar.
    """
    covering = {
        condition.name: [method for method in methods if method.covers(condition)]
        for condition in conditions
    }
    scores: list[PictureScore] = []
    for condition in conditions:
        for picture in watch(list(condition.pictures)):
            shown = _derain_all(condition, picture, covering[condition.name])
            scores += shown.scores
            for one in audience:
                one.show(condition, shown)
    return Evaluation(methods=tuple(method.facts for method in methods), scores=tuple(scores))


def _derain_all(condition: Condition, picture: Picture, methods: Sequence[Method]) -> Shown:
    rainy = read_pixels(picture.rainy)
    truth = read_pixels(picture.truth) if picture.truth else None
    results = [(method, method.derain(condition, picture, rainy)) for method in methods]
    for method, result in results:
        _say_notices(method, picture, result)
    return Shown(
        condition=condition.name,
        picture=picture.name,
        scores=tuple(
            measure(
                result.pixels,
                truth,
                method=method.facts.name,
                condition=condition.name,
                picture=picture.name,
                seconds=result.seconds,
            )
            for method, result in results
        ),
        pictures=tuple(result.pixels for _, result in results),
        truth=truth,
    )


def _say_notices(method: Method, picture: Picture, result: Derained) -> None:
    for notice in result.notices:
        log.warning("%s, %s: %s", method.facts.name, picture.name, notice)
