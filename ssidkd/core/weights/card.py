"""What a weights file says about itself, kept in its safetensors metadata."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from ssidkd.core.network.config import VARIANTS, NetworkConfig
from ssidkd.core.weights.errors import MissingMetadataError, WeightsError, WrongArchitectureError

Role = Literal["teacher", "student"]
ChannelOrder = Literal["rgb", "bgr"]

ARCHITECTURE = "ssidkd.DerainNet"
LARGEST_CHANNELS = 512
LARGEST_UNITS = 64  # a file's word must not make the loader build millions of modules

_TEXT_FIELDS = ("role", "variant", "recipe", "data", "commit", "channel_order", "licence")


@dataclass(frozen=True, kw_only=True)
class WeightsCard:
    """Where a set of weights comes from and how it must be used."""

    role: Role
    """`teacher` (SID, stage one) or `student` (SSID-KD, stage two)."""
    variant: str
    """A name of `VARIANTS`, or any other word for another shape."""
    config: NetworkConfig
    """The network's shape."""
    recipe: str
    """Name of the training recipe."""
    data: str
    """What it was trained on, in words."""
    steps: int
    """Optimiser steps."""
    commit: str
    """Commit of the code that trained it; empty if unknown."""
    channel_order: ChannelOrder = "rgb"
    """Order of the colour channels the network was trained with."""
    licence: str = "Apache-2.0"
    """Licence of the weights."""

    def __post_init__(self) -> None:
        """Raise `WeightsError` for words this project does not use."""
        if self.role not in ("teacher", "student"):
            raise WeightsError(f"The role must be teacher or student, not {self.role!r}.")
        if self.channel_order not in ("rgb", "bgr"):
            raise WeightsError(f"The channel order must be rgb or bgr, not {self.channel_order!r}.")
        named = VARIANTS.get(self.variant)
        if named is not None and named != self.config:
            raise WrongArchitectureError(
                f"The weights call themselves {self.variant!r} but have another shape than "
                f"that variant."
            )

    def to_metadata(self) -> dict[str, str]:
        """Write the card as safetensors metadata (strings only)."""
        texts = {name: str(getattr(self, name)) for name in _TEXT_FIELDS}
        config = json.dumps(asdict(self.config))
        return {"architecture": ARCHITECTURE, "config": config, "steps": str(self.steps), **texts}


def card_from_metadata(metadata: Mapping[str, str]) -> WeightsCard:
    """Read a card back.

    Raises:
        MissingMetadataError: if a field is missing or unreadable.
        WrongArchitectureError: if it describes another network.
    """
    if metadata.get("architecture", ARCHITECTURE) != ARCHITECTURE:
        raise WrongArchitectureError(
            f"The file holds {metadata['architecture']!r}, not weights of {ARCHITECTURE}."
        )
    wanted = ("architecture", "config", "steps", *_TEXT_FIELDS)
    if missing := [name for name in wanted if name not in metadata]:
        raise MissingMetadataError(
            f"The file does not say its {', '.join(missing)}. Convert it, or save it again "
            f"with this project."
        )
    if not metadata["steps"].isdecimal():
        raise MissingMetadataError(f"The number of steps is {metadata['steps']!r}, no number.")
    texts = {name: metadata[name] for name in _TEXT_FIELDS}
    config = _read_config(metadata["config"])
    return WeightsCard(config=config, steps=int(metadata["steps"]), **texts)  # type: ignore[arg-type]


def _read_config(text: str) -> NetworkConfig:
    try:
        values: dict[str, Any] = json.loads(text)
        lists_as_tuples: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in values.items()
        }
        config = NetworkConfig(**lists_as_tuples)
        fits = _is_buildable(config)
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise WrongArchitectureError("The file describes no network of this project.") from error
    if not fits:
        raise WrongArchitectureError(
            "The file describes a network that this project does not build."
        )
    return config


def _is_buildable(config: NetworkConfig) -> bool:
    numbers = (*config.channels, *config.units, config.scales)
    return (
        all(type(number) is int for number in numbers)
        and max(config.channels) <= LARGEST_CHANNELS
        and max(config.units) <= LARGEST_UNITS
        and len(config.blocks) <= LARGEST_UNITS
    )
