"""The events of a run as JSON lines: one for every step, and one for every start and end."""

import json
import math
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

from ssidkd.core.durable import whole_file
from ssidkd.learning.loop import StepEvent


class EventLog:
    """Appends to RUN/events.jsonl.

    What was written after the last checkpoint is dropped when a run goes on from there, so that
    every step has one line.

    Args:
        path: of the file; made if it is not there.
        after: the step from which the run goes on.
    """

    def __init__(self, path: Path, after: int) -> None:
        if path.is_file():
            _keep_until(path, after)
        self._file: TextIO = path.open("a", encoding="utf-8", buffering=1)

    def step(self, event: StepEvent) -> None:
        """Write a step; numbers that are not finite become null, as JSON has no word for them."""
        self._write(asdict(event))

    def happened(self, event: str, **facts: object) -> None:
        """Write that something happened to the run, such as `started` or `stopped`."""
        self._write({"event": event, **facts})

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _write(self, content: dict[str, Any]) -> None:
        self._file.write(json.dumps(_finite(content), allow_nan=False) + "\n")


def _finite(value: object) -> object:
    if isinstance(value, dict):
        return {name: _finite(inner) for name, inner in value.items()}
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _keep_until(path: Path, step: int) -> None:
    """Drop lines of later steps, and what a crash left half-written."""
    with path.open(encoding="utf-8", errors="replace") as old, whole_file(path) as new:
        new.writelines(line.encode() for line in old if _is_kept(line, step))


def _is_kept(line: str, step: int) -> bool:
    try:
        content = json.loads(line)
    except ValueError:
        return False
    return isinstance(content, dict) and line.endswith("\n") and content.get("step", 0) <= step
