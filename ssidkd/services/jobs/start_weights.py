"""What a finetuning can start from: bundled students, and results of earlier jobs."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ssidkd.core.weights.bundled import BUNDLED, FOLDER, Pin
from ssidkd.core.weights.card import Role
from ssidkd.learning.finetune.folder import JobFolder

EARLIER = "job:"
"""Before the id of an earlier job, in the word for a choice."""


@dataclass(frozen=True)
class StartWeights:
    """Weights files of a student and of the teacher that holds it in place."""

    student: Path
    teacher: Path


class NoStartError(LookupError):
    """There are no such weights to start from."""

    def __init__(self) -> None:
        super().__init__("These weights are no longer there. Choose others to start from.")


def bundled_starts(
    assets: Path, pins: Mapping[tuple[Role, str], Pin] = BUNDLED
) -> dict[str, StartWeights]:
    """Return the weights that come with the project, by variant; of each, both files are there.

    Args:
        assets: the project's assets folder.
        pins: which files there are.
    """
    folder = assets / FOLDER
    found = {}
    for role, variant in pins:
        teacher = pins.get(("teacher", variant))
        if role != "student" or teacher is None:
            continue
        pair = StartWeights(folder / pins[role, variant].file, folder / teacher.file)
        if pair.student.is_file() and pair.teacher.is_file():
            found[variant] = pair
    return found


def earlier_start(folder: JobFolder) -> StartWeights:
    """Return the result of an earlier job as weights to start from.

    Raises:
        NoStartError: it has no result.
    """
    if not (folder.result.is_file() and folder.outcome.is_file() and folder.teacher.is_file()):
        raise NoStartError
    return StartWeights(folder.result, folder.teacher)
