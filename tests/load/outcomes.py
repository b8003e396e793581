"""What became of what visitors asked for."""

import html
import math
import re
from collections import Counter
from dataclasses import dataclass, field

_TIME = re.compile(r"\bin (?:about )?\d+ (?:second|minute|hour)s?\b")
"""How every sentence ends that asks to come back later."""
_TAG = re.compile(r"<[^>]+>")
BUSY_STATUS = (429, 503)
ANSWERED, BUSY, REFUSED = "answered", "busy", "refused"
STOPPED, ABANDONED, ERROR = "stopped", "abandoned", "error"


class BusyError(Exception):
    """The server asks to come back later, and says when."""


class VisitError(Exception):
    """The server did what it should not do."""


def check_status(what, answer):
    """Raise unless an answer of HTTP is what was asked for, or a refusal that names a time."""
    if answer.status_code in BUSY_STATUS and answer.headers.get("retry-after", "").isdecimal():
        raise BusyError(f"{what}: {answer.status_code}")
    if answer.status_code != 200:
        raise VisitError(f"{what}: HTTP {answer.status_code}: {answer.text[:200]}")


def plain(text):
    """Return what a piece of the page says, without its markup."""
    return html.unescape(_TAG.sub(" ", str(text))).strip()


def names_a_time(sentence):
    """Return whether somebody is asked to come back later, and told when."""
    return _TIME.search(plain(sentence)) is not None


@dataclass
class Ledger:
    """Counts of everything that happened, and how long answers took."""

    counts: Counter = field(default_factory=Counter)
    """By what was done and what became of it, such as ("photo", "answered")."""
    seconds: dict[str, list[float]] = field(default_factory=dict)
    """By what was asked for [s]."""
    errors: list[str] = field(default_factory=list)
    """Sentences on what should not have happened."""

    def note(self, what, outcome, seconds=None, error=None):
        """Add one thing that happened."""
        self.counts[what, outcome] += 1
        if seconds is not None:
            self.seconds.setdefault(what, []).append(seconds)
        if error is not None:
            self.errors.append(f"{what}: {error}")

    def number(self, outcome):
        """Return how many things came to an end of this kind."""
        return sum(count for (_, ended), count in self.counts.items() if ended == outcome)


def percentile(values, share):
    """Return the smallest value that at least this share of them does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else math.nan
