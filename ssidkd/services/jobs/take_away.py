"""Files of a job's result to save: on the shelf, under names that say what they are."""

import hashlib
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Literal

from ssidkd.core.durable import whole_file
from ssidkd.services.jobs.archive import write_archive
from ssidkd.services.jobs.model_card import model_card
from ssidkd.services.jobs.results import DamagedResultError, JobResult, read_result
from ssidkd.services.jobs.service import JobService
from ssidkd.services.shelf import PictureShelf

Kind = Literal["weights", "card", "archive"]
KINDS: tuple[Kind, ...] = ("weights", "card", "archive")


class TakeAway:
    """Makes the files of results, each once for as long as it lies on the shelf.

    Args:
        jobs: whose results these are.
        shelf: where files are served from; never from the folders of jobs.
    """

    def __init__(self, jobs: JobService, shelf: PictureShelf) -> None:
        self._jobs = jobs
        self._shelf = shelf
        self._made: dict[tuple[str, Kind], Path] = {}
        self._lock = threading.Lock()

    def file(self, job_id: str, kind: Kind) -> Path:
        """Return a served file of a job: its weights, their model card, or everything as a ZIP.

        Raises:
            JobNotFoundError: there is no such job, or no longer.
            NoResultError: it has not ended, or without weights.
            DamagedResultError: its files cannot be read.
            OSError: such as for a full disk.
        """
        result = read_result(self._jobs, job_id)
        with self._lock:
            made = self._made.get((job_id, kind))
            if made is None or not self._shelf.touch(made):
                made = self._make(result, kind)
                self._made = {key: path for key, path in self._made.items() if path.exists()}
                self._made[job_id, kind] = made
        return made

    def forget(self, job_id: str) -> None:
        """Take the files of a job off the shelf, such as when it is deleted."""
        with self._lock:
            for kind in KINDS:
                made = self._made.pop((job_id, kind), None)
                if made is not None:
                    made.unlink(missing_ok=True)

    def _make(self, result: JobResult, kind: Kind) -> Path:
        weights = weights_name(result)
        names = {
            "weights": weights,
            "card": "README.md",
            "archive": f"{Path(weights).stem}.zip",
        }
        path = self._shelf.reserve(names[kind])
        try:
            with whole_file(path) as file:
                self._writer(result, kind, weights)(file)
        except FileNotFoundError as error:
            raise DamagedResultError from error
        finally:
            self._shelf.settle(path)
        return path

    def _writer(self, result: JobResult, kind: Kind, weights: str) -> Callable[[BinaryIO], None]:
        card = model_card(result, weights)

        def write(file: BinaryIO) -> None:
            if kind == "archive":
                write_archive(result, weights, card, file)
            elif kind == "card":
                file.write(card.encode())
            else:
                with result.folder.result.open("rb") as source:
                    shutil.copyfileobj(source, file)

        return write


def weights_name(result: JobResult) -> str:
    """Return a name for a file of weights: what they are, and a few digits of their own hash.

    Raises:
        DamagedResultError: the file cannot be read.
    """
    try:
        digest = hashlib.sha256(result.folder.result.read_bytes()).hexdigest()
    except OSError as error:
        raise DamagedResultError from error
    return f"ssidkd-{_plain(result.card.variant)}-finetuned-{digest[:6]}.safetensors"


def _plain(word: str) -> str:
    return "".join(letter for letter in word if letter.isalnum() or letter in "-_")[:20]
