"""What a browser remembers between visits: who it is to us, and which jobs it has seen.

The browser may send anything in its place, so it is read like a form of a stranger.
"""

import secrets
from dataclasses import asdict, dataclass, replace
from typing import Any

import gradio as gr

from ssidkd.services.jobs.ids import is_job_id

MOST_JOBS = 50
"""Jobs that a browser remembers."""
_STORAGE_KEY = "ssidkd-finetuning"
_SCRAMBLED_WITH = "jobs-of-this-browser"
"""Fixed, so that a restart of the server does not forget; it protects nothing."""


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """One browser."""

    identity: str = ""
    """Random word that is told to nobody else; empty before the first job."""
    jobs: tuple[str, ...] = ()
    """Ids of the jobs it has started or opened, the newest first."""
    shown: str = ""
    """Id of the job that it showed last; empty if none."""

    def known(self) -> "Visitor":
        """Return the same visitor with an identity."""
        return self if self.identity else replace(self, identity=secrets.token_urlsafe(16))

    def showing(self, job_id: str) -> "Visitor":
        """Return the visitor with a job that is shown and remembered from now on."""
        others = tuple(one for one in self.jobs if one != job_id)
        return replace(self, jobs=(job_id, *others)[:MOST_JOBS], shown=job_id)

    def without(self, job_id: str) -> "Visitor":
        """Return the visitor without a job, such as one that has expired."""
        kept = tuple(one for one in self.jobs if one != job_id)
        return replace(self, jobs=kept, shown="" if self.shown == job_id else self.shown)

    def showing_none(self) -> "Visitor":
        """Return the visitor with no job in front; those remembered stay so."""
        return replace(self, shown="")

    def remembered(self) -> dict[str, Any]:
        """Return what the browser keeps."""
        return {**asdict(self), "jobs": list(self.jobs)}


def build_visitor() -> gr.BrowserState:
    """Return the component that keeps a `Visitor` in the browser."""
    return gr.BrowserState(Visitor().remembered(), storage_key=_STORAGE_KEY, secret=_SCRAMBLED_WITH)


def read_visitor(remembered: object) -> Visitor:
    """Return the visitor that a browser says it is; what makes no sense is left out."""
    if not isinstance(remembered, dict):
        return Visitor()
    identity, shown = remembered.get("identity"), remembered.get("shown")
    jobs = remembered.get("jobs")
    listed = jobs if isinstance(jobs, list) else []
    return Visitor(
        identity=str(identity) if is_job_id(identity) else "",
        jobs=tuple(dict.fromkeys(one for one in listed if is_job_id(one)))[:MOST_JOBS],
        shown=str(shown) if is_job_id(shown) else "",
    )
