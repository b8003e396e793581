"""Everything of a job in one ZIP, with the command that makes the same result again."""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from ssidkd.core.version import VERSION
from ssidkd.learning.finetune.config import FinetuneConfig
from ssidkd.learning.finetune.events import read_all_events
from ssidkd.services.jobs.results import JobResult

MODEL, JOB = "model", "job"
"""Folders in the archive: what may be given on, and what makes it again."""
_DATE = (1980, 1, 1, 0, 0, 0)
_HOW_TO = """\
# A finetuning job of SSID-KD

- `model/`: the finetuned weights and their model card. This may be given on.
- `job/`: what made them: settings, both weights it began with, and your photos. Yours alone.
- `previews/`: the photo you watched, as derained at some steps.
- `events.jsonl`, `outcome.json`: what happened, and how it ended.

## Make the same weights again

In the folder of the project (`ssidkd` {version}), with this archive unpacked in `UNPACKED`:

```bash
python -m training.finetune UNPACKED/job --device {device}
```

It writes `UNPACKED/job/result.safetensors`, on the same machine equal to
`model/{weights}` byte for byte.{stopped}{gone}

## Put it on the Hugging Face Hub

In this folder; only `model/` is sent, your photos are not:

```bash
{hub}
```
"""
_STOPPED = """
The job ended before its last step, so its settings hold `last_step`: after that step it ends again.
Take the line out to go on to the end."""

_GONE = """

Some photos were taken back after the job had ended and are not in `job/photos`, so that other
weights come out: {names}."""


def hub_commands(name: str) -> tuple[str, str]:
    """Return the lines of shell that push an unpacked archive to its owner's account."""
    return "hf auth login", f"hf upload {name} {MODEL} . --private"


def write_archive(result: JobResult, weights_file: str, card: str, file: BinaryIO) -> None:
    """Write everything of a job but what is the server's own: locks, logs, who asked.

    Args:
        result: of the job.
        weights_file: name of the weights in the archive.
        card: text of the model card.
        file: to write to.

    Raises:
        OSError: a file of the job is gone, or the disk is full.
    """
    folder = result.folder
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, text in _texts(result, weights_file, card):
            archive.writestr(_entry(name), text)
        for name, path in _files(result, weights_file):
            with path.open("rb") as source, archive.open(_entry(name), "w") as target:
                while part := source.read(1 << 20):
                    target.write(part)
        archive.writestr(_entry("outcome.json"), folder.outcome.read_bytes())


def _texts(result: JobResult, weights_file: str, card: str) -> Iterator[tuple[str, str]]:
    config = repeated_config(result)
    yield "HOW-TO.md", _how_to(result, config, weights_file)
    yield f"{MODEL}/README.md", card
    yield f"{MODEL}/config.json", result.config.to_json()
    yield f"{JOB}/config.json", config.to_json()


def _files(result: JobResult, weights_file: str) -> Iterator[tuple[str, Path]]:
    folder = result.folder
    yield f"{MODEL}/{weights_file}", folder.result
    yield f"{JOB}/{folder.start.name}", folder.start
    gone = _gone(result)
    for name in result.config.photos:
        if name not in gone:
            yield f"{JOB}/{folder.photos.name}/{name}", folder.photos / name
    yield folder.events.name, folder.events
    for path in sorted(folder.previews.glob("step-*.png")):
        yield f"{folder.previews.name}/{path.name}", path


def _gone(result: JobResult) -> list[str]:
    """Return the photos that were taken back after the job had ended."""
    folder = result.folder.photos
    return [name for name in result.config.photos if not (folder / name).is_file()]


def repeated_config(result: JobResult) -> FinetuneConfig:
    """Return the config that makes a job's result again.

    A job that came to its end, or that the guard stopped, does so again by itself. Any other one
    kept the best of what it had measured, so it is to end after the last measurement.
    """
    if result.outcome.reason in ("complete", "guard"):
        return result.config
    events = read_all_events(result.folder.events)
    measured = [event["step"] for event in events if event["event"] == "measured"]
    return replace(result.config, last_step=max(measured, default=0))


def _how_to(result: JobResult, config: FinetuneConfig, weights_file: str) -> str:
    started = [e for e in read_all_events(result.folder.events) if e["event"] == "started"]
    gone = _gone(result)
    name = Path(weights_file).stem
    return _HOW_TO.format(
        version=VERSION,
        device=started[-1].get("device", "auto") if started else "auto",
        weights=weights_file,
        stopped="" if config == result.config else _STOPPED,
        gone=_GONE.format(names=", ".join(gone)) if gone else "",
        hub="\n".join(hub_commands(name)),
    )


def _entry(name: str) -> zipfile.ZipInfo:
    """Return an entry without the time and the owner it has here."""
    entry = zipfile.ZipInfo(name, _DATE)
    entry.external_attr = 0o644 << 16
    return entry
