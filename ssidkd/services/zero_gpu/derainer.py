"""A derainer whose pictures are done on a lent GPU, and by the processor where none is lent.

It offers what `RainRemover` asks for.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace

from ssidkd.core.derainer import Derainer, DerainResult
from ssidkd.core.derainer.result import ReportProgress, ShouldStop
from ssidkd.core.picture import Pixels
from ssidkd.services.zero_gpu.duration import pixels_of
from ssidkd.services.zero_gpu.lender import GpuLender, Network
from ssidkd.services.zero_gpu.refusal import MOST_ON_PROCESSOR, ON_PROCESSOR, GpuRefusedError

log = logging.getLogger(__name__)


class LentDerainer:
    """Removes rain as `Derainer` does. Threads may share it.

    Args:
        lender: asks for the leases.
        network: of the lender's, or as a value.
        on_processor: makes the same network's derainer for the processor, when first needed.
    """

    def __init__(
        self, lender: GpuLender, network: Network, on_processor: Callable[[], Derainer]
    ) -> None:
        self._lender = lender
        self._network = network
        self._make_other = on_processor
        self._other: Derainer | None = None
        self._making = threading.Lock()
        self._seconds_per_pixel: float | None = None

    def derain(
        self,
        pixels: Pixels,
        *,
        report: ReportProgress = lambda _progress: None,
        should_stop: ShouldStop = lambda: False,
    ) -> DerainResult:
        """Remove the rain from a picture, see `Derainer.derain`.

        Raises:
            GpuRefusedError: no GPU was lent, and the picture is too large for the processor.
            DerainError: if the picture is too small, or memory or the weights fall short.
            DerainCancelled: when `should_stop` says so.
        """
        try:
            result = self._lender.derain(self._network, pixels, report, should_stop)
        except GpuRefusedError as refusal:
            log.info("A picture got no GPU: %s", refusal.because)
            if pixels_of(pixels) > MOST_ON_PROCESSOR:
                raise
            result = self._on_processor().derain(pixels, report=report, should_stop=should_stop)
            notices = (refusal.because, ON_PROCESSOR, *result.notices)
            result = replace(result, notices=notices)
        self._seconds_per_pixel = result.seconds / pixels_of(pixels)
        return result

    def estimate_seconds(self, height: int, width: int) -> float | None:
        """Estimate the time for a picture from the speed of the last one; None before the first."""
        rate = self._seconds_per_pixel
        return None if rate is None else rate * height * width

    def least_bytes(self, _height: int, _width: int) -> int:
        """Return the memory that a picture needs in this process, about: none of a network's."""
        return 0

    def _on_processor(self) -> Derainer:
        with self._making:
            if self._other is None:
                self._other = self._make_other()
            return self._other
