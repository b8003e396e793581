"""What is known of every picture of a batch: the rows of the table, on the page and in the CSV."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ssidkd.core.weights import Role


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """A file that a visitor sent."""

    path: Path
    name: str
    """As the visitor called it."""


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why a picture was not done."""

    code: str
    """Stable: one of `RefusalCode`, or `limit`, `derain`, `unexpected`."""
    sentence: str
    """Plain English with what to do next; names no path."""


@dataclass(frozen=True, kw_only=True)
class Niqe:
    """A picture's NIQE, or why it has none."""

    value: float | None
    """Lower is better."""
    reason: str | None


@dataclass(frozen=True, kw_only=True)
class Result:
    """What one network made of a picture."""

    niqe: Niqe
    seconds: float
    precision: str
    """Number type the network computed in."""
    file: str
    """In the archive."""
    thumbnail: Path
    """A small copy, for the page."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One picture."""

    name: str
    """Safe and unique within the batch."""
    size: tuple[int, int] | None = None
    """Width and height as sent [px]; None while unknown."""
    worked_size: tuple[int, int] | None = None
    """Width and height of what is worked on [px]."""
    niqe: Niqe | None = None
    """Of the picture as it is worked on, before deraining."""
    thumbnail: Path | None = None
    results: Mapping[Role, Result] = field(default_factory=dict)
    refusal: Refusal | None = None
    notices: tuple[str, ...] = ()

    @property
    def pixels(self) -> int:
        """How many pixels are worked on; 0 while unknown."""
        width, height = self.worked_size or (0, 0)
        return width * height


@dataclass(frozen=True, kw_only=True)
class BatchOptions:
    """How a batch is to be done."""

    roles: tuple[Role, ...]
    full_size: bool
    """Whether large pictures keep their size."""
    with_originals: bool = False
    """Whether the files that were sent are put into the archive too."""
