"""What lies in the archive beside the pictures: the table, the settings, how to do it again."""

import csv
import io
import json
import shlex
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ssidkd.core.version import VERSION
from ssidkd.core.weights import Role
from ssidkd.services.batch.names import stem_of
from ssidkd.services.batch.rows import Row

ORIGINALS = "rainy"
"""Folder of the pictures as they were sent, in the archive and in the command lines."""
DERAINED = "derained"
"""Folder of the results, with one folder for each network."""


@dataclass(frozen=True, kw_only=True)
class NetworkSettings:
    """A network that worked on a batch."""

    model: Role
    variant: str
    sha256: str
    """Of its weights file."""


@dataclass(frozen=True, kw_only=True)
class BatchSettings:
    """Everything that decides which pixels come out."""

    networks: tuple[NetworkSettings, ...]
    device: str
    precision: str
    max_pixels: int | None
    """Larger pictures were made smaller first, to at most so many pixels; None for none."""


def result_name(role: Role, name: str) -> str:
    """Return where a result lies in the archive."""
    return f"{DERAINED}/{role}/{stem_of(name)}.png"


def command_line(settings: BatchSettings, network: NetworkSettings) -> str:
    """Return the command that makes a network's results again from the folder of originals."""
    words = ["python", "-m", "ssidkd", "derain", ORIGINALS, "-o", f"again/{network.model}"]
    words += ["--model", network.model, "--variant", network.variant]
    words += ["--device", settings.device, "--precision", settings.precision]
    if settings.max_pixels is not None:
        words += ["--max-pixels", str(settings.max_pixels)]
    return shlex.join(words)


def settings_json(settings: BatchSettings) -> str:
    """Return the settings, with the program's version and the command lines."""
    content: dict[str, Any] = {"program": "ssidkd", "version": VERSION, **asdict(settings)}
    content["commands"] = [command_line(settings, network) for network in settings.networks]
    return json.dumps(content, indent=2) + "\n"


def instructions(settings: BatchSettings) -> str:
    """Return a text that says what the archive holds and how to make it again."""
    lines = "\n".join(command_line(settings, network) for network in settings.networks)
    return (
        f"{DERAINED}/ holds the results as PNG, at the size they were worked on. results.csv says\n"
        "what was measured, settings.json which weights and options made them.\n\n"
        f"To make the same pictures again: put the rainy pictures into a folder {ORIGINALS}/ beside"
        "\nthis file, under the names in the first column of results.csv, and run\n\n"
        f"{lines}\n\n"
        f"in a copy of the project of version {VERSION}. On another machine single values may\n"
        "differ by one step of 255.\n"
    )


def results_csv(rows: Sequence[Row], roles: Sequence[Role]) -> str:
    """Return the table: a line for every picture and network, also for those not done.

    Starts with a byte order mark: without it, spreadsheets take UTF-8 for something else.
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS)
    writer.writeheader()
    for row in rows:
        for role in roles:
            writer.writerow(_line(row, role))
    return "\ufeff" + text.getvalue()


_COLUMNS = (
    "file",
    "model",
    "width",
    "height",
    "worked_width",
    "worked_height",
    "niqe_before",
    "niqe_after",
    "seconds",
    "derained",
    "remark",
)


def _line(row: Row, role: Role) -> dict[str, Any]:
    result = row.results.get(role)
    width, height = row.size or ("", "")
    worked_width, worked_height = row.worked_size or ("", "")
    after = None if result is None else result.niqe
    return {
        "file": row.name,
        "model": role,
        "width": width,
        "height": height,
        "worked_width": worked_width,
        "worked_height": worked_height,
        "niqe_before": "" if row.niqe is None else _number(row.niqe.value),
        "niqe_after": "" if after is None else _number(after.value),
        "seconds": "" if result is None else f"{result.seconds:.2f}",
        "derained": "" if result is None else result.file,
        "remark": _remark(row, role),
    }


def _remark(row: Row, role: Role) -> str:
    if row.refusal is not None:
        return row.refusal.sentence
    if role not in row.results:
        return "Not done: the batch was stopped before."
    scores = (row.niqe, row.results[role].niqe)
    reasons = [score.reason for score in scores if score is not None and score.reason]
    return " ".join(dict.fromkeys((*row.notices, *reasons)))


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"
