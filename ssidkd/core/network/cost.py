"""What a network costs: parameters, multiply-adds and working memory, counted from the network.

Multiply-adds are those of the convolutions, as in the paper's Table IV; resizing, pooling and
activations are left out.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from ssidkd.core.network.config import NetworkConfig
from ssidkd.core.network.derain_net import DerainNet

PAPER_SIDE = 128
"""Side of the picture that the paper's Table IV counts for [px]."""


@dataclass(frozen=True, kw_only=True)
class PartCost:
    """Cost of one part of the network, such as `full_network.encoder`."""

    name: str
    """Path of the module, as in the state dict."""
    parameters: int
    """Numbers learnt in this part."""
    multiply_adds: int
    """Multiply-adds of its convolutions for one picture; repeated units count each time."""


@dataclass(frozen=True, kw_only=True)
class NetworkCost:
    """Cost of a whole network for one picture."""

    side: int
    """Side of the square picture counted for [px]."""
    parts: tuple[PartCost, ...]
    """Heads, chains, transitions and tail, in the order of the state dict."""

    @property
    def parameters(self) -> int:
        """Numbers learnt."""
        return sum(part.parameters for part in self.parts)

    @property
    def multiply_adds(self) -> int:
        """Multiply-adds for one picture of `side` x `side`."""
        return sum(part.multiply_adds for part in self.parts)

    @property
    def multiply_adds_per_pixel(self) -> float:
        """Multiply-adds for each pixel of the picture."""
        return self.multiply_adds / self.side**2


def network_cost(config: NetworkConfig, side: int = PAPER_SIDE) -> NetworkCost:
    """Count a network by running it without numbers (on the meta device)."""
    with torch.device("meta"):
        network = DerainNet(config)
        parts = named_parts(network)
        counts = dict.fromkeys(parts, 0)
        with _counting(parts, counts), torch.no_grad():
            network(torch.empty(1, 3, side, side))
    costs = (
        PartCost(
            name=name,
            parameters=sum(parameter.numel() for parameter in part.parameters()),
            multiply_adds=counts[name],
        )
        for name, part in parts.items()
    )
    return NetworkCost(side=side, parts=tuple(costs))


def working_bytes_per_pixel(config: NetworkConfig, value_bytes: int) -> float:
    """Estimate the memory one forward pass needs for each pixel [bytes].

    Counts what is alive inside the full-scale decoder: the states of both full-scale chains, their
    concatenation, the unit's own features, and the states of the coarser chains. Measured on a CPU
    for `base` and `lite` at 768 x 768 (peak of the process): within 10 % for 4-byte values; 2-byte
    values need about 1.4 times the plain sum, because results are gathered in 4-byte ones.
    """
    states = [count + 1 for count in config.units]
    full, half, quarter = (
        channels * count for channels, count in zip(config.channels, states, strict=True)
    )
    live = 3 * full + 12 * config.channels[0] + 5 * half / 4 + 3 * quarter / 16
    return live * value_bytes * (1.4 if value_bytes < 4 else 1.0)


def named_parts(network: DerainNet) -> dict[str, nn.Module]:
    """Split a network into heads, chains, transitions and tail, by their paths."""
    parts: dict[str, nn.Module] = {}
    for name, child in network.named_children():
        if name.endswith("_network"):
            parts |= {f"{name}.{inner}": part for inner, part in child.named_children()}
        else:
            parts[name] = child
    return parts


@contextmanager
def _counting(parts: Mapping[str, nn.Module], counts: dict[str, int]) -> Iterator[None]:
    """Add the multiply-adds of every convolution that runs to the count of its part."""
    handles = [
        module.register_forward_hook(_count_into(counts, name))
        for name, part in parts.items()
        for module in part.modules()
        if isinstance(module, nn.Conv2d)
    ]
    try:
        yield
    finally:
        for handle in handles:
            handle.remove()


def _count_into(
    counts: dict[str, int], name: str
) -> Callable[[nn.Conv2d, tuple[Tensor, ...], Tensor], None]:
    def count(convolution: nn.Conv2d, _inputs: tuple[Tensor, ...], output: Tensor) -> None:
        counts[name] += output.numel() * convolution.weight[0].numel()

    return count
