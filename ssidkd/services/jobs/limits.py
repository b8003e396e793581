"""How many jobs are taken, and the refusal of those that are not."""

from dataclasses import dataclass


class JobRefusedError(RuntimeError):
    """A job cannot be taken, or cannot do what is asked of it; the sentence says why."""


@dataclass(frozen=True, kw_only=True)
class JobLimits:
    """How many jobs are taken."""

    waiting: int = 5
    """Jobs in the queue, the one that runs not counted."""
    least_free_bytes: int = 200 << 20
    """Of the disk with the jobs; with less than that no new one is taken."""
    per_visitor: int = 2
    """Queued and running jobs of one visitor; visitors that are unknown count as one."""
