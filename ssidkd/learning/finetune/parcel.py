"""A job as a value: what a worker without its folder needs of it, as files by name.

For workers that have only what they are given: a lease of a GPU, or another machine.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from ssidkd.core.durable import write_whole
from ssidkd.learning.finetune.checkpoint import saved_step
from ssidkd.learning.finetune.folder import JobFolder

Files = dict[str, bytes]
"""Contents by their path inside a job's folder, with / between its parts."""

LARGEST_PARCEL = 1 << 30
"""Most bytes of one parcel: 200 photos of 1024 px, the weights and a checkpoint fit in."""
CHECKPOINT_FILE = r"checkpoint/step-\d{6}/(state\.pt|best\.safetensors|measured\.json)"
_GIVEN = re.compile(
    r"config\.json|start\.safetensors|photos/[A-Za-z0-9_-]{1,64}\.png|" + CHECKPOINT_FILE
)


class ParcelError(ValueError):
    """A parcel is damaged, too large, or holds what does not belong into it."""


def pack(folder: JobFolder) -> Files:
    """Return what a worker needs to do a job's work, or what is left of it.

    That is the config, the photos, the weights and the newest checkpoint; nothing of who asked.

    Raises:
        JobConfigError: the folder holds no job.
        ParcelError: it is larger than `LARGEST_PARCEL`.
        OSError: a file cannot be read.
    """
    paths = [folder.config, folder.start]
    names = folder.read_config().photos
    paths += [path for name in names if (path := folder.photos / name).is_file()]
    paths += newest_checkpoint(folder)
    files: Files = {}
    for path in paths:
        files[path.relative_to(folder.root).as_posix()] = path.read_bytes()
    check_size(files)
    return files


def unpack(files: Mapping[str, bytes], folder: JobFolder) -> None:
    """Write a job's folder from a parcel.

    Raises:
        ParcelError: a name does not belong into a parcel, such as one that leads out of the folder.
        OSError: such as for a full disk.
    """
    check_names(files, _GIVEN)
    for name, content in files.items():
        path = folder.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)


def newest_checkpoint(folder: JobFolder) -> list[Path]:
    """Return the files of the newest checkpoint, none without any."""
    step = saved_step(folder.checkpoint)
    if step is None:
        return []
    return sorted((folder.checkpoint / f"step-{step:06d}").iterdir())


def to_zip(files: Mapping[str, bytes]) -> bytes:
    """Return files as one archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:  # stored: PNG and weights shrink no more
        for name, content in files.items():
            # A fixed date, so that the same files give the same archive.
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def from_zip(content: bytes) -> Files:
    """Read an archive that nobody vouches for; its names are still to be checked.

    Raises:
        ParcelError: it is damaged, or larger than `LARGEST_PARCEL` when it is unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_PARCEL:
                raise ParcelError("The parcel is too large.")
            return {entry.filename: archive.read(entry) for entry in archive.infolist()}
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError) as error:
        raise ParcelError("The parcel is damaged.") from error


def check_names(files: Mapping[str, bytes], allowed: re.Pattern[str]) -> None:
    """Raise `ParcelError` unless every name is one of those allowed."""
    for name in files:
        if not allowed.fullmatch(name):
            raise ParcelError("The parcel holds a file that does not belong into it.")


def check_size(files: Mapping[str, bytes]) -> None:
    """Raise `ParcelError` for more bytes than a parcel may hold."""
    if sum(map(len, files.values())) > LARGEST_PARCEL:
        raise ParcelError("The job is too large to be sent. Use fewer photos.")
