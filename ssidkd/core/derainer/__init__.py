"""Deraining pictures: devices, precision, tiles, memory and turns."""

from ssidkd.core.derainer.derainer import Derainer
from ssidkd.core.derainer.devices import choose_device
from ssidkd.core.derainer.engines import PrecisionChoice
from ssidkd.core.derainer.result import (
    DerainCancelled,
    DerainError,
    DerainOutOfMemoryError,
    DerainResult,
    PictureTooSmallError,
    ReportProgress,
    ShouldStop,
    TileProgress,
)

__all__ = [
    "DerainCancelled",
    "DerainError",
    "DerainOutOfMemoryError",
    "DerainResult",
    "Derainer",
    "PictureTooSmallError",
    "PrecisionChoice",
    "ReportProgress",
    "ShouldStop",
    "TileProgress",
    "choose_device",
]
