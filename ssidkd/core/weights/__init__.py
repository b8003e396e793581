"""Weights files: what they say, how they are saved, and how they are loaded strictly."""

from ssidkd.core.weights.card import ChannelOrder, Role, WeightsCard
from ssidkd.core.weights.errors import WeightsError
from ssidkd.core.weights.files import LoadedWeights, load_weights, save_weights

__all__ = [
    "ChannelOrder",
    "LoadedWeights",
    "Role",
    "WeightsCard",
    "WeightsError",
    "load_weights",
    "save_weights",
]
