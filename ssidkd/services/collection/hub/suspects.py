"""Finds the photo that the Hub refuses among those that were sent together."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

_PROVEN, _LIKELY, _GIVEN_UP = 2, 4, 5
"""Refusals of one photo alone: enough if others were taken since, if some of those it was sent with
were taken, and if there is no other to compare it with."""


@dataclass
class Suspects:
    """Halves what is refused until one photo is left.

    A photo is to blame if the Hub refuses it alone, again and again, and takes others: where it
    refuses everything, the photos are not at fault.
    """

    groups: list[tuple[str, ...]] = field(default_factory=list)
    """To be sent by themselves, the next one first."""
    refusals: dict[str, int] = field(default_factory=dict)
    """How often each was refused alone."""
    cleared: set[str] = field(default_factory=set)
    """Refused alone, and others were taken since."""
    took_some: bool = False
    """Of those that were refused together, some were taken."""

    def aside(self) -> set[str]:
        """Return the photos that must not go with others."""
        return {*self.refusals, *(one for group in self.groups for one in group)}

    def next_group(self, waiting: Sequence[str], others_wait: bool) -> tuple[str, ...]:
        """Return what to send by itself now; empty: nothing, or others come first.

        Args:
            waiting: photos that can be sent.
            others_wait: whether some of them are under no suspicion.
        """
        can = set(waiting)
        for one in [*self.refusals.keys() - can]:
            del self.refusals[one]
        self.groups = [kept for g in self.groups if (kept := tuple(i for i in g if i in can))]
        if self.groups:
            return self.groups[0]
        if others_wait or not self.refusals:
            return ()
        return (min(self.refusals, key=lambda one: (self.refusals[one], one)),)

    def taken(self, sent: Sequence[str]) -> None:
        """Say that the Hub took these."""
        self._forget(sent)
        self.cleared |= self.refusals.keys()
        self.took_some = bool(self.groups or self.refusals)

    def refused(self, sent: Sequence[str]) -> str:
        """Say that the Hub refused these; return the one that is to blame, or an empty text."""
        self._forget(sent, alone=False)
        if len(sent) > 1:
            middle = len(sent) // 2
            self.groups[:0] = [tuple(sent[:middle]), tuple(sent[middle:])]
            return ""
        (one,) = sent
        count = self.refusals[one] = self.refusals.get(one, 0) + 1
        if count < self._enough(one):
            return ""
        self._forget(sent)
        return one

    def _enough(self, one: str) -> float:
        """Return how many refusals of this photo alone say that it is to blame."""
        if one in self.cleared:
            return _PROVEN
        if self.took_some:
            return _LIKELY
        is_lonely = len(self.refusals) == 1 and not self.groups
        return _GIVEN_UP if is_lonely else math.inf

    def _forget(self, sent: Sequence[str], alone: bool = True) -> None:
        gone = set(sent)
        self.groups = [kept for g in self.groups if (kept := tuple(i for i in g if i not in gone))]
        if alone:
            for one in gone:
                self.refusals.pop(one, None)
            self.cleared -= gone
