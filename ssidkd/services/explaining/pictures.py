"""Maps of a comparison's pictures: dark channels, rain layers, differences."""

from collections.abc import Mapping
from dataclasses import dataclass

from ssidkd.core.dark_channel import DarkChannel, measure_dark_channel
from ssidkd.core.rain_layer import RainLayer, difference, measure_rain_layer
from ssidkd.core.signed_map import SignedMap, shared_limit
from ssidkd.services.comparing import PaneName
from ssidkd.services.comparison import Comparison

ORDER: tuple[PaneName, ...] = ("input", "teacher", "student", "finetuned", "truth")
LARGEST_WINDOW = 63
"""Of the dark channel on the page [px]."""
Pair = tuple[PaneName, PaneName]
_PAIRS: tuple[Pair, ...] = (
    ("teacher", "student"),
    ("finetuned", "student"),
    ("teacher", "truth"),
    ("student", "truth"),
    ("finetuned", "truth"),
)


@dataclass(frozen=True, kw_only=True)
class RainLayers:
    """Rain layers of all pictures but the input, on one scale."""

    layers: Mapping[PaneName, RainLayer]
    limit: float
    """End of the scale on both sides."""


def names(comparison: Comparison) -> tuple[PaneName, ...]:
    """Return the pictures there are, in the order in which they are shown."""
    return tuple(name for name in ORDER if name in comparison.panes)


def odd_window(asked: float) -> int:
    """Return the window nearest to what was asked for that is odd, 1 to `LARGEST_WINDOW` [px]."""
    return min(max(int(asked) // 2 * 2 + 1, 1), LARGEST_WINDOW)


def dark_channels(comparison: Comparison, window: int) -> dict[PaneName, DarkChannel]:
    """Return the dark channel of every picture over an odd window [px]."""
    return {
        name: measure_dark_channel(comparison.panes[name].pixels, window)
        for name in names(comparison)
    }


def rain_layers(comparison: Comparison) -> RainLayers:
    """Return what was taken out of the input, or, for the truth, what was put in."""
    layers: dict[PaneName, RainLayer] = {
        name: measure_rain_layer(comparison.rainy, comparison.panes[name].pixels)
        for name in names(comparison)
        if name != "input"
    }
    return RainLayers(layers=layers, limit=shared_limit([layer.map for layer in layers.values()]))


def differences(comparison: Comparison) -> dict[Pair, SignedMap]:
    """Return first minus second, (H, W) in [-1, 1], for the pairs of pictures there are."""
    return {
        (first, second): difference(comparison.panes[first].pixels, comparison.panes[second].pixels)
        for first, second in _PAIRS
        if {first, second} <= comparison.panes.keys()
    }
