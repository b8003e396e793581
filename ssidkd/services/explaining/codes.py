"""Latent codes of a photo and of a synthetic picture, by teacher and student."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ssidkd.core.code_statistics import Code
from ssidkd.core.derainer import DerainCancelled, DerainError, TileProgress
from ssidkd.core.derainer.tiles import ALIGNMENT
from ssidkd.core.picture import Pixels
from ssidkd.core.weights import Role
from ssidkd.services.admission.kinds import Waiting
from ssidkd.services.admission.line import Seat
from ssidkd.services.background import Report, ShouldStop, events_of
from ssidkd.services.deraining import ROLES, DerainingService
from ssidkd.services.explaining.synthetic import fitted
from ssidkd.services.photos import at_most

PIXEL_LIMIT = 100_000
"""Of the copies whose codes are computed: about a second a pass on a small machine."""
_KEPT = 24


@dataclass(frozen=True, kw_only=True, eq=False)
class CodedPicture:
    """What one network makes of one picture."""

    derained: Pixels
    """(H, W, 3) uint8, H and W multiples of 32."""
    code: Code
    """(C, H / 4, W / 4)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class CodePair:
    """A photo and a synthetic picture of the same size, as all networks see them."""

    photo: Pixels
    synthetic: Pixels
    photo_codes: Mapping[Role, CodedPicture]
    synthetic_codes: Mapping[Role, CodedPicture]


@dataclass(frozen=True)
class CodeProgress:
    """How far the codes are."""

    done: int
    """Passes through a network."""
    total: int
    seconds_left: float | None
    """Estimated from this machine's speed; None while nothing is known about it."""
    waiting: Waiting | None = None
    """What to tell while others come first."""


class CodesMissingError(DerainError):
    """The network gave no code, because memory is short."""


class CodeService:
    """Computes codes, and remembers the last ones.

    Args:
        deraining: holds the networks.
    """

    def __init__(self, deraining: DerainingService) -> None:
        self._deraining = deraining
        self._known: OrderedDict[tuple[Role, str], CodedPicture] = OrderedDict()
        self._lock = threading.Lock()

    def codes(
        self, photo: Pixels, synthetic: Pixels, stop: threading.Event
    ) -> Iterator[CodeProgress | CodePair]:
        """Yield progress, then the codes of small copies of both pictures.

        Raises:
            DerainCancelled: `stop` was set before everything was there.
            DerainError: a code could not be made; the sentence says why.
        """
        copy = coded_copy(photo)
        other = fitted(synthetic, *copy.shape[:2])
        tasks = [(role, pixels) for pixels in (copy, other) for role in ROLES]
        seats: list[Seat] = []

        def work(report: Report[CodeProgress | CodePair], should_stop: ShouldStop) -> None:
            with self._deraining.seat() as seat:
                seats.append(seat)
                made: list[CodedPicture] = []
                for role, pixels in tasks:
                    report(self._progress(len(made), tasks))
                    made.append(self._coded(role, pixels, should_stop))
                photo_codes, synthetic_codes = made[: len(ROLES)], made[len(ROLES) :]
                report(
                    CodePair(
                        photo=copy,
                        synthetic=other,
                        photo_codes=dict(zip(ROLES, photo_codes, strict=True)),
                        synthetic_codes=dict(zip(ROLES, synthetic_codes, strict=True)),
                    )
                )

        progress = self._progress(0, tasks)
        for event in events_of(work, stop):
            if stop.is_set():  # a pass that has begun ends by itself, and nobody waits for it
                raise DerainCancelled
            if isinstance(event, CodePair):
                yield event
                continue
            progress = event or progress
            yield replace(progress, waiting=seats[0].waiting if seats else None)

    def _progress(self, done: int, tasks: Sequence[tuple[Role, Pixels]]) -> CodeProgress:
        left = [
            self._deraining.derainer(role).estimate_seconds(*pixels.shape[:2])
            for role, pixels in tasks[done:]
        ]
        known = [seconds for seconds in left if seconds is not None]
        seconds_left = sum(known) if len(known) == len(left) else None
        return CodeProgress(done, len(tasks), seconds_left)

    def _coded(self, role: Role, pixels: Pixels, should_stop: ShouldStop) -> CodedPicture:
        content = hashlib.sha256(str(pixels.shape).encode() + pixels.tobytes()).hexdigest()
        key = role, content
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        result = self._deraining.derain(role, pixels, _nothing, should_stop)
        if result.code is None:
            raise CodesMissingError(
                "Memory is short, so the picture went through the network in pieces, which have no "
                "common code. Try again later."
            )
        coded = CodedPicture(derained=result.derained, code=result.code)
        with self._lock:
            self._known[key] = coded
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return coded


def _nothing(_progress: TileProgress) -> None:
    """Such a small picture goes through in one piece."""


def coded_copy(photo: Pixels) -> Pixels:
    """Return the copy whose code is computed: at most `PIXEL_LIMIT` pixels, sides a multiple of 32.

    The sides are cut to what needs no filling up, because the filling would count in the code.
    A picture with a side below 32 px is returned as it is, and the network refuses it.
    """
    small = at_most(photo, PIXEL_LIMIT)
    height, width = (side // ALIGNMENT * ALIGNMENT for side in small.shape[:2])
    if not height or not width:
        return small
    top, left = (small.shape[0] - height) // 2, (small.shape[1] - width) // 2
    return small[top : top + height, left : left + width].copy()
