"""Where deraining begins to fail: one control of the rain swept, everything else kept."""

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ssidkd.core.derainer import DerainCancelled
from ssidkd.core.metrics import psnr_rgb
from ssidkd.core.picture import Pixels
from ssidkd.core.rain import RainyPicture, add_rain
from ssidkd.core.rain.compose import picture_scale
from ssidkd.core.rain.controls import turned
from ssidkd.core.weights import Role
from ssidkd.services.background import Report, ShouldStop, events_of
from ssidkd.services.deraining import ROLES, DerainingService
from ssidkd.services.lab_link import LabState

CROP_SIDE = 256
"""Of the square from the middle of the photo on which a sweep is made [px]."""
THRESHOLD = 1.0
"""A network that gains less than this over the rainy picture is said to fail [dB]."""
SWEEPS: Mapping[str, tuple[float, ...]] = MappingProxyType(
    {
        "amount": (0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5),
        "length": (6, 12, 25, 50, 100, 180, 300),
        "width": (0.6, 1.0, 1.5, 2.2, 3.2, 4.5, 6.0),
        "brightness": (0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 1.0),
        "wind": (-60, -40, -20, 0, 20, 40, 60),
        "veil": (0.0, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8),
        "night": (0.0, 0.2, 0.4, 0.55, 0.7, 0.85, 1.0),
        "drops": (0.0, 0.15, 0.3, 0.45, 0.6, 0.8, 1.0),
        "noise": (0.0, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1),
    }
)
"""Values for every control that can be swept, of which the first three by equal factors."""
GEOMETRIC = frozenset({"amount", "length", "width"})
"""Controls whose values are spaced by factors."""
_HEARTBEAT = 0.25


@dataclass(frozen=True, kw_only=True)
class SweepPoint:
    """One value of the control; everything else as it was."""

    value: float
    rainy: float
    """PSNR of the rainy crop, rgb convention [dB]."""
    derained: Mapping[Role, float]
    """PSNR of what each network made of it, rgb convention [dB]."""

    def gain(self, role: Role) -> float:
        """Return what a network gains over the rainy crop [dB]."""
        return self.derained[role] - self.rainy


@dataclass(frozen=True, kw_only=True)
class SweepProgress:
    """How far a sweep is."""

    done: int
    total: int
    seconds_left: float | None
    """None while nothing is done."""


@dataclass(frozen=True, kw_only=True)
class Span:
    """Neighbouring tested values, from the first to the last of them."""

    low: float
    high: float
    from_first: bool
    """It begins with the first value tested."""
    to_last: bool
    """It ends with the last value tested."""


def sweep(
    deraining: DerainingService,
    clean: Pixels,
    state: LabState,
    name: str,
    stop: threading.Event,
) -> Iterator[SweepPoint | SweepProgress]:
    """Yield progress and a point for every value, on a square from the middle of the photo.

    Raises:
        KeyError: the control cannot be swept.
        DerainCancelled: `stop` was set before the last point.
        DerainError: a result could not be made; the sentence says why.
    """
    values = SWEEPS[name]
    began = time.monotonic()

    def work(report: Report[SweepPoint], should_stop: ShouldStop) -> None:
        with deraining.seat():
            points(report, should_stop)

    def points(report: Report[SweepPoint], should_stop: ShouldStop) -> None:
        for value in values:
            pair = crop_pair(clean, state, name, value)
            derained = {
                role: deraining.derain(role, pair.rainy, lambda _tiles: None, should_stop).derained
                for role in ROLES
            }
            report(
                SweepPoint(
                    value=value,
                    rainy=psnr_rgb(pair.rainy, pair.clean),
                    derained={r: psnr_rgb(pixels, pair.clean) for r, pixels in derained.items()},
                )
            )

    done = 0
    yield SweepProgress(done=0, total=len(values), seconds_left=None)
    for event in events_of(work, stop, _HEARTBEAT):
        if stop.is_set():
            raise DerainCancelled
        if event is not None:
            done += 1
            yield event
        left = (time.monotonic() - began) / done * (len(values) - done) if done else None
        yield SweepProgress(done=done, total=len(values), seconds_left=left)


def crop_pair(clean: Pixels, state: LabState, name: str, value: float) -> RainyPicture:
    """Put rain on the middle of a photo, with one control turned to a value.

    The streaks are as large as on the whole photo, and the seed is the same for all values.
    """
    height, width = clean.shape[:2]
    side = min(CROP_SIDE, height, width)
    top, left = (height - side) // 2, (width - side) // 2
    crop = clean[top : top + side, left : left + side]
    rain = turned(state.rain, name, value)
    return add_rain(crop, rain, state.seed, picture_scale(height, width))


def failing_spans(
    points: Sequence[SweepPoint], role: Role, threshold: float = THRESHOLD
) -> tuple[Span, ...]:
    """Return where a network gains less than a threshold [dB], in the order of the values."""
    spans: list[Span] = []
    open_at: int | None = None
    for index, point in enumerate(points):
        fails = point.gain(role) < threshold
        if fails and open_at is None:
            open_at = index
        is_last = index == len(points) - 1
        if open_at is not None and (not fails or is_last):
            end = index if fails else index - 1
            spans.append(
                Span(
                    low=points[open_at].value,
                    high=points[end].value,
                    from_first=open_at == 0,
                    to_last=end == len(points) - 1,
                )
            )
            open_at = None
    return tuple(spans)
