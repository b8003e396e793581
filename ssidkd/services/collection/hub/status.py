"""How the sending to the Hub is doing, in a sentence that says what to do."""

from dataclasses import dataclass
from typing import Literal

SyncState = Literal["off", "idle", "sending", "waiting", "failing"]
"""off: nothing is ever sent; idle: all is there; sending: work is under way; waiting: for a merge,
or for the next commit; failing: since `SyncStatus.failing_since`."""


@dataclass(frozen=True, kw_only=True)
class SyncStatus:
    """A picture of the sending at one moment."""

    dataset: str
    """owner/name; empty if none is set."""
    private: bool | None = None
    """As the Hub has it; None before it was asked."""
    url: str = ""
    state: SyncState = "off"
    problem: str = ""
    """One word for what is wrong or awaited, for texts in other languages; see `SENTENCES`."""
    sentence: str = ""
    """What is wrong and what helps; empty if nothing is."""
    backlog: int = 0
    """Accepted photos that the dataset does not have."""
    to_remove: int = 0
    """Photos that were taken back and may still be there."""
    last_success: float | None = None
    """When the Hub last answered as wished [s since 1970]."""
    revision: str = ""
    """Of the last commit, or the head that was seen last."""
    failing_since: float | None = None
    """[s since 1970]."""
    next_try: float | None = None
    """[s since 1970]; None: when there is something to do."""
    pull_request: int | None = None
    """The open one."""


SENTENCES = {
    "": "",
    "no_dataset": "Nothing is sent: SSIDKD_COLLECTION_DATASET names no dataset.",
    "bad_name": "Nothing is sent: {dataset} is no name of a dataset, which looks like owner/name.",
    "no_token": "Nothing is sent: set HF_TOKEN to a token that may write to {dataset}.",
    "down": "The Hub does not answer, or fails. Nothing is lost, and it is tried again.",
    "limit": "The Hub has had too many requests and is asked again later.",
    "token": (
        "The Hub does not accept the token. Make a new one that may write to {dataset}, set "
        "HF_TOKEN to it, and start the app again."
    ),
    "access": (
        "The token may not do this with {dataset}: give it write access to it, or look at the "
        "account's storage. The Hub says: {words}"
    ),
    "missing": (
        "There is no dataset {dataset}, and it cannot be made with this token. Make it, or correct "
        "SSIDKD_COLLECTION_DATASET."
    ),
    "moved": (
        "The dataset {dataset} is called {words} now, and nothing is sent to another name by "
        "itself. Set SSIDKD_COLLECTION_DATASET to {words} and start the app again."
    ),
    "gated": "{dataset} asks for access: request it with the account that the token belongs to.",
    "race": "Someone else changes {dataset} all the time; it is tried again.",
    "content": "The Hub refuses what is sent, whatever it is. The Hub says: {words}",
    "odd": "The Hub gave an answer that nobody expects ({words}); it is tried again.",
    "local": "The collection on this machine could not be read or written: {words}.",
    "merge": "Pull request {number} waits to be merged on the Hub.",
    "closed": (
        "Pull request {number} was closed without a merge. Its photos are still here; they go into "
        "a new one as soon as you say so, or accept another photo."
    ),
    "conflict": "Pull request {number} no longer fits the dataset; a new one takes its place.",
}
SQUASH_WARNING = (
    "A photo that was taken back is gone from the dataset's head, and its history still has it. "
    "Squashing makes one commit of the whole history. It cannot be undone, every earlier revision "
    "is lost for everybody, and links to one no longer work. Type the dataset's name to do it."
)


def sentence(problem: str, dataset: str, words: str = "", number: int | None = None) -> str:
    """Return the sentence for a problem."""
    text = SENTENCES.get(problem, SENTENCES["odd"])
    return text.format(dataset=dataset, words=words or "nothing more", number=number)
