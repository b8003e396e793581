"""What a finetuning can start from: bundled students, and results of earlier jobs."""

from collections.abc import Mapping
from pathlib import Path

from ssidkd.core.weights.bundled import BUNDLED, FOLDER, Pin
from ssidkd.core.weights.card import Role
from ssidkd.learning.finetune.folder import JobFolder

EARLIER = "job:"
"""Before the id of an earlier job, in the word for a choice."""


class NoStartError(LookupError):
    """There are no such weights to start from."""

    def __init__(self) -> None:
        super().__init__("These weights are no longer there. Choose others to start from.")


def bundled_starts(assets: Path, pins: Mapping[tuple[Role, str], Pin] = BUNDLED) -> dict[str, Path]:
    """Return the students that come with the project, by variant, of which the file is there.

    Args:
        assets: the project's assets folder.
        pins: which files there are.
    """
    folder = assets / FOLDER
    students = {
        variant: folder / pin.file for (role, variant), pin in pins.items() if role == "student"
    }
    return {variant: path for variant, path in students.items() if path.is_file()}


def earlier_start(folder: JobFolder) -> Path:
    """Return the result of an earlier job, to start from.

    Raises:
        NoStartError: it has no result.
    """
    if not (folder.result.is_file() and folder.outcome.is_file()):
        raise NoStartError
    return folder.result
