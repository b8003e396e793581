"""Why a job on a rented machine was interrupted, in words."""

from ssidkd.services.jobs.interruption import Interruption


class HubJobEndedError(RuntimeError):
    """The machine has ended without an outcome of the job."""


class AppEndsError(RuntimeError):
    """This app ends, and with it its watch over the machine."""


_CLIENTS = ("httpx", "httpx2", "hf_xet")
"""Packages through which the Hub is reached, whose errors are those of the connection."""
_TOO_MANY, _SERVER_ERROR = 429, 500
_REFUSALS = {
    401: Interruption("hub_login", "Your login has ended. Log in again, then resume the job."),
    402: Interruption("hub_credits", "Your account has no credit for this machine. Add some."),
    403: Interruption(
        "hub_permission", "Your login does not allow this app to run jobs. Log in and allow it."
    ),
}
_UNREACHABLE = Interruption("hub_unreachable", "Hugging Face does not answer. Resume later.")
_ENDED = Interruption(
    "hub_ended", "The rented machine ended before the job did. Resume the job to go on."
)

_LEFT = Interruption(
    "hub_left", "The app was restarted, and the rented machine given back. Resume the job to go on."
)


def is_passing(error: Exception) -> bool:
    """Return whether an error may be gone at the next try, as the machine goes on meanwhile."""
    status = _status(error)
    if status is not None:
        return status == _TOO_MANY or status >= _SERVER_ERROR
    if isinstance(error, HubJobEndedError | AppEndsError):
        return False
    is_clients = type(error).__module__.partition(".")[0] in _CLIENTS
    return is_clients or isinstance(error, ConnectionError | TimeoutError | RuntimeError)


def hub_end(error: Exception) -> Interruption:
    """Return why a job on a rented machine was interrupted."""
    if isinstance(error, HubJobEndedError):
        return _ENDED
    if isinstance(error, AppEndsError):
        return _LEFT
    return _REFUSALS.get(_status(error) or 0, _UNREACHABLE)


def _status(error: Exception) -> int | None:
    """Return the status of the Hub's answer, None without one."""
    status = getattr(getattr(error, "response", None), "status_code", None)
    return status if isinstance(status, int) else None
