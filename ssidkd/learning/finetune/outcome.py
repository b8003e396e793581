"""How a job ended: written once, whole, and from then on the job has ended."""

import json
from dataclasses import asdict, dataclass
from typing import Literal

from ssidkd.core.durable import write_whole
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.verdict import Verdict

FinalState = Literal["done", "stopped", "failed"]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a job ended."""

    state: FinalState
    reason: str
    """A word: `complete`, `guard`, `time_limit`, `stop`, or why it failed."""
    detail: str = ""
    """For a failure, a sentence for the visitor; else empty."""
    step: int
    """Steps taken."""
    has_result: bool
    """Whether there are weights to take."""
    verdict: Verdict | None = None
    """Whether the result is better than the start; None where nothing was measured."""

    def save(self, folder: JobFolder) -> None:
        """Write it, whole or not at all."""
        write_whole(folder.outcome, json.dumps(asdict(self), allow_nan=False).encode())


def read_outcome(folder: JobFolder) -> Outcome | None:
    """Return how a job ended, or None where it has not."""
    try:
        content = json.loads(folder.outcome.read_bytes())
    except FileNotFoundError:
        return None
    verdict = content["verdict"]
    if verdict is not None:
        verdict = Verdict(**verdict | {"reasons": tuple(verdict["reasons"])})
    return Outcome(**content | {"verdict": verdict})
