"""What a machine of Hugging Face is asked to run: image, command, code, and which machines."""

import importlib.metadata
from dataclasses import dataclass
from pathlib import Path

from ssidkd.core.assets import assets_folder
from ssidkd.learning.finetune.parcel import Files

MOUNT = "SSIDKD_JOB_MOUNT"
"""Variable of the container's environment that says where the job's bucket is mounted."""
MOUNT_PATH = "/job"
IMAGE = "python:3.12"
CODE_FILE = "in/code.zip"
_REQUIREMENTS = "requirements.txt"
_PACKAGES = ("numpy", "opencv-python-headless", "pillow", "safetensors", "torch", "tqdm")
"""What the code of a job imports."""
_CODE = ("ssidkd/__init__.py", "ssidkd/core", "ssidkd/learning")
_PHOTOS = ("clean", "guard")
_SCRIPT = f"""set -e
code=$(mktemp -d)
python -m zipfile -e "${MOUNT}/{CODE_FILE}" "$code"
cd "$code"
python -c 'import cv2, numpy, PIL, safetensors, torch, tqdm' 2> /dev/null ||
  python -m pip install --quiet -r {_REQUIREMENTS}
exec python -m ssidkd.learning.finetune.remote "${MOUNT}"
"""
COMMAND = ("bash", "-c", _SCRIPT)
"""Copies the code to the machine's own disk, installs what is missing, does the work."""


@dataclass(frozen=True)
class HubFlavor:
    """A kind of machine that a visitor can rent."""

    name: str
    """As `huggingface_hub` calls it."""
    machine: str
    dollars_per_hour: float
    """Billed by Hugging Face to the visitor; as of 2026-11."""


def hub_job_flavors() -> tuple[HubFlavor, ...]:
    """Return the machines on offer, the cheapest first."""
    return (HubFlavor("t4-small", "Nvidia T4", 0.40), HubFlavor("l4x1", "Nvidia L4", 0.80))


def code_files(assets: Path) -> Files:
    """Return the code that a job needs, as files of an archive.

    Args:
        assets: folder of the photos; the model of NIQE is always the project's own.

    Raises:
        AssetsMissingError: the package was copied without its assets.
        OSError: a file cannot be read.
    """
    package = Path(__file__).resolve().parents[2]
    files = {_REQUIREMENTS: _requirements().encode()}
    for name in _CODE:
        files |= _files_in(package.parent / name, package.parent)
    places = dict.fromkeys(_PHOTOS, assets) | {"niqe": assets_folder()}
    for name, root in places.items():
        inside = _files_in(root / name, root)
        files |= {f"assets/{path}": content for path, content in inside.items()}
    return files


def _files_in(place: Path, root: Path) -> Files:
    paths = [place] if place.is_file() else sorted(place.rglob("*"))
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in paths
        if path.is_file() and "__pycache__" not in path.parts
    }


def _requirements() -> str:
    """Return the versions that run here, so that the numbers are those of this machine."""
    versions = {name: importlib.metadata.version(name) for name in _PACKAGES}
    # Without the part after a plus sign: that is a build for this machine, such as one for the CPU.
    return "".join(f"{name}=={text.partition('+')[0]}\n" for name, text in versions.items())
