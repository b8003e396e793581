"""Why a lease of a GPU ended without the work being done, in words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LeaseEnd:
    """Why a job was interrupted."""

    reason: str
    """A word, from which a page finds its sentence."""
    detail: str
    """A sentence for the visitor."""


class SliceTooShortError(RuntimeError):
    """Slices end before anything is reached, so that more of them would never end."""


_UNKNOWN = LeaseEnd("lease_lost", "The GPU was lost. What was saved is kept; resume the job.")
_ENDS = (
    (
        "pending credits",
        LeaseEnd("lease_credits", "The GPU credits of this account are used up. Resume later."),
    ),
    (
        "quota",
        LeaseEnd(
            "lease_quota",
            "Your GPU time for today is used up. Log in, or resume the job tomorrow.",
        ),
    ),
    (
        "queue timeout",
        LeaseEnd("lease_busy", "No GPU became free in time. Resume the job a little later."),
    ),
    (
        "illegal duration",
        LeaseEnd("lease_duration", "Your account gets no GPU for this long at once. Log in."),
    ),
    (
        "client error",
        LeaseEnd("lease_refused", "The GPU was refused. Reload the page, then resume the job."),
    ),
    ("worker error", _UNKNOWN),
)


def lease_end(error: Exception) -> LeaseEnd:
    """Return why a slice ended in an error.

    Args:
        error: as the host's decorator raised it. Its classes are the page's, so only its title and
            its text are looked at.
    """
    if isinstance(error, SliceTooShortError):
        return LeaseEnd("lease_short", str(error))
    said = f"{getattr(error, 'title', '')} {error}".lower()
    return next((end for words, end in _ENDS if words in said), _UNKNOWN)
