"""How fast NIQE is, as a ratio to the same thing written plainly."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from ssidkd.core.metrics import PristineModel, bundled_pristine_model, niqe
from training.plain_niqe import plain_niqe


@dataclass(frozen=True, kw_only=True)
class NiqeTiming:
    """One size of picture, both ways, on one thread of OpenCV."""

    side: int
    """Height and width of the picture [px]."""
    milliseconds: float
    plain_milliseconds: float

    @property
    def speed_up(self) -> float:
        """How many times faster NIQE is than the plain one."""
        return self.plain_milliseconds / self.milliseconds


def benchmark_niqe(
    sides: tuple[int, ...] = (512, 1024), repeats: int = 15, plain_repeats: int = 2
) -> list[NiqeTiming]:
    """Time NIQE on noise of several sizes; the fastest of the repeats counts."""
    model = bundled_pristine_model()
    threads = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        return [_time_side(side, repeats, plain_repeats, model) for side in sides]
    finally:
        cv2.setNumThreads(threads)


def _time_side(side: int, repeats: int, plain_repeats: int, model: PristineModel) -> NiqeTiming:
    noise = np.random.default_rng(0).normal(127.5, 10, (side, side, 3))
    pixels = np.clip(np.rint(noise), 0, 255).astype(np.uint8)
    return NiqeTiming(
        side=side,
        milliseconds=_fastest(lambda: niqe(pixels, model), repeats),
        plain_milliseconds=_fastest(lambda: plain_niqe(pixels, model), plain_repeats),
    )


def _fastest(call: Callable[[], object], repeats: int) -> float:
    """Return the shortest of several runs [ms]; the first is not counted."""
    seconds = []
    for _ in range(repeats + 1):
        start = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - start)
    return 1000 * min(seconds[1:])
