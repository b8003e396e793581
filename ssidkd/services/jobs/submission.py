"""Makes the folder of a new job: complete under its id, or not there at all."""

import hashlib
import json
import shutil
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ssidkd.core.durable import sync_folder, unfinished_path, write_whole
from ssidkd.core.picture import Pixels
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.making import make_job
from ssidkd.services.jobs.ids import new_job_id

_SUBMISSION = "submission.json"


@dataclass(frozen=True, kw_only=True)
class JobRequest:
    """What a visitor asks for; everything in it is checked before a job is made."""

    photos: Sequence[Pixels]
    """From the picture intake, each (H, W, 3) uint8; larger ones are kept at 1024 px a side."""
    start: Path
    """Weights file the student starts from."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """Fields of `FinetuneConfig` in place of their defaults, as they came from outside."""
    probe: int = 0
    """Number of the photo that is shown."""
    visitor: str = ""
    """Who asks; only a hash is kept."""
    key: str = ""
    """Word that is new for every press of the button; the same one never makes a second job."""
    beside: Mapping[str, bytes] = field(default_factory=dict)
    """Files to keep in the job's folder for whoever asks, by name."""


@dataclass(frozen=True, kw_only=True)
class Submission:
    """What is kept about who asked for a job, and when."""

    visitor: str
    """Hash of the visitor; empty if unknown."""
    key: str
    """Hash of the request's key; empty if it had none."""
    created: float
    """Seconds since 1970, by the wall clock; orders the queue."""


def prepare_job(root: Path, request: JobRequest) -> JobFolder:
    """Write a new job's folder under a name that is no job's; `admit_job` makes it one.

    Raises:
        JobConfigError: a field cannot be used; nothing is left behind.
        OSError: such as for a full disk; nothing is left behind.
    """
    folder = JobFolder(unfinished_path(root / "job"))
    try:
        make_job(
            folder,
            request.photos,
            start=request.start,
            probe=request.probe,
            options=request.options,
        )
        submission = Submission(
            visitor=hashed(request.visitor), key=hashed(request.key), created=time.time()
        )
        for name, content in request.beside.items():
            write_whole(folder.root / name, content)
        write_whole(folder.root / _SUBMISSION, json.dumps(asdict(submission)).encode())
    except BaseException:
        discard_job(folder)
        raise
    return folder


def admit_job(root: Path, prepared: JobFolder) -> str:
    """Make a prepared folder a job, which is there whole or not at all; returns its id."""
    job_id = new_job_id()
    prepared.root.rename(root / job_id)
    sync_folder(root)
    return job_id


def discard_job(prepared: JobFolder) -> None:
    """Remove a prepared folder that becomes no job."""
    shutil.rmtree(prepared.root, ignore_errors=True)


def read_submission(folder: JobFolder) -> Submission:
    """Return who asked for a job; an unknown visitor if that cannot be read."""
    try:
        return Submission(**json.loads((folder.root / _SUBMISSION).read_bytes()))
    except (OSError, ValueError, TypeError):
        return Submission(visitor="", key="", created=0.0)


def hashed(word: str) -> str:
    """Return what is kept of a visitor's name or key; nothing of nothing."""
    return hashlib.sha256(word.encode()).hexdigest() if word else ""
