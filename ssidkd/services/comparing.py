"""One photo, compared: what it is, what the teacher and what the student make of it."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from ssidkd.core.dark_channel import DarkChannel, measure_dark_channel
from ssidkd.core.derainer import DerainCancelled, DerainResult, TileProgress
from ssidkd.core.derainer.result import FloatArray
from ssidkd.core.metrics import NiqeResult
from ssidkd.core.picture import Pixels
from ssidkd.services.background import Report, ShouldStop, events_of
from ssidkd.services.deraining import ROLES, DerainingService
from ssidkd.services.jobs.finetuned import FinetunedNetwork
from ssidkd.services.progress import Progress, ProgressClock, Worker

PaneName = Literal["input", "teacher", "student", "finetuned", "truth"]
KEEP_LAYERS = 4_000_000
"""Of pictures with more pixels than this, what the network gave is not kept: a visitor's state
would hold hundreds of megabytes."""


@dataclass(frozen=True, kw_only=True)
class Work:
    """How a result was made."""

    variant: str
    seconds: float
    device: str
    precision: str
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Pane:
    """One picture of a comparison and what there is to say about it."""

    name: PaneName
    pixels: Pixels
    dark: DarkChannel
    niqe: float | None
    """Lower is better; None where the picture has no value."""
    niqe_reason: str | None
    """Why there is none, as a sentence."""
    work: Work | None = None
    """None for a picture that was not made here."""
    rain: FloatArray | None = None
    """(H, W, 3), the rain layer as the network gave it, before clamping; None for a picture that
    was not made here, or is larger than `KEEP_LAYERS`."""
    code: FloatArray | None = None
    """(C4, h, w), the latent code, see `DerainResult.code`; None also where that is."""
    psnr: float | None = None
    """Against the truth, over RGB [dB]; None while there is no truth, and of the truth itself."""
    ssim: float | None = None
    """Against the truth, over RGB; as `psnr`."""


class ComparingService:
    """Compares photos; comparisons share nothing but the machine.

    Args:
        deraining: makes the results.
        score: gives a picture its NIQE.
    """

    def __init__(self, deraining: DerainingService, score: Callable[[Pixels], NiqeResult]) -> None:
        self.deraining = deraining
        self.score = score

    def compare(
        self,
        pixels: Pixels,
        stop: threading.Event,
        finetuned: FinetunedNetwork | None = None,
    ) -> Iterator[Pane | Progress]:
        """Yield the input's pane, then progress, and each result's pane as soon as it is there.

        Args:
            pixels: the photo, (H, W, 3) uint8.
            stop: ends the work when it is set.
            finetuned: network of the visitor's own that derains it too, after the others.

        Raises:
            DerainCancelled: `stop` was set before the last pane was ready.
            DerainError: a result could not be made, or nobody can be taken in at the moment; the
                sentence says why.
        """
        expected = self.deraining.expected_seconds(*pixels.shape[:2])
        workers: tuple[Worker, ...] = ROLES if finetuned is None else (*ROLES, "finetuned")
        clock = ProgressClock(workers, expected and expected / len(ROLES))

        def tell(tiles: TileProgress) -> None:
            clock.advance(tiles.done / tiles.total)

        def work(report: Report[Pane | Progress], should_stop: ShouldStop) -> None:
            with self.deraining.seat() as seat:
                clock.follow(lambda: seat.waiting)
                self._check_memory(pixels)
                report(self._pane("input", pixels))
                for role in ROLES:
                    clock.begin(role)
                    report(clock.progress())
                    result = self.deraining.derain(role, pixels, tell, should_stop)
                    report(self._result(role, result, self.deraining.policy.variant))
                if finetuned is not None:
                    clock.begin("finetuned")
                    report(clock.progress())
                    result = finetuned.derain(pixels, tell, should_stop)
                    report(self._result("finetuned", result, finetuned.variant))

        yield from _watched(work, clock, stop)

    def derain_with(
        self, finetuned: FinetunedNetwork, pixels: Pixels, stop: threading.Event
    ) -> Iterator[Pane | Progress]:
        """Yield progress, then the pane of what a visitor's own network makes of a photo.

        Raises:
            DerainCancelled: `stop` was set before the pane was ready.
            DerainError: the result could not be made; the sentence says why.
        """
        expected = self.deraining.expected_seconds(*pixels.shape[:2])
        clock = ProgressClock(("finetuned",), expected and expected / len(ROLES))

        def tell(tiles: TileProgress) -> None:
            clock.advance(tiles.done / tiles.total)

        def work(report: Report[Pane | Progress], should_stop: ShouldStop) -> None:
            with self.deraining.seat() as seat:
                clock.follow(lambda: seat.waiting)
                report(clock.progress())
                result = finetuned.derain(pixels, tell, should_stop)
                report(self._result("finetuned", result, finetuned.variant))

        yield from _watched(work, clock, stop)

    def _check_memory(self, pixels: Pixels) -> None:
        for role in ROLES:
            self.deraining.check_memory(self.deraining.derainer(role), *pixels.shape[:2])

    def _pane(self, name: PaneName, pixels: Pixels, work: Work | None = None) -> Pane:
        score = self.score(pixels)
        return Pane(
            name=name,
            pixels=pixels,
            dark=measure_dark_channel(pixels),
            niqe=score.value,
            niqe_reason=score.reason,
            work=work,
        )

    def _result(self, name: PaneName, result: DerainResult, variant: str) -> Pane:
        pane = self._pane(name, result.derained, _work(result, variant))
        if result.derained[..., 0].size > KEEP_LAYERS:
            return pane
        return replace(pane, rain=result.rain, code=result.code)


def _work(result: DerainResult, variant: str) -> Work:
    return Work(
        variant=variant,
        seconds=result.seconds,
        device=result.device,
        precision=result.precision,
        notices=result.notices,
    )


def _watched(
    work: Callable[[Report[Pane | Progress], ShouldStop], None],
    clock: ProgressClock,
    stop: threading.Event,
) -> Iterator[Pane | Progress]:
    """Yield what the work reports, and progress while it reports nothing."""
    for event in events_of(work, stop):
        if stop.is_set():  # a forward pass that has begun ends by itself, and nobody waits
            raise DerainCancelled
        yield clock.progress() if event is None else event
