"""How long a lease is asked for: as long as pictures took here before, and some more."""

import math
import threading
from collections import deque

from ssidkd.core.picture import Pixels

FIRST_SECONDS_PER_MEGAPIXEL = 2.0
"""Before anything was measured [s]: the largest network at a tenth of what such GPUs compute."""
FIXED_SECONDS = 4.0
"""For what does not grow with the picture: a new process, the network's way to the GPU [s]."""
SHORTEST, LONGEST = 5, 120
"""Seconds that are asked for. A visitor without an account has 120 a day, and a host checks what is
asked for against what is left; who asks for less is served sooner."""
_MARGIN = 2.0
_MEASURED_FROM = 1 << 20
"""Pixels. With smaller pictures most of the time does not depend on their size."""
_REMEMBERED = 8
_MEGAPIXEL = 1e6


class LeaseLength:
    """Learns from each picture how long the next one's lease is to be. Threads may share it."""

    def __init__(self) -> None:
        self._rates: deque[float] = deque(maxlen=_REMEMBERED)
        self._lock = threading.Lock()

    def learn(self, pixels: int, seconds: float) -> None:
        """Take in that a picture of so many pixels took so long on the GPU [s]."""
        if pixels >= _MEASURED_FROM:
            with self._lock:
                self._rates.append(seconds / pixels)

    def seconds(self, pixels: int) -> int:
        """Return what to ask for, for a picture of so many pixels [s]."""
        with self._lock:
            slowest = max(self._rates, default=None)
        rate = FIRST_SECONDS_PER_MEGAPIXEL / _MEGAPIXEL if slowest is None else _MARGIN * slowest
        return min(max(math.ceil(FIXED_SECONDS + rate * pixels), SHORTEST), LONGEST)


def pixels_of(picture: Pixels) -> int:
    """Return how many pixels a picture has."""
    return int(picture.shape[0] * picture.shape[1])
