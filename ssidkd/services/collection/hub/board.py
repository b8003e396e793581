"""Keeps the latest status for whoever asks, from any thread."""

import threading
from dataclasses import dataclass, field, replace
from typing import Any

from ssidkd.services.collection.hub.options import SyncOptions
from ssidkd.services.collection.hub.sending_store import SendingStore
from ssidkd.services.collection.hub.status import SyncStatus, sentence

_MANY = 1_000_000


@dataclass
class Board:
    """The status as of the last step.

    Args:
        store: whose backlog is counted.
        options: of the sending.
        url: where the dataset is looked at.
    """

    store: SendingStore
    options: SyncOptions
    url: str
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        problem = self.options.obstacle
        dataset = self.options.dataset
        self._status = SyncStatus(
            dataset=dataset,
            url="" if problem in ("no_dataset", "bad_name") else self.url,
            state="off" if problem else "idle",
            problem=problem,
            sentence=sentence(problem, dataset),
        )

    @property
    def status(self) -> SyncStatus:
        """The latest one."""
        with self._lock:
            return self._status

    def say(self, *, words: str = "", number: int | None = None, **changes: Any) -> None:
        """Change fields of the status; the sentence follows from the problem.

        Args:
            words: of the Hub, for the sentence.
            number: of a pull request, for the sentence.
            changes: fields of `SyncStatus`.
        """
        problem = changes.get("problem")
        if problem is not None:
            changes["sentence"] = sentence(problem, self.options.dataset, words, number)
        with self._lock:
            self._status = replace(self._status, **changes)

    def count(self) -> bool:
        """Count what is left to do, and return whether that is anything."""
        backlog = len(self.store.to_send(_MANY, in_pull_request=True))
        to_remove = len(self.store.to_remove(_MANY))
        self.say(backlog=backlog, to_remove=to_remove)
        return bool(backlog or to_remove)
