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
from ssidkd.core.picture import Pixels, encode_png
from ssidkd.learning.finetune.config import MOST_PHOTOS, FinetuneConfig, JobConfigError
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.pictures import LEARNT_SIDE, at_most
from ssidkd.services.jobs.ids import new_job_id

_SUBMISSION = "submission.json"


@dataclass(frozen=True, kw_only=True)
class JobRequest:
    """What a visitor asks for; everything in it is checked before a job is made."""

    photos: Sequence[Pixels]
    """From the picture intake, each (H, W, 3) uint8; larger ones are kept at 1024 px a side."""
    start: Path
    """Weights file the student starts from."""
    teacher: Path
    """Weights file of the teacher."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """Fields of `FinetuneConfig` in place of their defaults, as they came from outside."""
    probe: int = 0
    """Number of the photo that is shown."""
    visitor: str = ""
    """Who asks; only a hash is kept."""
    key: str = ""
    """Word that is new for every press of the button; the same one never makes a second job."""


@dataclass(frozen=True, kw_only=True)
class Submission:
    """What is kept about who asked for a job, and when."""

    visitor: str
    """Hash of the visitor; empty if unknown."""
    key: str
    """Hash of the request's key; empty if it had none."""
    created: float
    """Seconds since 1970, by the wall clock; orders the queue."""


def create_job(root: Path, request: JobRequest) -> str:
    """Write a new job's folder and return its id.

    Raises:
        JobConfigError: a field cannot be used; nothing is left behind.
        OSError: such as for a full disk; nothing is left behind.
    """
    photos = _distinct(request.photos)
    config = _config(request, photos)
    job_id = new_job_id()
    root.mkdir(parents=True, exist_ok=True)
    folder = JobFolder(unfinished_path(root / job_id))
    try:
        _write(folder, request, photos, config)
        folder.root.rename(root / job_id)
    finally:
        shutil.rmtree(folder.root, ignore_errors=True)
    sync_folder(root)
    return job_id


def read_submission(folder: JobFolder) -> Submission:
    """Return who asked for a job; an unknown visitor if that cannot be read."""
    try:
        return Submission(**json.loads((folder.root / _SUBMISSION).read_bytes()))
    except (OSError, ValueError, TypeError):
        return Submission(visitor="", key="", created=0.0)


def hashed(word: str) -> str:
    """Return what is kept of a visitor's name or key; nothing of nothing."""
    return hashlib.sha256(word.encode()).hexdigest() if word else ""


def _distinct(photos: Sequence[Pixels]) -> dict[str, bytes]:
    """Return the different photos as PNG files, by name, in their order."""
    if not 1 <= len(photos) <= MOST_PHOTOS:
        raise JobConfigError("photos", f"1 to {MOST_PHOTOS} photos")
    files = dict.fromkeys(encode_png(at_most(pixels, LEARNT_SIDE)) for pixels in photos)
    return {f"photo-{number:03d}.png": content for number, content in enumerate(files)}


def _config(request: JobRequest, photos: Mapping[str, bytes]) -> FinetuneConfig:
    names = list(photos)
    if type(request.probe) is not int or not 0 <= request.probe < len(request.photos):
        raise JobConfigError("probe", "the number of one of the photos")
    shown = encode_png(at_most(request.photos[request.probe], LEARNT_SIDE))
    probe = next(name for name, content in photos.items() if content == shown)
    ours = {
        "photos": names,
        "probe": probe,
        "start_sha256": _sha256(request.start, "start"),
        "teacher_sha256": _sha256(request.teacher, "teacher"),
    }
    for name in ours.keys() & request.options.keys():
        raise JobConfigError(name, "nothing from outside, as it follows from the files")
    return FinetuneConfig.from_fields({**request.options, **ours})


def _sha256(path: Path, what: str) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise JobConfigError(what, "a weights file that can be read") from error


def _write(
    folder: JobFolder, request: JobRequest, photos: Mapping[str, bytes], config: FinetuneConfig
) -> None:
    folder.photos.mkdir(parents=True)
    folder.root.chmod(0o700)
    for name, content in photos.items():
        write_whole(folder.photos / name, content)
    write_whole(folder.start, request.start.read_bytes())
    write_whole(folder.teacher, request.teacher.read_bytes())
    submission = Submission(
        visitor=hashed(request.visitor), key=hashed(request.key), created=time.time()
    )
    write_whole(folder.root / _SUBMISSION, json.dumps(asdict(submission)).encode())
    write_whole(folder.config, config.to_json().encode())
