"""What a part of a network makes of a photo: its feature maps, small enough to show all of them."""

import math
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ssidkd.core.network.probe import feature_maps
from ssidkd.core.picture import Pixels, to_batch
from ssidkd.core.weights import LoadedWeights
from ssidkd.services.background import Report, ShouldStop, events_of
from ssidkd.services.photos import at_most

LOOK_PIXELS = 150_000
"""The photo is made smaller to this before a network is looked into."""
TILE_SIDE = 176
"""Longer side of a shown map; larger ones are made smaller [px]."""
SHEET_COLUMNS = 8
_HIGHEST = 99.0  # percentile; a single bright pixel must not darken all maps

MapScale = Literal["each", "one"]
"""Every map from its own least to its own greatest value, or all maps on one scale."""


@dataclass(frozen=True, kw_only=True, eq=False)  # Gradio hashes states to see what changed
class PartMaps:
    """The feature maps of one part for one photo."""

    part: str
    """A name of `network_parts`."""
    values: NDArray[np.float32]
    """(N, C, h, w): of a chain N states, the first of which is what enters it; else N is 1."""
    map_size: tuple[int, int]
    """Width and height of the maps before they were made smaller [px]."""
    photo_size: tuple[int, int]
    """Width and height of the copy that the network worked on [px]."""
    order: tuple[int, ...]
    """Channels, the strongest first: by the standard deviation over the last state's map, so that
    every channel keeps its place from one application to the next."""

    @property
    def applications(self) -> int:
        """How often the unit of a chain was applied; 0 for a part that is none."""
        return len(self.values) - 1


def look_into(
    weights: LoadedWeights, device: str, pixels: Pixels, part: str, stop: threading.Event
) -> Iterator[PartMaps | float]:
    """Yield how much is done, 0 to 1, and at last the maps; nothing more once `stop` is set.

    Args:
        weights: a network of the caller's own.
        device: where to run it.
        pixels: the photo, of any size.
        part: a name of `network_parts`.
        stop: ends the work when it is set.

    Raises:
        KeyError: the network has no such part.
        ProbeStopped: `stop` was set while the network worked.
    """
    small = at_most(pixels, LOOK_PIXELS)

    def work(report: Report[PartMaps | float], should_stop: ShouldStop) -> None:
        batch = to_batch(small)
        if weights.card.channel_order == "bgr":
            batch = batch.flip(1)
        network = weights.network.to(torch.device(device)).eval()
        states = feature_maps(
            network, batch.to(torch.device(device)), part, report=report, should_stop=should_stop
        )
        report(part_maps(part, states, small))

    share = 0.0
    for event in events_of(work, stop):
        share = event if isinstance(event, float) else share
        yield share if event is None else event


def part_maps(part: str, states: list[Tensor], photo: Pixels) -> PartMaps:
    """Return states (1, C, h, w) of a part as maps to show, beside the photo they were made of."""
    height, width = states[0].shape[-2:]
    values = np.stack([_small(state[0].float().cpu().numpy()) for state in states])
    strength = values[-1].std(axis=(1, 2))
    return PartMaps(
        part=part,
        values=values,
        map_size=(width, height),
        photo_size=(photo.shape[1], photo.shape[0]),
        order=tuple(int(channel) for channel in np.argsort(-strength, kind="stable")),
    )


def map_ranges(maps: PartMaps, state: int, scale: MapScale) -> list[tuple[float, float]]:
    """Return the values that are drawn darkest and brightest, for each map in the shown order."""
    if scale == "each":
        shown = maps.values[state][list(maps.order)]
        return [(float(one.min()), float(one.max())) for one in shown]
    low, high = np.percentile(maps.values, (100 - _HIGHEST, _HIGHEST))
    return [(float(low), float(high))] * len(maps.order)


def map_sheet(maps: PartMaps, state: int, scale: MapScale) -> Pixels:
    """Draw all maps of a state in one picture, `SHEET_COLUMNS` beside each other, in their order.

    Returns:
        pixels (rows * h, columns * w, 3); places after the last map are black.
    """
    height, width = maps.values.shape[-2:]
    rows = math.ceil(len(maps.order) / SHEET_COLUMNS)
    columns = min(SHEET_COLUMNS, len(maps.order))
    sheet = np.zeros((rows * height, columns * width), np.uint8)
    ranges = map_ranges(maps, state, scale)
    for place, (channel, (low, high)) in enumerate(zip(maps.order, ranges, strict=True)):
        top, left = place // SHEET_COLUMNS * height, place % SHEET_COLUMNS * width
        share = (maps.values[state, channel] - low) / max(high - low, 1e-12)
        sheet[top : top + height, left : left + width] = np.rint(255 * np.clip(share, 0, 1))
    coloured = cv2.applyColorMap(sheet, cv2.COLORMAP_VIRIDIS)
    return np.ascontiguousarray(coloured[..., ::-1], dtype=np.uint8)


def _small(channels: NDArray[np.float32]) -> NDArray[np.float32]:
    """Make maps (C, h, w) smaller by averaging, so that the longer side is at most `TILE_SIDE`."""
    height, width = channels.shape[1:]
    factor = TILE_SIDE / max(height, width)
    if factor >= 1:
        return np.ascontiguousarray(channels, np.float32)
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    resized = [cv2.resize(one, size, interpolation=cv2.INTER_AREA) for one in channels]
    return np.asarray(resized, np.float32)
