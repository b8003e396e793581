"""Why a host gave no GPU for a picture, in words for its visitor."""

from collections.abc import Mapping

from ssidkd.core.derainer import DerainError
from ssidkd.services.jobs.slices_lease import lease_end

MOST_ON_PROCESSOR = 1 << 20
"""Pixels of a picture that the processor does where no GPU is lent."""
ON_PROCESSOR = "The processor did this picture, in place of the GPU."
SMALLER = "A picture of at most 1 megapixel can be done without a GPU."

_LOST = "The GPU was taken away before the picture was ready. Try again."
SENTENCES: Mapping[str, str] = {
    "lease_quota": "Your GPU time for today is used up. Log in to Hugging Face for more, or come "
    "back tomorrow.",
    "lease_busy": "No GPU became free in time. Try again a little later.",
    "lease_duration": "Your account is lent no GPU for as long as this picture takes.",
    "lease_credits": "Too many of your GPU tasks are waiting. Try again when one of them is over.",
    "lease_refused": "The GPU was refused. Reload the page, then try again.",
    "lease_lost": _LOST,
}
"""By the reason that `lease_end` gives."""


class GpuRefusedError(DerainError):
    """A lease was not given, or ended before the picture was ready."""

    def __init__(self, reason: str) -> None:
        self.because = SENTENCES.get(reason, _LOST)
        super().__init__(f"{self.because} {SMALLER}")


def refusal_of(error: Exception) -> GpuRefusedError:
    """Return what a visitor is told of an error that the host's decorator raised."""
    return GpuRefusedError(lease_end(error).reason)
