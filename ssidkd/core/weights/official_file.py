"""Reads a checkpoint of the authors' network, so that it can be saved as this project's weights.

Source: files written by https://github.com/cuiyixin555/SSID-KD with `torch.save`: a dict with the
keys `net` (state dict), `clock_net` (steps) and `opt_net`.
"""

import hashlib
import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from ssidkd.core.network.config import VARIANTS
from ssidkd.core.network.official import (
    OfficialCheckpointError,
    convert_state_dict,
    official_keys,
)
from ssidkd.core.weights.card import ChannelOrder, Role, WeightsCard
from ssidkd.core.weights.files import LoadedWeights, check_finite, network_without_storage

VARIANT = "base"
_LARGEST_FILE = 2**30  # bytes; weights with the optimiser's two moments are about 60 MB
_PREFIX = "module."  # from training on several GPUs


def load_official(
    path: Path, channel_order: ChannelOrder = "bgr", role: Role = "teacher"
) -> LoadedWeights:
    """Load a checkpoint of the authors' network.

    Args:
        path: their file. It is read without running any code in it, and nothing is copied before
            names and shapes are known to fit.
        channel_order: order of the colour channels it was trained with; most of the authors'
            scripts read pictures as BGR.
        role: `teacher` for stage one, `student` for stage two.

    Raises:
        OfficialCheckpointError: if it is no such checkpoint.
        WeightsError: if it holds values that are not finite numbers.
    """
    checkpoint = _read(path)
    network = network_without_storage(VARIANTS[VARIANT])
    wanted = network.state_dict()
    official = _checked(checkpoint, wanted)
    tensors = {name: value.float() for name, value in convert_state_dict(official).items()}
    check_finite(tensors)
    network.load_state_dict(tensors, strict=True, assign=True)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    card = WeightsCard(
        role=role,
        variant=VARIANT,
        config=network.config,
        recipe="released",
        data=f"imported from the authors' checkpoint with the SHA-256 {digest}",
        steps=_steps(checkpoint),
        commit="",
        channel_order=channel_order,
        licence="not stated by the authors",
    )
    return LoadedWeights(network=network.eval(), card=card, sha256=digest)


def _read(path: Path) -> Mapping[str, Any]:
    if not path.is_file():
        raise OfficialCheckpointError(f"There is no file {path.name!r}.")
    if path.stat().st_size > _LARGEST_FILE:
        raise OfficialCheckpointError(f"{path.name!r} is too large for a checkpoint of theirs.")
    try:
        checkpoint = torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        raise OfficialCheckpointError(
            f"{path.name!r} is no file of torch.save, or holds more than numbers; it was not used."
        ) from error
    except (EOFError, RuntimeError, OSError, ValueError, LookupError, TypeError) as error:
        # torch has no class of its own for a damaged file; these were seen for truncated ones.
        raise OfficialCheckpointError(f"{path.name!r} is damaged. Fetch it again.") from error
    if not isinstance(checkpoint, dict) or not isinstance(checkpoint.get("net"), dict):
        raise OfficialCheckpointError(
            f"{path.name!r} has no entry 'net'; it is no checkpoint of the authors."
        )
    return checkpoint


def _checked(checkpoint: Mapping[str, Any], wanted: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return the state dict without the prefix, once all its names and shapes fit."""
    found = {str(key).removeprefix(_PREFIX): value for key, value in checkpoint["net"].items()}
    names = official_keys(wanted)
    missing, extra = sorted(names.keys() - found.keys()), sorted(found.keys() - names.keys())
    if missing or extra:
        such = (missing or extra)[0]
        raise OfficialCheckpointError(
            f"The checkpoint does not fit: {len(missing)} tensors are missing and {len(extra)} "
            f"are too many, such as {such!r}."
        )
    for key, ours in names.items():
        _check_tensor(key, found[key], wanted[ours].shape)
    return found


def _check_tensor(key: str, value: object, shape: torch.Size) -> None:
    if not isinstance(value, Tensor) or value.layout != torch.strided:
        raise OfficialCheckpointError(f"{key!r} is not a plain tensor.")
    if value.shape != shape or not value.is_floating_point():
        raise OfficialCheckpointError(
            f"{key!r} is {value.dtype} of the shape {tuple(value.shape)}; the network needs floats "
            f"of {tuple(shape)}."
        )
    # An expanded tensor claims numbers that are not in the file.
    if value.untyped_storage().nbytes() < value.numel() * value.element_size():
        raise OfficialCheckpointError(f"{key!r} repeats a few numbers instead of holding all.")


def _steps(checkpoint: Mapping[str, Any]) -> int:
    clock = checkpoint.get("clock_net")
    if isinstance(clock, dict):
        clock = clock.get("step")
    return clock if isinstance(clock, int) else 0
