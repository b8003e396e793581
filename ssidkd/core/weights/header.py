"""Reads the header of a safetensors file, so that a file is judged before its tensors are read."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ssidkd.core.weights.errors import (
    HeaderTooLargeError,
    NotSafetensorsError,
    TruncatedWeightsError,
    WeightsMissingError,
)

LARGEST_HEADER = 1_000_000  # bytes; the format allows 100 MB, enough names to stall the reader
_LENGTH_BYTES = 8
_ITEM_BYTES = {"F16": 2, "BF16": 2, "F32": 4}


@dataclass(frozen=True)
class TensorEntry:
    """One tensor as the header announces it."""

    dtype: str
    """Number type as safetensors spells it, such as `F16`."""
    shape: tuple[int, ...]
    """Sizes of the dimensions."""
    end: int
    """Where its bytes end, counted from the end of the header."""


@dataclass(frozen=True)
class Header:
    """A checked header."""

    metadata: Mapping[str, str]
    """The file's own words; empty if it has none."""
    tensors: Mapping[str, TensorEntry]
    """Announced tensors by name."""
    data_start: int
    """Where the tensors' bytes start in the file."""


def read_header(path: Path) -> Header:
    """Read and check the header of a safetensors file.

    Raises:
        WeightsError: one of its sub-classes, for what is wrong with the file.
    """
    if not path.is_file():
        raise WeightsMissingError(f"There is no weights file {path.name!r}.")
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(_LENGTH_BYTES + 1)
        if len(start) <= _LENGTH_BYTES or start[-1:] != b"{":
            raise NotSafetensorsError(f"{path.name!r} is not a safetensors file.")
        length = int.from_bytes(start[:_LENGTH_BYTES], "little")
        if length > LARGEST_HEADER:
            raise HeaderTooLargeError(
                f"The header of {path.name!r} is larger than {LARGEST_HEADER} bytes."
            )
        text = start[-1:] + file.read(length - 1)
    if len(text) < length:
        raise TruncatedWeightsError(f"{path.name!r} ends inside its header. Fetch it again.")
    header = _parse(text, path.name, _LENGTH_BYTES + length)
    _check_size(header, size, path.name)
    return header


def _parse(text: bytes, name: str, data_start: int) -> Header:
    try:
        entries: dict[str, Any] = json.loads(text)
        metadata = {str(key): str(v) for key, v in entries.pop("__metadata__", {}).items()}
        tensors = {
            key: TensorEntry(
                dtype=str(entry["dtype"]),
                shape=tuple(int(side) for side in entry["shape"]),
                end=int(entry["data_offsets"][1]),
            )
            for key, entry in entries.items()
        }
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise NotSafetensorsError(f"The header of {name!r} cannot be read.") from error
    return Header(metadata=metadata, tensors=tensors, data_start=data_start)


def _check_size(header: Header, size: int, name: str) -> None:
    announced = max((entry.end for entry in header.tensors.values()), default=0)
    if size < header.data_start + announced:
        raise TruncatedWeightsError(f"{name!r} ends before its tensors do. Fetch it again.")
    needed = sum(
        math.prod(entry.shape) * _ITEM_BYTES.get(entry.dtype, 0)
        for entry in header.tensors.values()
    )
    known = all(entry.dtype in _ITEM_BYTES for entry in header.tensors.values())
    if size > header.data_start + announced or (known and needed != announced):
        raise NotSafetensorsError(f"The tensors of {name!r} do not fill the file exactly.")
