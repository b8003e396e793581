"""The weights that come with the project: which files, and their pinned SHA-256."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ssidkd.core.weights.card import Role
from ssidkd.core.weights.errors import WeightsMissingError
from ssidkd.core.weights.files import LoadedWeights, load_weights

FOLDER = "weights"
"""Where they are inside assets/."""


@dataclass(frozen=True)
class Pin:
    """One bundled file."""

    file: str
    """Name inside assets/weights/."""
    sha256: str
    """Of the whole file, in hexadecimal digits."""


BUNDLED: Mapping[tuple[Role, str], Pin] = MappingProxyType(
    {
        ("teacher", "lite"): Pin(
            "lite-teacher.safetensors",
            "a412371d1762b395ae29b11294a2ec5589e2a1a8a9394eff24264f27c66eeb31",
        ),
        ("student", "lite"): Pin(
            "lite-student.safetensors",
            "577f7f71397d3206be224773692bfe80dab1f7dc00074ab3d46143542a426124",
        ),
    }
)
"""Bundled files by role and variant. A file that differs from its pin is never loaded."""


def bundled_weights(
    assets: Path, role: str, variant: str, pins: Mapping[tuple[Role, str], Pin] = BUNDLED
) -> LoadedWeights:
    """Load weights that come with the project.

    Args:
        assets: the assets/ folder.
        role: `teacher` or `student`.
        variant: a name of `VARIANTS`.
        pins: which files there are.

    Raises:
        WeightsError: if there are none for these words, or the file is missing or another one.
    """
    return load_weights(bundled_file(assets, role, variant, pins), _pin(role, variant, pins).sha256)


def bundled_file(
    assets: Path, role: str, variant: str, pins: Mapping[tuple[Role, str], Pin] = BUNDLED
) -> Path:
    """Return where the file of `bundled_weights` is, whether it is there or not.

    Raises:
        WeightsMissingError: if there are none for these words.
    """
    return assets / FOLDER / _pin(role, variant, pins).file


def _pin(role: str, variant: str, pins: Mapping[tuple[Role, str], Pin]) -> Pin:
    pin = {(str(known), name): pin for (known, name), pin in pins.items()}.get((role, variant))
    if pin is None:
        raise WeightsMissingError(
            f"This copy of the project has no weights for a {role} of the variant {variant!r}. "
            f"Choose another one, or name a weights file."
        )
    return pin
