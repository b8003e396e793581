"""Derains pictures: the one place where a picture meets a network."""

import threading
import time
from collections.abc import Iterator

import numpy as np
import torch

from ssidkd.core.derainer.devices import choose_device
from ssidkd.core.derainer.engine import Engine
from ssidkd.core.derainer.engines import Engines, PrecisionChoice
from ssidkd.core.derainer.memory import unless_out_of_memory
from ssidkd.core.derainer.result import (
    DerainError,
    DerainOutOfMemoryError,
    DerainResult,
    FloatArray,
    PictureTooSmallError,
    ReportProgress,
    ShouldStop,
)
from ssidkd.core.derainer.schedule import (
    DEFAULT_OVERLAP,
    checked_overlap,
    checked_tile,
    first_tile,
    smaller_tile,
    tile_with_memory_enough,
)
from ssidkd.core.derainer.tiled_pass import Layers, Watcher, run_tiles, turn
from ssidkd.core.derainer.tiles import MINIMUM_TILE, align, longest_side, plan_tiles
from ssidkd.core.network.derain_net import MINIMUM_SIDE, DerainNet
from ssidkd.core.picture import Pixels, to_batch, to_pixels
from ssidkd.core.weights import ChannelOrder

Attempt = tuple[Engine, int]  # where to run, and the side of the tiles

_CPU = torch.device("cpu")
_BAND = 256  # rows turned into pixels at once, so that large pictures need little memory


class Derainer:
    """Removes rain from pictures with one network. Threads may share it.

    Args:
        network: copied, not changed.
        channel_order: order of the colour channels the network was trained with, see
            `WeightsCard.channel_order`. Pictures are RGB whatever it is.
        device: `auto`, `cpu`, `cuda` or `mps`.
        precision: `auto`, `float32` or `bf16`.
        tile: side of the tiles [px]; None lets the free memory decide.
        overlap: of neighbouring tiles [px].
        passes: shared by the derainers that must wait for each other; as many forward passes run
            at once as it has permits. By default one, for this derainer alone.

    Raises:
        ValueError: for a device that is not there, or a precision or size that cannot be.
    """

    def __init__(
        self,
        network: DerainNet,
        *,
        channel_order: ChannelOrder = "rgb",
        device: str = "auto",
        precision: PrecisionChoice = "auto",
        tile: int | None = None,
        overlap: int = DEFAULT_OVERLAP,
        passes: threading.Semaphore | None = None,
    ) -> None:
        self.device = choose_device(device)
        self._engines = Engines(network, channel_order, precision)
        unless_out_of_memory(self.device, self._engines.prepare, self.device)
        self._tile = None if tile is None else checked_tile(tile)
        self._overlap = checked_overlap(overlap)
        self._passes = passes or threading.Semaphore(1)
        self._pixels_per_second: float | None = None

    def derain(
        self,
        pixels: Pixels,
        *,
        report: ReportProgress = lambda _progress: None,
        should_stop: ShouldStop = lambda: False,
    ) -> DerainResult:
        """Remove the rain from a picture (H, W, 3) uint8 with sides of at least 32 px.

        Args:
            pixels: the rainy picture.
            report: called after every tile.
            should_stop: asked before every tile and while waiting for a turn.

        Raises:
            DerainError: if the picture is too small, or memory or the weights fall short.
            DerainCancelled: when `should_stop` says so.
        """
        started = time.perf_counter()
        _check_sides(pixels)
        layers, notices = self._layers(pixels, Watcher(report=report, should_stop=should_stop))
        return DerainResult(
            derained=_without_rain(pixels, layers.rain),
            rain=layers.rain,
            code=layers.code,
            seconds=time.perf_counter() - started,
            device=layers.engine.device.type,
            precision=layers.engine.precision,
            tiles=layers.tiles,
            notices=notices,
        )

    def estimate_seconds(self, height: int, width: int) -> float | None:
        """Estimate the time for a picture from the speed of the last one; None before the first."""
        if self._pixels_per_second is None:
            return None
        tile = self._first_tile(height, width, self._engines.ready(self.device))
        plan = plan_tiles(height, width, tile, self._overlap)
        return len(plan) * plan.tile_pixels / self._pixels_per_second

    def least_bytes(self, height: int, width: int) -> int:
        """Return the memory that a pass over the smallest tile of a picture needs, about."""
        side = self._tile or MINIMUM_TILE
        pixels = min(align(height), side) * min(align(width), side)
        return int(pixels * self._engines.bytes_per_pixel(self.device))

    def _layers(self, pixels: Pixels, watcher: Watcher) -> tuple[Layers, tuple[str, ...]]:
        """Return what the first attempt that finds memory gives, and what there is to say."""
        for engine, tile in self._attempts(pixels, watcher.should_stop):
            layers = unless_out_of_memory(engine.device, self._run, engine, tile, pixels, watcher)
            if layers is not None:
                return layers, self._notices(engine, tile, pixels)
        raise DerainOutOfMemoryError(
            "There is not enough free memory for this picture right now. Try a smaller one, or "
            "try again later."
        )

    def _attempts(self, pixels: Pixels, should_stop: ShouldStop) -> Iterator[Attempt]:
        """Go through smaller and smaller tiles, and then through the same on the CPU."""
        height, width = pixels.shape[:2]
        for device in dict.fromkeys((self.device, _CPU)):
            with turn(self._passes, should_stop):
                engine = unless_out_of_memory(device, self._engines.ready, device)
            if engine is None:
                continue
            tile: int | None = self._first_tile(height, width, engine)
            while tile is not None:
                yield engine, tile
                tile = smaller_tile(min(tile, longest_side(height, width)))

    def _first_tile(self, height: int, width: int, engine: Engine) -> int:
        on_cpu = engine.device == _CPU
        return self._tile or first_tile(height, width, room=engine.room, on_cpu=on_cpu)

    def _notices(self, engine: Engine, tile: int, pixels: Pixels) -> tuple[str, ...]:
        """Say in words what was done in another way than with memory enough."""
        height, width = pixels.shape[:2]
        wanted = self._tile or tile_with_memory_enough(height, width, on_cpu=engine.device == _CPU)
        notices = []
        if engine.device != self.device:
            notices.append(
                f"The {self.device.type} device ran out of memory, so the processor did this "
                f"picture."
            )
        if tile < wanted:
            notices.append(f"Memory was short, so the picture was done in pieces of {tile} pixels.")
        return tuple(notices)

    def _run(self, engine: Engine, tile: int, pixels: Pixels, watcher: Watcher) -> Layers:
        plan = plan_tiles(pixels.shape[0], pixels.shape[1], tile, self._overlap)
        layers = run_tiles(engine, plan, pixels, self._passes, watcher)
        self._pixels_per_second = len(plan) * plan.tile_pixels / layers.computing_seconds
        return layers


def _check_sides(pixels: Pixels) -> None:
    height, width = pixels.shape[:2]
    if min(height, width) < MINIMUM_SIDE:
        raise PictureTooSmallError(
            f"The picture is {width} x {height} pixels; it needs at least {MINIMUM_SIDE} on each "
            f"side."
        )


def _without_rain(pixels: Pixels, rain: FloatArray) -> Pixels:
    if not np.isfinite(rain).all():
        raise DerainError("With these weights the network gives values that are not numbers.")
    derained = np.empty_like(pixels)
    for top in range(0, len(pixels), _BAND):
        rows = slice(top, top + _BAND)
        layer = torch.from_numpy(rain[rows]).permute(2, 0, 1)[None]
        derained[rows] = to_pixels(to_batch(pixels[rows]) - layer)
    return derained
