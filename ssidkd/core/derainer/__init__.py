"""Deraining pictures: devices, precision, tiles, memory and turns."""

from ssidkd.core.derainer.derainer import Derainer
from ssidkd.core.derainer.result import (
    DerainCancelled,
    DerainError,
    DerainOutOfMemoryError,
    DerainResult,
    PictureTooSmallError,
    TileProgress,
)

__all__ = [
    "DerainCancelled",
    "DerainError",
    "DerainOutOfMemoryError",
    "DerainResult",
    "Derainer",
    "PictureTooSmallError",
    "TileProgress",
]
