"""Has pictures derained where the GPU is lent: in a forked process, for some seconds.

What holds there: the arguments and what is yielded are pickled to and from that process, and what
it changes is lost. So a network travels by its number, if it was there when the app started, or as
a value; and everything that comes of a lease is in what it yields.
"""

import os
import pickle
import threading
from collections.abc import Generator, Iterator

from ssidkd.core.derainer import DerainCancelled, Derainer, DerainError, DerainResult, TileProgress
from ssidkd.core.derainer.engines import PrecisionChoice
from ssidkd.core.derainer.result import ReportProgress, ShouldStop
from ssidkd.core.derainer.tiled_pass import turn
from ssidkd.core.picture import Pixels
from ssidkd.core.weights import LoadedWeights
from ssidkd.services.background import Report, events_of
from ssidkd.services.zero_gpu.duration import LeaseLength, pixels_of
from ssidkd.services.zero_gpu.host import AskForLease, settle_after_fork
from ssidkd.services.zero_gpu.refusal import refusal_of

LEASES_AT_ONCE = 4
"""Of this app; a visitor who waits for a GPU must not keep all others waiting."""

Network = int | bytes
"""Number of a network that is placed on the GPU, or one as a value."""
News = TileProgress | DerainResult | str | None
"""What a lease yields; a text is why the picture could not be derained."""


class GpuLender:
    """Holds the networks that were placed before the app is served, and asks for leases.

    Args:
        ask: gives the host's decorator. It is asked once, here, as the host looks for decorated
            functions when the app starts.
        device: where networks run in a lease, and where they are placed.
        precision: number type, see `Derainer`.
    """

    def __init__(self, ask: AskForLease, device: str, precision: PrecisionChoice) -> None:
        self._device = device
        self._precision = precision
        self._placed: list[Derainer] = []
        self._length = LeaseLength()
        self._turns = threading.Semaphore(LEASES_AT_ONCE)
        self._home = os.getpid()
        self._leased = ask(self.seconds)(self._in_lease)

    def place(self, loaded: LoadedWeights) -> int:
        """Place a network on the GPU of leases to come; returns its number.

        Only before the app is served: processes of leases are copies of what is there by then.
        """
        self._placed.append(self._derainer(loaded))
        return len(self._placed) - 1

    def derain(
        self, network: Network, pixels: Pixels, report: ReportProgress, should_stop: ShouldStop
    ) -> DerainResult:
        """Have a picture derained in a lease of the calling visitor's.

        Raises:
            GpuRefusedError: the host gave no lease, or ended it early.
            DerainError: the picture could not be derained.
            DerainCancelled: when `should_stop` says so.
        """
        with turn(self._turns, should_stop):
            try:
                result = self._followed(self._leased(network, pixels), report, should_stop)
            except (DerainError, DerainCancelled):
                raise
            except Exception as error:
                raise refusal_of(error) from error
        self._length.learn(pixels_of(pixels), result.seconds)
        return result

    def seconds(self, _network: Network, pixels: Pixels) -> int:
        """Return how long a lease is asked for, for a picture [s]."""
        return self._length.seconds(pixels_of(pixels))

    def _derainer(self, loaded: LoadedWeights) -> Derainer:
        return Derainer(
            loaded.network,
            channel_order=loaded.card.channel_order,
            device=self._device,
            precision=self._precision,
        )

    def _followed(
        self, lease: Iterator[News], report: ReportProgress, should_stop: ShouldStop
    ) -> DerainResult:
        """Go through a lease to its end: one that is left early does not give its GPU back."""
        result: DerainResult | None = None
        try:
            for news in lease:
                if should_stop():
                    raise DerainCancelled("Stopped on request.")
                if isinstance(news, str):
                    raise DerainError(news)
                if isinstance(news, TileProgress):
                    report(news)
                elif news is not None:
                    result = news
        finally:
            if isinstance(lease, Generator):
                lease.close()
        if result is None:
            raise RuntimeError("The lease ended without a result.")
        return result

    def _in_lease(self, network: Network, pixels: Pixels) -> Iterator[News]:
        """Derain a picture, in the process of a lease; yields at least every half second."""
        settle_after_fork(self._home)
        derainer = self._placed[network] if isinstance(network, int) else self._sent(network)

        def work(tell: Report[News], should_stop: ShouldStop) -> None:
            tell(derainer.derain(pixels, report=tell, should_stop=should_stop))

        try:
            yield from events_of(work, threading.Event())
        except DerainError as error:
            yield str(error)  # as an error only the name of its class would come back

    def _sent(self, network: bytes) -> Derainer:
        return self._derainer(pickle.loads(network))  # packed by our own process, see `packed`


def packed(loaded: LoadedWeights) -> bytes:
    """Return a network as a value. Plain bytes: tensors would travel as handles of shared memory.

    The network's numbers must be those of the processor.
    """
    return pickle.dumps(loaded)
