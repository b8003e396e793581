"""Keeps the networks of the page ready, and knows how much this machine may be asked for."""

import logging
import math
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Literal

import numpy as np
import torch

from ssidkd.core.derainer import DerainCancelled, Derainer, DerainResult
from ssidkd.core.derainer.devices import choose_device
from ssidkd.core.derainer.engines import PrecisionChoice
from ssidkd.core.derainer.memory import free_memory
from ssidkd.core.derainer.result import ReportProgress, ShouldStop
from ssidkd.core.picture import Pixels
from ssidkd.core.weights import LoadedWeights, Role
from ssidkd.services.admission.kinds import ONE_PICTURE, SeatKind
from ssidkd.services.admission.limits import AMONG_STRANGERS, DEFAULT_LIMITS, LineLimits
from ssidkd.services.admission.line import Line, Seat
from ssidkd.services.admission.visitors import NOBODY, Visitor
from ssidkd.services.memory import check_memory, memory_errors_named
from ssidkd.services.quick_policy import ROLES as ROLES
from ssidkd.services.quick_policy import QuickPolicy, quick_policy
from ssidkd.services.rain_remover import RainRemover
from ssidkd.services.settings import Settings, SettingsError
from ssidkd.services.zero_gpu.derainer import LentDerainer
from ssidkd.services.zero_gpu.host import lease_of_host
from ssidkd.services.zero_gpu.lender import LEASES_AT_ONCE, GpuLender, packed

QUICK_SECONDS = 8.0
"""What the networks may take of the ten seconds in which a quick result is to be seen."""
_QUICK_SHARES = (1.0, 0.75, 0.5, 0.35, 0.25, 0.18)
_WARM_UP_SIDE = 256

ReadyState = Literal["loading", "ready", "failed"]
"""What a background warm-up has come to; `ready` also where there is none."""

_CPU = torch.device("cpu")

log = logging.getLogger(__name__)

LoadWeights = Callable[[Role, str], LoadedWeights]
"""Returns the weights of a role and a variant."""


class DerainingService:
    """One derainer for each role and variant, made when first asked for and then kept.

    Args:
        load: finds the weights.
        policy: which variant to use, and up to which size without being asked.
        device: `auto`, `cpu`, `cuda` or `mps`.
        precision: `auto`, `float32` or `bf16`.
        max_passes: forward passes that run at once, over all derainers.
        line: how long the line before them may get.
        lender: asks for the GPU where it is lent; None where it is always there.
    """

    def __init__(
        self,
        load: LoadWeights,
        policy: QuickPolicy,
        device: str = "cpu",
        precision: PrecisionChoice = "auto",
        max_passes: int = 1,
        line: LineLimits = DEFAULT_LIMITS,
        lender: GpuLender | None = None,
    ) -> None:
        self.policy = policy
        self._lender = lender
        self.line = Line(max_passes, line)
        """Who works and who waits."""
        self.visitor: Callable[[], Visitor] = lambda: NOBODY
        """Tells for whom the current thread works; whoever serves a page knows."""
        self._load = load
        self._device = device
        self._precision = precision
        self._passes = threading.Semaphore(max_passes)
        self._derainers: dict[tuple[Role, str], RainRemover] = {}
        self._hashes: dict[tuple[Role, str], str] = {}
        self._loading = threading.Lock()
        self._here = threading.local()
        self._state: ReadyState = "ready"

    @classmethod
    def from_settings(
        cls, settings: Settings, load: LoadWeights, bundled: Collection[tuple[str, str]]
    ) -> "DerainingService":
        """Build the service of a machine; `bundled` names every weights file there is.

        Raises:
            SettingsError: this machine has not the device that the settings ask for.
        """
        try:
            device = choose_device(settings.device)
        except ValueError as error:
            raise SettingsError(f"SSIDKD_DEVICE: {error}") from error
        policy = quick_policy(device.type, settings.variant, bundled)
        limits = AMONG_STRANGERS if settings.public else DEFAULT_LIMITS
        limits = replace(limits, longest_wait=float(settings.longest_wait))
        given = (load, policy, str(device), settings.precision)
        if not settings.lent_gpu:
            return cls(*given, settings.max_passes, limits)
        lender = GpuLender(lease_of_host, str(device), settings.precision)
        return cls(*given, max(settings.max_passes, LEASES_AT_ONCE), limits, lender)

    @property
    def device(self) -> str:
        """Where the networks run: `cpu`, `cuda:1`."""
        return self._device

    @property
    def own_device(self) -> str:
        """Where this process itself can compute at any time, without a lease."""
        return self._device if self._lender is None else "cpu"

    def warm_up(self, should_stop: ShouldStop = lambda: False) -> None:
        """Load what the page needs, and measure how fast it is.

        Raises:
            WeightsError: if weights are missing or are not what they should be.
            DerainCancelled: when `should_stop` says so.
        """
        if self._lender is not None:
            return  # a lease would be taken from nobody's time, or refused
        grey = np.full((_WARM_UP_SIDE, _WARM_UP_SIDE, 3), 128, np.uint8)
        for role in ROLES:
            self.derainer(role).derain(grey, should_stop=should_stop)

    def warm_up_in_background(self) -> threading.Thread:
        """Load what the page needs now, and measure its speed in a thread, which takes longer.

        Raises:
            WeightsError: if weights are missing or are not what they should be.
        """
        for role in ROLES:
            self.derainer(role)
        self._state = "loading"
        # No daemon: a process that ends while torch computes in a thread is aborted.
        thread = threading.Thread(target=self._warm_up_and_tell)
        thread.start()
        return thread

    def _warm_up_and_tell(self) -> None:
        try:
            self.warm_up(should_stop=lambda: not threading.main_thread().is_alive())
        except DerainCancelled:
            self._state = "failed"
        except Exception:
            log.exception("the networks could not be made ready")
            self._state = "failed"
        else:
            self._state = "ready"

    @property
    def state(self) -> ReadyState:
        """Whether a picture would be worked on at once."""
        return self._state

    def derainer(self, role: Role) -> RainRemover:
        """Return the derainer of a role, in the policy's variant."""
        key = (role, self.policy.variant)
        with self._loading:
            if key not in self._derainers:
                loaded = self._load(*key)
                self._hashes[key] = loaded.sha256
                self._derainers[key] = self._placed(loaded)
            return self._derainers[key]

    def derainer_of(self, loaded: LoadedWeights) -> RainRemover:
        """Return a derainer of any weights; its passes take turns with those of the others."""
        if self._lender is not None:
            return LentDerainer(self._lender, packed(loaded), lambda: self._here_made(loaded))
        return self._here_made(loaded)

    def _placed(self, loaded: LoadedWeights) -> RainRemover:
        """Return the derainer of a network that is there from the start."""
        if self._lender is None:
            return self._here_made(loaded)
        number = self._lender.place(loaded)
        return LentDerainer(self._lender, number, lambda: self._here_made(loaded))

    def _here_made(self, loaded: LoadedWeights) -> Derainer:
        """Return a derainer that computes in this process."""
        return Derainer(
            loaded.network,
            channel_order=loaded.card.channel_order,
            device=self.own_device,
            precision=self._precision,
            passes=self._passes,
        )

    def weights(self, role: Role, variant: str) -> LoadedWeights:
        """Load weights anew: a network of one's own, to look into or to change.

        Raises:
            WeightsError: if there are none, or they are not what they should be.
        """
        return self._load(role, variant)

    def weights_sha256(self, role: Role) -> str:
        """Return the SHA-256 of the weights file of a role, in the policy's variant."""
        self.derainer(role)
        return self._hashes[role, self.policy.variant]

    def derain(
        self, role: Role, pixels: Pixels, report: ReportProgress, should_stop: ShouldStop
    ) -> DerainResult:
        """Remove the rain from a picture; see `Derainer.derain` for what it raises."""
        return self.derain_by(self.derainer(role), pixels, report, should_stop)

    def derain_by(
        self,
        derainer: RainRemover,
        pixels: Pixels,
        report: ReportProgress,
        should_stop: ShouldStop,
    ) -> DerainResult:
        """Remove the rain by a derainer of `derainer_of`; a running job makes room as for ours."""
        with self.seat() as seat:
            seat.take(should_stop)

            def asked() -> bool:
                seat.rest(should_stop)
                return should_stop()

            with memory_errors_named():
                self.check_memory(derainer, *pixels.shape[:2])
                return derainer.derain(pixels, report=report, should_stop=asked)

    @contextmanager
    def seat(self, kind: SeatKind = ONE_PICTURE) -> Iterator[Seat]:
        """Keep a place in the line for all that this thread derains until the end of the block.

        Inside another such block it is the same place.

        Raises:
            ServerBusyError: there is none.
        """
        seat: Seat | None = getattr(self._here, "seat", None)
        if seat is not None:
            yield seat
            return
        with self.line.seat(self.visitor(), kind) as seat:
            self._here.seat = seat
            try:
                yield seat
            finally:
                self._here.seat = None

    def check_memory(self, derainer: RainRemover, height: int, width: int) -> None:
        """Refuse a picture for which there is not enough memory now.

        Raises:
            DerainOutOfMemoryError: not even with the smallest tiles.
        """
        least_pass = derainer.least_bytes(height, width) if self._device == "cpu" else 0
        check_memory(height, width, least_pass, free=lambda: free_memory(_CPU))

    @property
    def is_busy(self) -> bool:
        """Whether somebody waits for a network."""
        return self.line.is_busy

    def quick_pixels(self) -> int | None:
        """Return how many pixels this machine derains while a visitor waits; None for any number.

        It goes in steps, so that the same photo gives the same result from one hour to the next.
        """
        limit = self.policy.pixel_limit
        if limit is None:
            return None
        for size in (int(limit * share) for share in _QUICK_SHARES):
            side = math.isqrt(size)
            if (self.expected_seconds(side, side) or 0.0) <= QUICK_SECONDS:
                break
        return size

    def expected_seconds(self, height: int, width: int) -> float | None:
        """Estimate the time of all roles together; None before the first picture [s]."""
        each = [self.derainer(role).estimate_seconds(height, width) for role in ROLES]
        known = [seconds for seconds in each if seconds is not None]
        return sum(known) if len(known) == len(each) else None
