"""What a worker elsewhere has to tell of a job, and how it becomes part of the job's folder."""

import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from ssidkd.core.durable import sweep, sync_folder, unfinished_path, write_whole
from ssidkd.learning.finetune.events import Event, JobLog, read_events
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.outcome import FinalState, Outcome, read_outcome
from ssidkd.learning.finetune.parcel import (
    CHECKPOINT_FILE,
    Files,
    ParcelError,
    check_names,
    check_size,
    from_zip,
    newest_checkpoint,
    to_zip,
)

_MADE = re.compile(r"previews/step-\d{6}\.png|result\.safetensors|outcome\.json|" + CHECKPOINT_FILE)
_EVENTS = "events.jsonl"
_COMPLETE_CHECKPOINT = 3


@dataclass(frozen=True, kw_only=True)
class News:
    """What is new in a worker's folder."""

    events: tuple[Event, ...] = ()
    files: Files = field(default_factory=dict)
    """Previews, the newest checkpoint, and at the end the result and the outcome."""

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.events or self.files)

    def to_bytes(self) -> bytes:
        """Return it as one archive."""
        lines = "".join(f"{json.dumps(event)}\n" for event in self.events)
        return to_zip(self.files | {_EVENTS: lines.encode()})

    @classmethod
    def from_bytes(cls, content: bytes) -> "News":
        """Read news that nobody vouches for.

        Raises:
            ParcelError: they are damaged, or hold what no worker tells.
        """
        files = from_zip(content)
        try:
            lines = files.pop(_EVENTS, b"").splitlines()
            events = tuple(json.loads(line) for line in lines)
        except (ValueError, RecursionError) as error:
            raise ParcelError("The news of the job are damaged.") from error
        check_names(files, _MADE)
        for event in events:
            _check_event(event)
        return cls(events=events, files=files)


class NewsGatherer:
    """Tells what is new in a worker's folder since it was last asked, and what was there first."""

    def __init__(self, folder: JobFolder) -> None:
        self._folder = folder
        self._offset = 0
        self._told: set[Path] = set(_kept_files(folder))

    def gather(self) -> News:
        """Return what is new. Whatever an event tells of is there together with it, or before."""
        has_ended = self._folder.outcome.exists()  # first: then its last event is there too
        reading = read_events(self._folder.events, self._offset)
        files = self._new_files()
        if has_ended:
            files |= self._contents([self._folder.result, self._folder.outcome])
        self._offset = reading.offset
        return News(events=reading.events, files=files)

    def _new_files(self) -> Files:
        while True:
            new = [path for path in _kept_files(self._folder) if path not in self._told]
            try:
                files = {self._name(path): path.read_bytes() for path in new}
            except FileNotFoundError:  # a newer checkpoint has taken its place
                continue
            self._told.update(new)
            return files

    def _contents(self, paths: list[Path]) -> Files:
        new = [path for path in paths if path.exists() and path not in self._told]
        self._told.update(new)
        return {self._name(path): path.read_bytes() for path in new}

    def _name(self, path: Path) -> str:
        return path.relative_to(self._folder.root).as_posix()


def merge(news: News, folder: JobFolder, log: JobLog) -> None:
    """Make news part of a job's folder; who calls it holds the job's lock.

    The order keeps what is on disk true if the process dies in between: a file is there before an
    event tells of it, and the outcome comes last. That a worker was interrupted is left out:
    another one goes on, or who called it tells why not.

    Raises:
        ParcelError: the news hold what does not belong into a job's folder; nothing is written.
        OSError: such as for a full disk.
    """
    check_names(news.files, _MADE)
    check_size(news.files)
    files = dict(news.files)
    outcome = files.pop(folder.outcome.name, None)
    if outcome is not None:
        _parsed_outcome(outcome)
    checkpoint = {name: files.pop(name) for name in list(files) if name.startswith("checkpoint/")}
    _check_checkpoint(checkpoint)
    for name, content in files.items():
        path = folder.root / name
        path.parent.mkdir(exist_ok=True)
        write_whole(path, content)
    _place_checkpoint(checkpoint, folder)
    for event in news.events:
        facts = {name: value for name, value in event.items() if name != "event"}
        if event["event"] != "interrupted":
            log.append(event["event"], **facts)
    if outcome is not None:
        write_whole(folder.outcome, outcome)


def _place_checkpoint(files: Mapping[str, bytes], folder: JobFolder) -> None:
    """Write a checkpoint whole, then remove the earlier ones."""
    if not files:
        return
    target = folder.checkpoint / _steps_of(files).pop()
    folder.checkpoint.mkdir(exist_ok=True)
    sweep(folder.checkpoint)
    if not target.is_dir():
        unfinished = unfinished_path(target)
        unfinished.mkdir()
        for name, content in files.items():
            write_whole(unfinished / Path(name).name, content)
        unfinished.rename(target)
        sync_folder(folder.checkpoint)
    for path in folder.checkpoint.glob("step-*"):
        if path != target:
            shutil.rmtree(path, ignore_errors=True)


def _check_checkpoint(files: Mapping[str, bytes]) -> None:
    if files and (len(_steps_of(files)) != 1 or len(files) != _COMPLETE_CHECKPOINT):
        raise ParcelError("The news of the job hold half a checkpoint.")


def _steps_of(files: Mapping[str, bytes]) -> set[str]:
    return {name.split("/")[1] for name in files}


def _kept_files(folder: JobFolder) -> list[Path]:
    return [*sorted(folder.previews.glob("step-*.png")), *newest_checkpoint(folder)]


def _check_event(event: object) -> None:
    is_one = (
        isinstance(event, dict)
        and isinstance(event.get("event"), str)
        and type(event.get("step", 0)) is int
        and "self" not in event
    )
    if not is_one:
        raise ParcelError("The news of the job hold what is no event.")


def _parsed_outcome(content: bytes) -> Outcome:
    """Return an outcome, read as everybody will read it: a broken one would break every list."""
    with tempfile.TemporaryDirectory() as place:
        folder = JobFolder(Path(place))
        folder.outcome.write_bytes(content)
        try:
            outcome = read_outcome(folder)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise ParcelError("The news of the job hold no true outcome.") from error
    if outcome is None or outcome.state not in get_args(FinalState):
        raise ParcelError("The news of the job hold no true outcome.")
    return outcome
