"""Keeps the pictures a page shows: the worst and the best of every condition."""

from dataclasses import dataclass
from typing import Protocol

from ssidkd.core.picture import Pixels
from training.evaluation.conditions import Condition
from training.evaluation.measures import PictureScore


@dataclass(frozen=True, kw_only=True, eq=False)
class Shown:
    """One picture with what every method made of it."""

    condition: str
    picture: str
    scores: tuple[PictureScore, ...]
    """Of every method, in the order of `pictures`."""
    pictures: tuple[Pixels, ...]
    truth: Pixels | None

    @property
    def rank(self) -> float:
        """Larger is better: PSNR of the last method, or minus NIQE where there is no truth."""
        last = self.scores[-1]
        if last.psnr_rgb is not None:
            return last.psnr_rgb
        return -last.niqe if last.niqe is not None else float("-inf")


class Audience(Protocol):
    """Whoever is shown every picture while it is there."""

    def show(self, condition: Condition, shown: Shown) -> None:
        """Take notice of one picture."""
        ...


class Gallery:
    """Keeps a few worst and best pictures of every condition, and forgets the others.

    Args:
        each: how many worst and how many best ones.
    """

    def __init__(self, each: int) -> None:
        self._each = each
        self._kept: dict[str, list[Shown]] = {}

    def show(self, condition: Condition, shown: Shown) -> None:
        """Take notice of one picture."""
        kept = self._kept.setdefault(condition.name, [])
        kept.append(shown)
        kept.sort(key=lambda one: one.rank)
        if len(kept) > 2 * self._each:
            del kept[self._each]

    def worst_and_best(self) -> list[Shown]:
        """Return what was kept, worst first within each condition."""
        return [shown for kept in self._kept.values() for shown in kept]
