"""Many cases, in a process that may die: a crash of a decoder is a finding, too."""

import multiprocessing
import signal
import time
import warnings
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from multiprocessing.sharedctypes import Synchronized
from typing import Any

from tests.fuzz.cases import Cases, Reader, Wrong, judged, peak_bytes
from tests.fuzz.guards import reader_without

REPORT_EVERY = 500
HANGS_AFTER = 30.0
"""Seconds of computing after which the system ends a process that is still at the same case."""
STUCK_AFTER = 1800.0
"""Seconds without progress or computing; long, because machines are busy."""


@dataclass(frozen=True, kw_only=True)
class Campaign:
    """What is to be run."""

    seed: int = 1
    first: int = 0
    executions: int = 1_000_000
    minutes: float = 20.0
    without: str | None = None
    """A guard to leave out, as a control (tests/fuzz/guards.py)."""


@dataclass
class Findings:
    """What was seen."""

    executions: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[int, str]] = field(default_factory=list)
    slowest: tuple[float, int] = (0.0, 0)
    """Seconds of computing, and the number of the case."""
    peak_bytes: int = 0
    base_bytes: int = 0
    """Memory before the first case."""

    def add(self, more: "Findings") -> None:
        """Take over what another process saw."""
        self.executions += more.executions
        self.outcomes += more.outcomes
        self.wrong += more.wrong
        self.slowest = max(self.slowest, more.slowest)
        self.peak_bytes = max(self.peak_bytes, more.peak_bytes)
        self.base_bytes = self.base_bytes or more.base_bytes


def run(campaign: Campaign, tell: Callable[[Findings], None] = lambda _: None) -> Findings:
    """Run a campaign in child processes, one after another."""
    total, until = Findings(), time.monotonic() + 60 * campaign.minutes
    number, last = campaign.first, campaign.first + campaign.executions
    while number < last and time.monotonic() < until:
        number = _run_child(campaign, number, last, until, total, tell)
    return total


def _run_child(
    campaign: Campaign,
    first: int,
    last: int,
    until: float,
    total: Findings,
    tell: Callable[[Findings], None],
) -> int:
    """Run cases until the end, or until one of them kills the process; return the next number."""
    spawning = multiprocessing.get_context("spawn")
    mark: Any = spawning.Value("q", first)
    ours, theirs = spawning.Pipe(duplex=False)
    child = spawning.Process(target=_work, args=(campaign, first, last, until, mark, theirs))
    child.start()
    theirs.close()
    while (seen := _next_report(ours, child, mark)) is not None:
        total.add(seen)
        tell(total)
    child.join()
    if child.exitcode == 0:
        return last
    total.wrong.append((mark.value, f"the process ended with {child.exitcode}"))
    total.executions += 1
    return int(mark.value) + 1


def _next_report(
    pipe: Connection, child: SpawnProcess, mark: "Synchronized[int]"
) -> Findings | None:
    """Return what the child saw since its last report; None once it has ended."""
    before = mark.value
    try:
        while not pipe.poll(STUCK_AFTER):
            if mark.value == before:
                child.kill()
            before = mark.value
        report: Findings = pipe.recv()
    except EOFError:
        return None
    return report


def _work(
    campaign: Campaign,
    first: int,
    last: int,
    until: float,
    mark: "Synchronized[int]",
    pipe: Connection,
) -> None:
    """Run cases; what is in the mark is the one that a death is due to."""
    warnings.simplefilter("ignore")  # as the app runs: Pillow warns about odd animations
    cases, reader = Cases(campaign.seed), reader_without(campaign.without)
    seen = Findings(base_bytes=peak_bytes())
    for number in range(first, last):
        mark.value = number
        end_after(HANGS_AFTER)
        _run_one(cases, number, reader, seen)
        if seen.executions >= REPORT_EVERY:
            _report(seen, pipe)
            seen = Findings()
        if time.monotonic() > until:
            break
    _report(seen, pipe)


def end_after(seconds: float) -> None:
    """Have the system end this process (SIGPROF) after so much computing, whatever it is in."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


def _report(seen: Findings, pipe: Connection) -> None:
    """Hand over what was seen, with the most memory until now."""
    seen.peak_bytes = peak_bytes()
    pipe.send(seen)


def _run_one(cases: Cases, number: int, reader: Reader, seen: Findings) -> None:
    seen.executions += 1
    try:
        outcome = judged(reader, cases.file(number), cases.limits(number))
    except Wrong as wrong:
        seen.outcomes["wrong"] += 1
        seen.wrong.append((number, str(wrong)))
    else:
        seen.outcomes[outcome.what] += 1
        seen.slowest = max(seen.slowest, (outcome.seconds, number))
