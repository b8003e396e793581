"""Widens a trained network: more channels at each scale, and the same output at first.

Old outputs get zeros for new inputs, so nothing that was there changes; new outputs start at
random, so that those zeros have something to learn from. With `deepen` this turns trained weights
of `lite` into a start for `base` that is as good as they are.
"""

from collections.abc import Sequence
from dataclasses import replace

import torch
from torch import Tensor

from ssidkd.core.network.config import NetworkConfig
from ssidkd.core.network.deepen import deepen
from ssidkd.core.network.derain_net import DerainNet

_PICTURE = -1  # in place of a scale: the three colours, which stay three
_QUIET = 0.1  # new residuals start small, as in a network trained from scratch
# Scale of what goes into and comes out of a module: 0 full, 1 half, 2 quarter.
_SCALES: dict[str, tuple[int, int]] = {
    "head_full": (_PICTURE, 0),
    "head_half": (_PICTURE, 1),
    "head_quarter": (_PICTURE, 2),
    "quarter_chain": (2, 2),
    "half_network.encoder": (1, 1),
    "half_network.to_quarter": (1, 2),
    "half_network.code": (2, 2),
    "half_network.to_half": (2, 1),
    "half_network.decoder": (1, 1),
    "full_network.encoder": (0, 0),
    "full_network.to_half": (0, 1),
    "full_network.encoder_half": (1, 1),
    "full_network.to_quarter": (1, 2),
    "full_network.code": (2, 2),
    "full_network.back_to_half": (2, 1),
    "full_network.decoder_half": (1, 1),
    "full_network.back_to_full": (1, 0),
    "full_network.decoder": (0, 0),
}


def grow(network: DerainNet, config: NetworkConfig) -> DerainNet:
    """Build a wider and deeper network that gives the same derained picture and rain.

    Args:
        network: trained, with states merged by concatenation.
        config: the new shape: no channel and no unit fewer, everything else as it is.

    Raises:
        ValueError: if the network cannot grow into that shape.
    """
    grown = deepen(widen(network, config.channels), config.units)
    if grown.config != config:
        raise ValueError("Only channels and units can grow; scales, blocks and connections stay.")
    return grown


def widen(network: DerainNet, channels: tuple[int, int, int]) -> DerainNet:
    """Build a network with more channels that gives the same derained picture, rain and states.

    Args:
        network: trained.
        channels: at full, half and quarter scale, none fewer than the network has. New weights
            are drawn from torch's generator.

    Raises:
        ValueError: for fewer channels.
    """
    old = network.config
    if any(new < before for new, before in zip(channels, old.channels, strict=True)):
        raise ValueError(f"{channels} channels are fewer than the network's {old.channels}.")
    wider = DerainNet(replace(old, channels=channels))
    before = network.state_dict()
    weights = {
        name: _widened(name, before[name], new, old.channels, channels)
        for name, new in wider.state_dict().items()
    }
    wider.load_state_dict(weights)
    return wider.train(network.training)


def _widened(
    name: str, old: Tensor, new: Tensor, narrow: Sequence[int], wide: Sequence[int]
) -> Tensor:
    """Put old weights at their places among new ones; old outputs ignore new inputs."""
    outputs = _places(_scales(name, 1), old.shape[0], narrow, wide)
    widened = new * _QUIET if ".unit." in name and name.endswith("fuse.weight") else new.clone()
    if old.ndim == 1:
        widened[outputs] = old
        return widened
    inputs = _places(_scales(name, 0), old.shape[1], narrow, wide)
    widened[outputs] = 0
    widened[outputs[:, None], inputs] = old
    return widened


def _scales(name: str, side: int) -> tuple[int, ...]:
    """Return the scales whose channels a tensor's inputs (side 0) or outputs (1) repeat."""
    if name.startswith("tail."):
        return (_PICTURE,) if side else (0, 1, 2)
    prefix = max((key for key in _SCALES if name.startswith(f"{key}.")), key=len)
    return (_SCALES[prefix][side],)


def _places(
    scales: Sequence[int], count: int, narrow: Sequence[int], wide: Sequence[int]
) -> Tensor:
    """Return where each of `count` old channels is among the new ones.

    Channels come in slots, one for each state or branch that was concatenated; a wider slot begins
    with what the narrow one held.
    """
    if scales == (_PICTURE,):
        return torch.arange(count)
    slots = list(scales) if len(scales) > 1 else [scales[0]] * (count // narrow[scales[0]])
    places, start = [], 0
    for scale in slots:
        places.append(torch.arange(start, start + narrow[scale]))
        start += wide[scale]
    return torch.cat(places)[:count]
