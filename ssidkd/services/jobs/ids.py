"""Ids of jobs: nobody can guess one, and none leads out of the folder of jobs."""

import re
import secrets
from pathlib import Path

from ssidkd.learning.finetune.folder import JobFolder

_BYTES = 16
_ID = re.compile(r"[A-Za-z0-9_-]{22}")


class JobNotFoundError(LookupError):
    """There is no such job, or no longer."""

    def __init__(self) -> None:
        # The id is a secret and stays out of messages, which end in logs.
        super().__init__("There is no such job, or it has expired. Check the link.")


def new_job_id() -> str:
    """Return 128 random bits as 22 characters that a link can hold."""
    return secrets.token_urlsafe(_BYTES)


def is_job_id(text: object) -> bool:
    """Return whether a text has the form of an id."""
    return isinstance(text, str) and _ID.fullmatch(text) is not None


def find_job(root: Path, job_id: str) -> JobFolder:
    """Return the folder of a job.

    Args:
        root: folder of all jobs.
        job_id: from a visitor.

    Raises:
        JobNotFoundError: it is no id, or there is no such job.
    """
    if not is_job_id(job_id):
        raise JobNotFoundError
    folder = JobFolder(root / job_id)
    if folder.root.is_symlink() or not folder.config.is_file():
        raise JobNotFoundError
    return folder
