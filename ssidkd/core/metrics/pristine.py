"""The pristine model: what NIQE's features look like on 125 undistorted photos."""

import hashlib
import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from ssidkd.core.assets import assets_folder
from ssidkd.core.metrics.gaussian import Array

PRISTINE_SHA256 = "2a7c182a68c9e7f1b2e2e5ec723279d6f65d912b6fcaf37eb2bf03d7367c4296"
"""Of the one file with the model of the LIVE release; other models give other scores."""


class PristineModelError(ValueError):
    """The file with NIQE's pristine model is missing, or is not the one that defines the scores."""


@dataclass(frozen=True, kw_only=True, eq=False)
class PristineModel:
    """A Gaussian over the 36 features of a block; threads share its arrays, which are read-only."""

    mean: Array
    """(36,)"""
    covariance: Array
    """(36, 36)"""


def load_pristine_model(path: Path) -> PristineModel:
    """Read the model after its SHA-256 was checked.

    Raises:
        PristineModelError: no such file, or a changed one.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise PristineModelError(
            f"NIQE's model {path.name} cannot be read. Restore assets/niqe/ from the project."
        ) from error
    if hashlib.sha256(content).hexdigest() != PRISTINE_SHA256:
        raise PristineModelError(
            f"NIQE's model {path.name} was changed or damaged: its SHA-256 is not the pinned one. "
            "Restore assets/niqe/ from the project."
        )
    with np.load(io.BytesIO(content), allow_pickle=False) as file:
        mean = np.ascontiguousarray(file["mu_pris_param"].reshape(-1))
        covariance = np.ascontiguousarray(file["cov_pris_param"])
    mean.setflags(write=False)
    covariance.setflags(write=False)
    return PristineModel(mean=mean, covariance=covariance)


@lru_cache(maxsize=1)
def bundled_pristine_model() -> PristineModel:
    """Return the model that comes with the project, read once."""
    return load_pristine_model(assets_folder() / "niqe" / "niqe_pris_params.npz")
