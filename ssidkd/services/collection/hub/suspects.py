"""Finds the photo that the Hub refuses among those that were sent together."""

from collections.abc import Sequence
from dataclasses import dataclass, field

_PROVEN, _GIVEN_UP = 2, 5
"""Refusals of one photo alone: enough if others were taken since, and enough if there is no other
to compare it with."""


@dataclass
class Suspects:
    """Halves what is refused until one photo is left.

    A photo is called refused once the Hub took others after it had refused this one alone: where it
    refuses everything, the photos are not at fault.
    """

    groups: list[tuple[str, ...]] = field(default_factory=list)
    """To be sent by themselves, the next one first."""
    refusals: dict[str, int] = field(default_factory=dict)
    """How often each was refused alone."""
    cleared: set[str] = field(default_factory=set)
    """Refused alone, and others were taken since."""

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

    def refused(self, sent: Sequence[str]) -> str:
        """Say that the Hub refused these; return the one that is to blame, or an empty text."""
        self._forget(sent, alone=False)
        if len(sent) > 1:
            middle = len(sent) // 2
            self.groups[:0] = [tuple(sent[:middle]), tuple(sent[middle:])]
            return ""
        (one,) = sent
        count = self.refusals[one] = self.refusals.get(one, 0) + 1
        lonely = len(self.refusals) == 1 and not self.groups
        if (count >= _GIVEN_UP and lonely) or (count >= _PROVEN and one in self.cleared):
            self._forget(sent)
            return one
        return ""

    def _forget(self, sent: Sequence[str], alone: bool = True) -> None:
        gone = set(sent)
        self.groups = [kept for g in self.groups if (kept := tuple(i for i in g if i not in gone))]
        if alone:
            for one in gone:
                self.refusals.pop(one, None)
            self.cleared -= gone
