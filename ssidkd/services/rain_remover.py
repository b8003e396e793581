"""What everything that derains a picture offers, wherever its network runs."""

from typing import Protocol

from ssidkd.core.derainer import DerainResult
from ssidkd.core.derainer.result import ReportProgress, ShouldStop
from ssidkd.core.picture import Pixels


class RainRemover(Protocol):
    """One network, ready to derain; see `Derainer`, which is one."""

    def derain(
        self, pixels: Pixels, *, report: ReportProgress = ..., should_stop: ShouldStop = ...
    ) -> DerainResult:
        """Remove the rain from a picture."""

    def estimate_seconds(self, height: int, width: int) -> float | None:
        """Estimate the time for a picture; None before the first."""

    def least_bytes(self, height: int, width: int) -> int:
        """Return the memory that a picture needs here at least, about."""
