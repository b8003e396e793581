"""Why a lease of a GPU ended without the work being done, in words."""

from ssidkd.services.jobs.interruption import Interruption


class SliceTooShortError(RuntimeError):
    """Slices end before anything is reached, so that more of them would never end."""


_UNKNOWN = Interruption("lease_lost", "The GPU was lost. What was saved is kept; resume the job.")
_ENDS = (
    (
        "pending credits",
        Interruption("lease_credits", "The GPU credits of this account are used up. Resume later."),
    ),
    (
        "quota",
        Interruption(
            "lease_quota",
            "Your GPU time for today is used up. Log in, or resume the job tomorrow.",
        ),
    ),
    (
        "queue timeout",
        Interruption("lease_busy", "No GPU became free in time. Resume the job a little later."),
    ),
    (
        "illegal duration",
        Interruption("lease_duration", "Your account gets no GPU for this long at once. Log in."),
    ),
    (
        "client error",
        Interruption("lease_refused", "The GPU was refused. Reload the page, then resume the job."),
    ),
    ("worker error", _UNKNOWN),
)


def lease_end(error: Exception) -> Interruption:
    """Return why a slice ended in an error.

    Args:
        error: as the host's decorator raised it. Its classes are the page's, so only its title and
            its text are looked at.
    """
    if isinstance(error, SliceTooShortError):
        return Interruption("lease_short", str(error))
    said = f"{getattr(error, 'title', '')} {error}".lower()
    return next((end for words, end in _ENDS if words in said), _UNKNOWN)
