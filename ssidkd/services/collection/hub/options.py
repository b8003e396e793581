"""Where to and how the collection is sent."""

import re
from dataclasses import dataclass, field

_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class SyncOptions:
    """Settings of the sending."""

    dataset: str
    """owner/name; nothing is sent where it is empty."""
    token: str = field(repr=False)
    """Of an account that may write there; nothing is sent where it is empty."""
    private: bool = True
    """How the dataset is made if there is none."""
    pull_requests: bool = False
    """Propose changes rather than make them."""
    endpoint: str | None = None
    """Address of the Hub; None: the usual one."""
    answer_seconds: float = 120.0
    """How long to wait for the next piece of an answer [s]."""

    @property
    def obstacle(self) -> str:
        """Why nothing can be sent, one of the words of `status.SENTENCES`; empty if it can."""
        if not self.dataset:
            return "no_dataset"
        if not is_dataset_name(self.dataset):
            return "bad_name"
        return "" if self.token else "no_token"


def is_dataset_name(name: str) -> bool:
    """Return whether a dataset on the Hub may be called so, its owner's name in front."""
    return (
        _NAME.fullmatch(name) is not None
        and ".." not in name
        and "--" not in name
        and not name.endswith((".git", ".ipynb"))
    )
