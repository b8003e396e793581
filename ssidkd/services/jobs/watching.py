"""What a job has told so far, read piece by piece, as what a page shows of it."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from statistics import fmean

from ssidkd.learning.finetune.events import Event, current_events
from ssidkd.services.jobs.service import JobService

Point = tuple[int, float]
"""A step, and a value then."""


@dataclass(frozen=True, kw_only=True)
class Preview:
    """The probe photo as derained at some step."""

    step: int
    niqe: float | None
    """Lower is better; None where the picture has none."""


@dataclass(frozen=True, kw_only=True)
class Scores:
    """How the student did at its measurements."""

    probe: tuple[Point, ...]
    """NIQE of the probe photo, at every preview."""
    watched: tuple[Point, ...]
    """Mean NIQE of photos that are learnt from."""
    held_out: tuple[Point, ...]
    """Mean NIQE of photos that are not."""
    guard: tuple[Point, ...]
    """PSNR of the guard set [dB]."""


@dataclass
class JobWatch:
    """Follows the events of one job."""

    job_id: str
    _offset: int = 0
    _told: list[Event] = field(default_factory=list)

    def read(self, jobs: JobService) -> bool:
        """Read what is new; returns whether there was anything.

        Raises:
            JobNotFoundError: the job is no longer there.
        """
        began = self._offset
        while True:
            reading = jobs.events(self.job_id, self._offset)
            if reading.offset == self._offset:
                return self._offset > began
            self._told += filter(_has_sense, reading.events)
            self._offset = reading.offset

    def events(self) -> list[Event]:
        """Return the events without the steps that a later session took again."""
        return current_events(self._told)

    def last_step(self) -> Event | None:
        """Return the newest step there is."""
        return next((one for one in reversed(self.events()) if one["event"] == "step"), None)

    def crops_per_second(self, steps: int = 5) -> float | None:
        """Return the speed of the last steps; None before the first."""
        rates = [
            rate
            for event in self._of("step")
            if (rate := _number(event.get("crops_per_second"))) is not None and rate > 0
        ][-steps:]
        return len(rates) / sum(1 / rate for rate in rates) if rates else None

    def skipped_photos(self) -> Mapping[str, str]:
        """Return the photos that could not be read, each with a sentence that says why."""
        started = self._of("started")
        skipped = started[-1].get("skipped") if started else None
        return skipped if isinstance(skipped, dict) else {}

    def probe_name(self) -> str | None:
        """Return the name of the photo that is shown; None before the work has begun."""
        started = self._of("started")
        learnt = started[-1].get("learnt") if started else None
        return str(learnt[0]) if isinstance(learnt, list) and learnt else None

    def rented(self) -> str:
        """Return the address of the machine that was rented for the job; empty if none was."""
        told = self._of("rented")
        address = told[-1].get("url") if told else ""
        return address if isinstance(address, str) and address.startswith("https://") else ""

    def losses(self) -> dict[str, tuple[Point, ...]]:
        """Return every loss term by name, and their sum as `loss`."""
        lines: dict[str, list[Point]] = {}
        for event in self._of("step"):
            terms = event.get("terms")
            values = {"loss": event.get("loss"), **(terms if isinstance(terms, dict) else {})}
            for name, value in values.items():
                number = _number(value)
                if number is not None:
                    lines.setdefault(name, []).append((_step(event), number))
        return {name: tuple(points) for name, points in lines.items()}

    def previews(self) -> tuple[Preview, ...]:
        """Return the pictures of the probe there are, one for each step."""
        shown = {
            _step(event): Preview(step=_step(event), niqe=_number(event.get("niqe")))
            for event in self._of("preview")
        }
        return tuple(shown[step] for step in sorted(shown))

    def scores(self) -> Scores:
        """Return how the student did so far."""
        measured = self._of("measured")
        previews = self.previews()
        return Scores(
            probe=tuple((one.step, one.niqe) for one in previews if one.niqe is not None),
            watched=tuple(_means(measured, "watched_niqe")),
            held_out=tuple(_means(measured, "held_niqe")),
            guard=tuple(_means(measured, "guard_psnr")),
        )

    def _of(self, kind: str) -> list[Event]:
        return [event for event in self.events() if event["event"] == kind]


def _means(measured: list[Event], name: str) -> Iterator[Point]:
    """Yield the mean over the photos that have a value, of every measurement that has any."""
    for event in measured:
        value = event.get(name)
        numbers = [_number(one) for one in (value if isinstance(value, list) else [value])]
        there = [number for number in numbers if number is not None]
        if there:
            yield _step(event), fmean(there)


def _number(value: object) -> float | None:
    is_number = type(value) in (int, float)
    return float(value) if is_number and math.isfinite(value) else None  # type: ignore[arg-type]


def _step(event: Event) -> int:
    step: int = event.get("step", 0)
    return step


def _has_sense(event: Event) -> bool:
    """Return whether an event's step is one; what a job tells from elsewhere may be anything."""
    step = event.get("step", 0)
    return type(step) is int and step >= 0
