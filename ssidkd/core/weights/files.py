"""Saves and loads weights as safetensors files; no other format is ever loaded into a network."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import torch
from safetensors import SafetensorError
from safetensors.torch import load as parse_safetensors
from safetensors.torch import save as write_safetensors
from torch import Tensor

from ssidkd.core.durable import write_whole
from ssidkd.core.network.config import NetworkConfig
from ssidkd.core.network.derain_net import DerainNet
from ssidkd.core.weights.card import WeightsCard, card_from_metadata
from ssidkd.core.weights.errors import (
    NonFiniteWeightsError,
    NotSafetensorsError,
    WeightsHashError,
    WeightsKeysError,
    WeightsShapeError,
    WrongArchitectureError,
)
from ssidkd.core.weights.header import TensorEntry, read_header

StoredPrecision = Literal["float16", "float32"]
_DTYPES: dict[StoredPrecision, torch.dtype] = {"float16": torch.float16, "float32": torch.float32}
_READABLE = frozenset({"F16", "BF16", "F32"})


@dataclass(frozen=True)
class LoadedWeights:
    """A network ready to use, and where it comes from."""

    network: DerainNet
    """In evaluation mode, float32, on the CPU."""
    card: WeightsCard
    """What the file says about itself."""
    sha256: str
    """Of the whole file, in hexadecimal digits."""


def save_weights(
    network: DerainNet, card: WeightsCard, path: Path, precision: StoredPrecision = "float32"
) -> str:
    """Write a weights file; it appears under `path` only when it is complete.

    Args:
        network: whose weights to save, on any device.
        card: must describe the same shape as the network has.
        path: ends in `.safetensors` by custom; an existing file is replaced.
        precision: how the numbers are stored. float16 halves the file.

    Returns:
        the file's SHA-256.

    Raises:
        WeightsError: if the card is another network's, or a value is not finite as stored.
    """
    if card.config != network.config:
        raise WrongArchitectureError("The card describes another network than the one to save.")
    tensors = {
        name: value.detach().to("cpu", _DTYPES[precision]).contiguous()
        for name, value in network.state_dict().items()
    }
    check_finite(tensors)
    content = _ordered(write_safetensors(tensors, metadata=card.to_metadata()))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)
    return hashlib.sha256(content).hexdigest()


def load_weights(path: Path, sha256: str | None = None) -> LoadedWeights:
    """Load a weights file strictly: everything it says must fit, or nothing is loaded.

    Args:
        path: a safetensors file written by `save_weights`.
        sha256: if given, the file must have this hash.

    Raises:
        WeightsError: one of its sub-classes, for what is wrong with the file.
    """
    header = read_header(path)
    card = card_from_metadata(header.metadata)
    network = network_without_storage(card.config)
    check_entries(header.tensors, network.state_dict())
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if sha256 is not None and digest != sha256:
        raise WeightsHashError(
            f"{path.name!r} is not the expected file: its SHA-256 is {digest}, not {sha256}. "
            f"Fetch it again."
        )
    try:
        stored = parse_safetensors(content)
    except SafetensorError as error:
        raise NotSafetensorsError(f"{path.name!r} is not a valid safetensors file.") from error
    tensors = {name: value.to(torch.float32) for name, value in stored.items()}
    check_finite(tensors)
    network.load_state_dict(tensors, strict=True, assign=True)
    return LoadedWeights(network=network.eval(), card=card, sha256=digest)


def network_without_storage(config: NetworkConfig) -> DerainNet:
    """Build a network whose tensors have shapes but no memory, to compare and to fill."""
    with torch.device("meta"):
        return DerainNet(config)


def check_entries(found: Mapping[str, TensorEntry], wanted: Mapping[str, Tensor]) -> None:
    """Raise `WeightsKeysError` or `WeightsShapeError` unless the announced tensors fit."""
    missing, extra = sorted(wanted.keys() - found.keys()), sorted(found.keys() - wanted.keys())
    if missing or extra:
        raise WeightsKeysError(
            f"The weights do not fit the network: {_count(missing)} missing, {_count(extra)} "
            f"too many."
        )
    for name, tensor in wanted.items():
        entry = found[name]
        if entry.shape != tuple(tensor.shape):
            raise WeightsShapeError(
                f"{name!r} has the shape {entry.shape}; the network needs {tuple(tensor.shape)}."
            )
        if entry.dtype not in _READABLE:
            raise WeightsShapeError(f"{name!r} has numbers of type {entry.dtype}, not floats.")


def check_finite(tensors: Mapping[str, Tensor]) -> None:
    """Raise `NonFiniteWeightsError` naming the first tensor with a value that is not finite."""
    for name, tensor in tensors.items():
        if not bool(torch.isfinite(tensor).all()):
            raise NonFiniteWeightsError(f"{name!r} has values that are not finite numbers.")


def _count(names: list[str]) -> str:
    return f"{len(names)} tensors (such as {names[0]!r})" if names else "none"


def _ordered(content: bytes) -> bytes:
    """Put the metadata in order; the library writes it in a random one, so hashes would differ."""
    end = 8 + int.from_bytes(content[:8], "little")
    header = json.loads(content[8:end])
    header["__metadata__"] = dict(sorted(header["__metadata__"].items()))
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)  # the format aligns tensors to 8 bytes with blanks
    return len(text).to_bytes(8, "little") + text + content[end:]
