"""What the Hub answers when it does not do what was asked, told apart by what helps."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Literal

from huggingface_hub.errors import (  # type: ignore[attr-defined] # HTTPError: httpx's or httpx2's
    GatedRepoError,
    HTTPError,
    RemoteEntryNotFoundError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)

Kind = Literal[
    "down", "limit", "token", "access", "missing", "moved", "gated", "race", "content", "odd"
]
"""down: no answer, or the Hub's own failure; limit: too many requests; token: it is not accepted;
access: it may not do this; missing: no such dataset; moved: it has another name now; gated: access
has to be asked for; race: someone else changed the dataset first; content: what was sent is
refused; odd: an answer that nobody expects."""

_CONTENT = (400, 406, 413, 415, 422, 451)
_KINDS: dict[int, Kind] = {
    401: "token",
    402: "access",
    403: "access",
    404: "missing",
    408: "down",
    409: "race",
    410: "missing",
    412: "race",
    425: "down",
    429: "limit",
}
_TOKEN = re.compile(r"\b(hf|api_org)_\w{6,}|Bearer\s+\S+")
_STATUS_IN_WORDS = re.compile(r"HTTP status (?:client|server) error \((\d{3})\b")
_LONGEST = 200
_LONGEST_WAIT = 24 * 3600.0


class HubError(Exception):
    """A request to the Hub had no success.

    Args:
        kind: what helps against it.
        wait: how long the Hub asks to wait [s]; None if it does not say.
        words: the Hub's own, cleaned; the new name where the dataset has moved.
    """

    def __init__(self, kind: Kind, wait: float | None = None, words: str = "") -> None:
        super().__init__(f"The Hub: {kind}")
        self.kind: Kind = kind
        self.wait = wait
        self.words = words


def fault_of(error: Exception) -> HubError:
    """Return what an error of the Hub's client means. Of its text only cleaned words are kept."""
    for cause in _causes(error):
        if isinstance(cause, HubError):
            return cause
        response = getattr(cause, "response", None)
        if response is not None:
            words = clean_words(getattr(cause, "server_message", None) or "")
            return HubError(
                _kind(cause, response.status_code), retry_after(response.headers), words
            )
    for cause in _causes(error):  # the client's storage of large files tells a status in words
        if found := _STATUS_IN_WORDS.search(str(cause)):
            return HubError(kind_of_status(int(found[1])))
    if any(isinstance(cause, HTTPError | OSError) for cause in _causes(error)):
        return HubError("down")
    if "LFS batch" in str(error):  # the store of large files refuses one of them
        return HubError("content", words=clean_words(str(error)))
    return HubError("odd", words=type(error).__name__)


def kind_of_status(status: int) -> Kind:
    """Return what a status of HTTP means."""
    if status in _CONTENT:
        return "content"
    return _KINDS.get(status, "down" if status >= 500 else "odd")


def retry_after(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """Return how long the Hub asks to wait [s], given as seconds or as a date; None if unsaid."""
    value = headers.get("Retry-After", "").strip()
    if value.isdigit():
        return min(float(value), _LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:  # "-0000" says UTC without saying so
        moment = moment.replace(tzinfo=timezone.utc)
    wait = (moment - (now or datetime.now(timezone.utc))).total_seconds()
    return min(max(wait, 0.0), _LONGEST_WAIT)


def clean_words(text: str) -> str:
    """Return foreign words as one short line without anything like a token."""
    line = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in text)
    return " ".join(_TOKEN.sub("...", line).split())[:_LONGEST]


def _kind(error: BaseException, status: int) -> Kind:
    if isinstance(error, GatedRepoError):
        return "gated"
    if isinstance(error, RemoteEntryNotFoundError):
        return "race"  # a file that was to be deleted is gone
    if isinstance(error, RepositoryNotFoundError | RevisionNotFoundError) and status == 404:
        return "missing"
    return kind_of_status(status)


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    for _ in range(10):
        if cause is None:
            return
        yield cause
        cause = cause.__cause__ or cause.__context__
