"""Sends a picture through an engine tile by tile, taking turns with other pictures."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from ssidkd.core.derainer.engine import Engine
from ssidkd.core.derainer.result import (
    DerainCancelled,
    FloatArray,
    ReportProgress,
    ShouldStop,
    TileProgress,
)
from ssidkd.core.derainer.tiles import TilePlan
from ssidkd.core.picture import Pixels, to_batch

_SECONDS_BETWEEN_QUESTIONS = 0.1


@dataclass(frozen=True, kw_only=True)
class Watcher:
    """Who is told about the progress and may stop the work."""

    report: ReportProgress
    """Called after every tile."""
    should_stop: ShouldStop
    """Asked before every tile and while waiting for a turn."""


@dataclass(frozen=True, kw_only=True)
class Layers:
    """What came out of the network for a whole picture."""

    engine: Engine
    """Where it ran."""
    tiles: int
    """Forward passes it took."""
    rain: FloatArray
    """(H, W, 3), blended from all tiles."""
    code: FloatArray | None
    """(C4, h, w) of a picture done in one tile."""
    computing_seconds: float
    """Time spent in forward passes, without waiting [s]."""


def run_tiles(
    engine: Engine,
    plan: TilePlan,
    pixels: Pixels,
    passes: threading.Semaphore,
    watcher: Watcher,
) -> Layers:
    """Send every tile of a picture through the network and blend the rain.

    Raises:
        DerainCancelled: when the watcher asks to stop.
    """
    rain = np.zeros(pixels.shape, np.float32)
    codes: list[FloatArray] = []
    computing = 0.0
    started = time.perf_counter()
    for done, tile in enumerate(plan, start=1):
        batch = to_batch(tile.cut(pixels))
        with turn(passes, watcher.should_stop):
            began = time.perf_counter()
            layer, code = engine.run(batch)
            computing += time.perf_counter() - began
        tile.blend(layer[0].permute(1, 2, 0).numpy(), rain)
        if len(plan) == 1:
            codes.append(code[0].numpy())
        left = (time.perf_counter() - started) / done * (len(plan) - done)
        watcher.report(TileProgress(done=done, total=len(plan), seconds_left=left))
    return Layers(
        engine=engine,
        tiles=len(plan),
        rain=rain,
        code=codes[0] if codes else None,
        computing_seconds=computing,
    )


@contextmanager
def turn(passes: threading.Semaphore, should_stop: ShouldStop) -> Iterator[None]:
    """Hold one permit, and give up waiting for it when asked to stop.

    Raises:
        DerainCancelled: when `should_stop` says so before there is a permit.
    """
    while True:
        if should_stop():
            raise DerainCancelled("Stopped on request.")
        if passes.acquire(timeout=_SECONDS_BETWEEN_QUESTIONS):
            break
    try:
        yield
    finally:
        passes.release()
