"""Who comes next: first come first served, and fair between visitors."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Protocol, TypeVar

from ssidkd.services.admission.visitors import Visitor


class Standing(Protocol):
    """Somebody in the line."""

    visitor: Visitor
    arrival: int
    """Lower came earlier."""
    in_background: bool
    """Goes after everybody who is not."""


Stander = TypeVar("Stander", bound=Standing)


def in_turn(waiting: Collection[Stander], working: Collection[Standing]) -> list[Stander]:
    """Return those who wait in the order in which they get their turns.

    The second of an address goes after the first of every other address, the third after every
    second, and so on; what works counts, too. Among those of one address the same holds for their
    sessions. Who asked without an address is a visitor of their own.
    """
    ranks = _ranks(waiting, working)
    return sorted(waiting, key=lambda one: (one.in_background, ranks[one.arrival], one.arrival))


def _ranks(waiting: Collection[Stander], working: Collection[Standing]) -> dict[int, int]:
    """Return for each arrival how many of the same address come before it."""
    at_work = Counter(one.visitor.address for one in working if one.visitor.address)
    groups: dict[str, list[Stander]] = {}
    ranks: dict[int, int] = {}
    for one in sorted(waiting, key=lambda one: one.arrival):
        if one.visitor.address:
            groups.setdefault(one.visitor.address, []).append(one)
        else:
            ranks[one.arrival] = 0
    for address, group in groups.items():
        sessions = Counter(one.visitor.session for one in working if one.visitor.address == address)
        for rank, one in enumerate(_by_session(group, sessions), start=at_work[address]):
            ranks[one.arrival] = rank
    return ranks


def _by_session(group: Sequence[Stander], sessions: Counter[str]) -> list[Stander]:
    """Return those of one address, who are in the order of their arrival, session by session."""
    keys = {}
    for one in group:
        keys[one.arrival] = (sessions[one.visitor.session], one.arrival)
        sessions[one.visitor.session] += 1
    return sorted(group, key=lambda one: keys[one.arrival])
