"""What deraining gives, what it tells on the way, and how it fails."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ssidkd.core.picture import Pixels

Precision = Literal["float32", "bf16"]
FloatArray = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class DerainResult:
    """A derained picture and how it was made."""

    derained: Pixels
    """(H, W, 3) uint8, the size of the picture."""
    rain: FloatArray
    """(H, W, 3), the rain layer: derained = picture / 255 - rain, before clamping."""
    code: FloatArray | None
    """(C4, h, w), the latent code of the picture filled up to multiples of 32 px; None if tiled."""
    seconds: float
    """Time it took, with the time spent waiting for a turn [s]."""
    device: str
    """Where it ran: `cpu`, `cuda`, `mps`."""
    precision: Precision
    """Number type the network computed in."""
    tiles: int
    """Forward passes; 1 means the picture was not tiled."""
    notices: tuple[str, ...]
    """Sentences for the user about what went another way than asked."""


@dataclass(frozen=True, kw_only=True)
class TileProgress:
    """How far a picture is."""

    done: int
    """Tiles finished."""
    total: int
    """Tiles in all."""
    seconds_left: float
    """Estimated from the tiles finished so far [s]."""


ReportProgress = Callable[[TileProgress], None]
ShouldStop = Callable[[], bool]


class DerainError(RuntimeError):
    """The picture could not be derained; the sentence says why."""


class PictureTooSmallError(DerainError):
    """A side is shorter than the network needs."""


class DerainOutOfMemoryError(DerainError):
    """Even the smallest tile needs more memory than there is."""


class DerainCancelled(Exception):  # noqa: N818 - stopping on request is no error
    """The caller asked to stop."""
