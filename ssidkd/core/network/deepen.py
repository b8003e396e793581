"""Deepens a trained network: more applications of the same units, and the same output at first.

A chain recurses over one unit, so a deeper chain has the same unit. What grows are the convolutions
that read concatenated states: they get zeros for the new states, which training then fills.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

import torch
from torch import Tensor

from ssidkd.core.network.derain_net import DerainNet

_FUSION = re.compile(r"^(.+\.fuse)\.(\d+)\.(.+)$")
_LAST_TRANSITION = "full_network.back_to_full.conv.0.weight"


def deepen(network: DerainNet, units: tuple[int, int, int]) -> DerainNet:
    """Build a network with more units that gives the same derained picture and rain.

    Its latent code is the last state of a deeper chain: the same only where the number of units
    at quarter scale stays.

    Args:
        network: trained, with states merged by concatenation.
        units: at full, half and quarter scale, none fewer than the network has.

    Raises:
        ValueError: if the network cannot be deepened like this.
    """
    config = network.config
    if config.connections != "concat":
        raise ValueError("Only networks that concatenate their states can be deepened.")
    if any(new < old for new, old in zip(units, config.units, strict=True)):
        raise ValueError(f"{units} units are fewer than the network's {config.units}.")
    deeper = DerainNet(replace(config, units=units))
    shallow = network.state_dict()
    slot = config.channels[1]  # the last transition reads states of the half scale
    deeper.load_state_dict(
        {
            name: _widened(shallow[_source(name, shallow)], target, name, slot)
            for name, target in deeper.state_dict().items()
        }
    )
    return deeper.train(network.training)


def _source(name: str, shallow: Mapping[str, Tensor]) -> str:
    """Name the old tensor that a new one starts from: for a new fusion, the chain's last one."""
    if name in shallow:
        return name
    fusion = _FUSION.match(name)
    if fusion is None:
        raise ValueError(f"{name!r} has no tensor to start from.")
    chain, index, rest = fusion.groups()
    return _source(f"{chain}.{int(index) - 1}.{rest}", shallow)


def _widened(old: Tensor, target: Tensor, name: str, slot: int) -> Tensor:
    """Copy weights into a tensor with room for more input states, and zeros for the new ones."""
    new = torch.zeros_like(target)
    if name == _LAST_TRANSITION:
        # Its last slot does not hold a state but the chain's output, so it stays the last one.
        before = old.shape[1] - slot
        new[:, :before] = old[:, :before]
        new[:, -slot:] = old[:, before:]
    else:
        new[tuple(slice(side) for side in old.shape)] = old
    return new
