"""The events of a job: one JSON object a line, appended by the worker, read by whoever looks.

A line counts once it ends. What a crash left half-written is cut off before the next line, so that
offsets into the file, which pages remember, stay true.
"""

import json
import math
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Event = dict[str, Any]

LARGEST_READING = 1 << 20
"""Most bytes of one reading; the next one goes on from there."""
_BLOCK = 4096


class JobLog:
    """Appends to the events of a job; only who holds the job's lock may.

    Args:
        path: of the file; made if it is not there.
    """

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        _cut_torn_line(self._file)

    def append(self, event: str, **facts: object) -> None:
        """Write one event with its facts; numbers that are not finite become null.

        Raises:
            OSError: such as for a full disk; a half-written line is cut off by the next writer.
        """
        text = json.dumps(_finite({"event": event, **facts}), allow_nan=False)
        line = memoryview(f"{text}\n".encode())
        while line:
            line = line[os.write(self._file, line) :]

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)


@dataclass(frozen=True)
class Reading:
    """Some events, and where the next reading starts."""

    events: tuple[Event, ...]
    offset: int
    """Bytes from the start of the file."""


def read_events(path: Path, offset: int = 0) -> Reading:
    """Return the complete events from an offset on, at most about a megabyte of them.

    Lines that are not JSON objects are left out.

    Args:
        path: of the file; without it there are no events.
        offset: 0, or what an earlier reading gave.
    """
    try:
        with path.open("rb") as file:
            file.seek(max(offset, 0))
            content = file.read(LARGEST_READING)
    except FileNotFoundError:
        content = b""
    complete = content[: content.rfind(b"\n") + 1]
    parsed = (_parsed(line) for line in complete.splitlines())
    return Reading(tuple(event for event in parsed if event), max(offset, 0) + len(complete))


def read_all_events(path: Path) -> list[Event]:
    """Return every complete event."""
    events: list[Event] = []
    before, reading = -1, Reading((), 0)
    while reading.offset != before:
        before, reading = reading.offset, read_events(path, reading.offset)
        events += reading.events
    return events


def current_events(events: list[Event]) -> list[Event]:
    """Return the events without the steps that a later session took again.

    A session that goes on from step N starts with a `started` event that says so; what an earlier
    one told of later steps is no longer true.
    """
    kept: list[Event] = []
    for event in events:
        if event["event"] == "started":
            kept = [old for old in kept if old.get("step", 0) <= event.get("step", 0)]
        kept.append(event)
    return kept


def _parsed(line: bytes) -> Event | None:
    try:
        content = json.loads(line)
    except (ValueError, RecursionError):
        return None
    is_event = isinstance(content, dict) and isinstance(content.get("event"), str)
    return content if is_event and type(content.get("step", 0)) is int else None


def _cut_torn_line(file: int) -> None:
    size = end = os.fstat(file).st_size
    while end:
        start = max(end - _BLOCK, 0)
        newline = os.pread(file, end - start, start).rfind(b"\n")
        if newline >= 0:
            end = start + newline + 1
            break
        end = start
    if end < size:
        os.ftruncate(file, end)


def _finite(value: object) -> object:
    if isinstance(value, dict):
        return {name: _finite(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(inner) for inner in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
