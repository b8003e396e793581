"""How requests of the collection go to the Hub: with a time limit, and each only once.

The Hub's client waits for ever by itself, and of some requests it repeats a failed one for minutes
without saying so. Here one place decides when to try again: `HubSync`.
"""

from typing import Any
from urllib.parse import unquote, urlsplit

from huggingface_hub import get_session, set_client_factory
from huggingface_hub.utils import disable_progress_bars  # type: ignore[attr-defined]

from ssidkd.services.collection.hub.faults import HubError, clean_words, kind_of_status, retry_after

SENDER = "ssidkd-collection"
"""Stands in the header of every request of the collection; others' are left alone."""
_REPEATED = (408, 429)


def limit_waiting(seconds: float) -> None:
    """Bound how long the client waits for the next piece of an answer [s].

    The client offers this for the whole process alone; it has no limit of its own.
    """
    disable_progress_bars()
    session = get_session()
    if refuse_early in session.event_hooks["response"] and session.timeout.read == seconds:
        return
    kind, asked = type(session), list(session.event_hooks["request"])

    def make() -> Any:
        hooks = {"request": asked, "response": [refuse_early]}
        return kind(event_hooks=hooks, follow_redirects=True, timeout=seconds)

    set_client_factory(make)


def refuse_early(response: Any) -> None:
    """Raise for an answer that the client would follow or repeat behind our back.

    Raises:
        HubError: the Hub is busy, fails, or sends a request for the dataset elsewhere.
    """
    if SENDER not in response.request.headers.get("user-agent", ""):
        return
    status = response.status_code
    if response.has_redirect_location and "/api/" in response.request.url.path:
        raise HubError("moved", words=_new_name(response.headers.get("Location", "")))
    if status in _REPEATED or status >= 500:
        raise HubError(kind_of_status(status), retry_after(response.headers))


def _new_name(location: str) -> str:
    """Return owner/name of an address like /api/datasets/owner/name/revision/main."""
    parts = unquote(urlsplit(location).path).strip("/").split("/")
    start = parts.index("datasets") + 1 if "datasets" in parts else 0
    return clean_words("/".join(parts[start : start + 2]))
