"""Makes the folder of a job: its photos, its weights, its config."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ssidkd.core.durable import write_whole
from ssidkd.core.picture import Pixels, encode_png
from ssidkd.learning.finetune.config import MOST_PHOTOS, FinetuneConfig, JobConfigError
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.pictures import LEARNT_SIDE, at_most


def make_job(
    folder: JobFolder,
    photos: Sequence[Pixels],
    *,
    start: Path,
    probe: int = 0,
    options: Mapping[str, Any] | None = None,
) -> FinetuneConfig:
    """Write a new job, its config last.

    Args:
        folder: that is not there yet, or empty.
        photos: from the picture intake, each (H, W, 3) uint8; larger ones are kept at 1024 px a
            side, and what is there twice is kept once.
        start: weights file the student starts from.
        probe: number of the photo that is shown.
        options: fields of `FinetuneConfig` in place of their defaults, from anywhere.

    Raises:
        JobConfigError: a field cannot be used; nothing was written.
        OSError: such as for a full disk.
    """
    files = _distinct(photos)
    config = _config(files, _shown(photos, probe, files), start, options or {})
    folder.photos.mkdir(parents=True)
    folder.root.chmod(0o700)
    for name, content in files.items():
        write_whole(folder.photos / name, content)
    write_whole(folder.start, start.read_bytes())
    write_whole(folder.config, config.to_json().encode())
    return config


def _distinct(photos: Sequence[Pixels]) -> dict[str, bytes]:
    """Return the different photos as PNG files, by name, in their order."""
    if not 1 <= len(photos) <= MOST_PHOTOS:
        raise JobConfigError("photos", f"1 to {MOST_PHOTOS} photos")
    files = dict.fromkeys(encode_png(at_most(pixels, LEARNT_SIDE)) for pixels in photos)
    return {f"photo-{number:03d}.png": content for number, content in enumerate(files)}


def _shown(photos: Sequence[Pixels], probe: int, files: Mapping[str, bytes]) -> str:
    """Return the name of the photo that is shown."""
    if type(probe) is not int or not 0 <= probe < len(photos):
        raise JobConfigError("probe", "the number of one of the photos")
    shown = encode_png(at_most(photos[probe], LEARNT_SIDE))
    return next(name for name, content in files.items() if content == shown)


def _config(
    files: Mapping[str, bytes], probe: str, start: Path, options: Mapping[str, Any]
) -> FinetuneConfig:
    ours = {
        "photos": list(files),
        "probe": probe,
        "start_sha256": _sha256(start, "start"),
    }
    for name in ours.keys() & options.keys():
        raise JobConfigError(name, "nothing from outside, as it follows from the files")
    return FinetuneConfig.from_fields({**options, **ours})


def _sha256(path: Path, what: str) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise JobConfigError(what, "a weights file that can be read") from error
