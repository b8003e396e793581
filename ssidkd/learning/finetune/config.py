"""What a finetuning job is asked to do: validated once, then frozen as the job's `config.json`."""

import json
import math
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from typing import Any

from ssidkd.learning.ours import FINETUNE

MOST_PHOTOS = 200
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}\.png")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class JobConfigError(ValueError):
    """A field of a job's config cannot be used; the sentence names it and says what it takes.

    Args:
        field: name of the field.
        takes: words that end the sentence `FIELD takes ...`.
    """

    def __init__(self, field: str, takes: str) -> None:
        super().__init__(field, takes)  # both, so that the exception survives pickling
        self.field = field
        self.takes = takes

    def __str__(self) -> str:
        return f"{self.field} takes {self.takes}."


@dataclass(frozen=True, kw_only=True)
class FinetuneConfig:
    """One finetuning job. The same config, photos and weights give the same result on a machine."""

    photos: tuple[str, ...]
    """Names of the files in the job's `photos/`, in the visitor's order."""
    start_sha256: str
    """Of the weights the student starts from, the job's `start.safetensors`."""
    probe: str = ""
    """Photo that is shown while the student learns; empty for the first."""
    effort: str = "quick"
    """Word for the effort that was chosen; the numbers below are what counts."""
    steps: int = FINETUNE.steps
    """Optimiser steps."""
    last_step: int = 5000
    """Step after which the job ends although its schedule goes on; a job that was stopped there is
    done again with the same result."""
    batch_size: int = FINETUNE.batch_size
    """Synthetic crops of a step; as many real ones come on top."""
    crop: int = FINETUNE.crop
    """Side of the square crops [px]."""
    learning_rate: float = FINETUNE.learning_rate
    """Highest step size."""
    real_branch: bool = True
    """False leaves out the terms on the visitor's photos: the control of an experiment."""
    measure_every: int = 40
    """Steps between two measurements."""
    preview_every: int = 10
    """Steps between two previews of the probe; each measurement comes with one too."""
    checkpoint_every: int = 20
    """Steps between two checkpoints; each measurement is followed by one too."""
    minutes: float = 30.0
    """Longest time, earlier sessions counted in [min]."""
    threads: int = 1
    """Threads of the computation; other numbers may round differently."""
    seed: int = 0
    """Every crop and every streak of rain follows from it."""

    def __post_init__(self) -> None:
        """Raise `JobConfigError` for the first field no job can have."""
        for name, (fits, takes) in _RULES.items():
            if not fits(getattr(self, name)):
                raise JobConfigError(name, takes)
        if self.probe and self.probe not in self.photos:
            raise JobConfigError("probe", "the name of one of the job's photos, or nothing")

    @property
    def probe_name(self) -> str:
        """Name of the photo that is shown."""
        return self.probe or self.photos[0]

    def to_json(self) -> str:
        """Write the config as `from_json` reads it."""
        return json.dumps(asdict(self), indent=1, allow_nan=False) + "\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> "FinetuneConfig":
        """Read a config that nobody vouches for.

        Raises:
            JobConfigError: it is no JSON object, or a field is missing, unknown or cannot be used.
        """
        try:
            content = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise JobConfigError("config", "a JSON object") from error
        if not isinstance(content, dict):
            raise JobConfigError("config", "a JSON object")
        return cls.from_fields(content)

    @classmethod
    def from_fields(cls, content: dict[str, Any]) -> "FinetuneConfig":
        """Return the config of fields by name; a list of photos may be a list.

        Raises:
            JobConfigError: a field is missing, unknown or cannot be used.
        """
        known = {field.name for field in fields(cls)}
        for name in content.keys() - known:
            raise JobConfigError(str(name)[:40], "nothing, as there is no such field")
        for name in ("photos", "start_sha256"):
            if name not in content:
                raise JobConfigError(name, _RULES[name][1])
        photos = content["photos"]
        values = content | {"photos": tuple(photos) if isinstance(photos, list) else photos}
        return cls(**values)


_Rule = tuple[Callable[[Any], bool], str]


def _whole(least: int, most: int) -> _Rule:
    def fits(value: object) -> bool:
        return type(value) is int and least <= value <= most

    return fits, f"a whole number from {least} to {most}"


def _number(least: float, most: float) -> _Rule:
    def fits(value: object) -> bool:
        is_number = type(value) in (int, float)
        return is_number and math.isfinite(value) and least <= value <= most  # type: ignore[arg-type,operator]

    return fits, f"a number from {least:g} to {most:g}"


def _text(pattern: re.Pattern[str], takes: str) -> _Rule:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None, takes


def _are_photos(value: object) -> bool:
    return (
        isinstance(value, tuple)
        and 1 <= len(value) <= MOST_PHOTOS
        and all(isinstance(name, str) and _NAME.fullmatch(name) for name in value)
        and len(set(value)) == len(value)
    )


_HASH = "the SHA-256 of a weights file, 64 hexadecimal digits in lower case"
_RULES: dict[str, _Rule] = {
    "photos": (_are_photos, f"1 to {MOST_PHOTOS} different names of PNG files"),
    "start_sha256": _text(_SHA256, _HASH),
    "probe": (lambda value: isinstance(value, str), "the name of one of the job's photos"),
    "effort": _text(re.compile(r"[a-z]{1,20}"), "a word of up to 20 lower-case letters"),
    "steps": _whole(1, 5000),
    "last_step": _whole(0, 5000),
    "batch_size": _whole(1, 16),
    "crop": _whole(32, 256),
    "learning_rate": _number(1e-7, 1e-2),
    "real_branch": (lambda value: type(value) is bool, "true or false"),
    "measure_every": _whole(1, 1000),
    "preview_every": _whole(1, 1000),
    "checkpoint_every": _whole(1, 1000),
    "minutes": _number(0.01, 720),
    "threads": _whole(1, 64),
    "seed": _whole(0, 2**31 - 1),
}
