"""What a network consists of, told from the network itself: its parts, their layers, their flows.

Sizes, parameters and multiply-adds are read from a real module that runs on the meta device, so
that a drawing of them cannot differ from what derains pictures.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import Literal

import torch
from torch import Tensor, nn

from ssidkd.core.network.blocks import MFFB, PFFB, DenseChain
from ssidkd.core.network.config import NetworkConfig
from ssidkd.core.network.cost import PAPER_SIDE, named_parts
from ssidkd.core.network.derain_net import DerainNet
from ssidkd.core.network.scales import Transition

PartKind = Literal["head", "chain", "transition", "tail"]
FlowKind = Literal["features", "states"]

LETTERS: Mapping[str, str] = MappingProxyType(
    {
        "quarter_chain": "Q",
        "half_network.encoder": "E",
        "half_network.code": "HQ",
        "half_network.decoder": "D",
        "full_network.encoder": "F",
        "full_network.encoder_half": "G",
        "full_network.code": "K",
        "full_network.decoder_half": "L",
        "full_network.decoder": "M",
    }
)
"""Letters of the chains, as `ssidkd.core.network.scales` names their states."""

PICTURE, RAIN = "picture", "rain"
"""Where the flows begin and end."""


@dataclass(frozen=True, kw_only=True)
class Layer:
    """Convolutions of one kind inside a part."""

    group: str
    """Where they are: `pffb.refine.8` (level at 1/8), `mffb.wide`, `fusion` of states, `conv`."""
    kernel: int
    """Side [px]."""
    inputs: tuple[int, int]
    """Fewest and most channels they read."""
    outputs: int
    """Channels they write."""
    count: int
    """How many there are."""
    runs: int
    """How often they run for one picture, all together."""
    parameters: int
    multiply_adds: int


@dataclass(frozen=True, kw_only=True)
class NetworkPart:
    """A head, chain, transition or the tail."""

    name: str
    """Path of the module, as in the state dict."""
    kind: PartKind
    letter: str
    """Of a chain's states; empty for all else."""
    scale: int
    """Size it works at: 0 is the picture's, 1 its half, 2 its quarter."""
    channels: int
    """Feature channels of what it gives."""
    applications: int
    """How often a chain applies its unit; 1 for all else."""
    layers: tuple[Layer, ...]

    @property
    def parameters(self) -> int:
        """Numbers learnt in it."""
        return sum(layer.parameters for layer in self.layers)

    @property
    def multiply_adds(self) -> int:
        """Multiply-adds of its convolutions for the picture counted for."""
        return sum(layer.multiply_adds for layer in self.layers)


@dataclass(frozen=True, kw_only=True)
class Flow:
    """What one part hands to another."""

    source: str
    target: str
    kind: FlowKind
    """`features`: what the target starts from. `states`: all states of a chain, added to what the
    target's unit sees, application by application."""


@dataclass
class _Seen:
    """What was seen of one convolution or part while the network ran."""

    runs: int = 0
    multiply_adds: int = 0
    output: Tensor | None = None


@lru_cache(maxsize=16)  # a second of work, asked for by every visitor
def network_parts(config: NetworkConfig, side: int = PAPER_SIDE) -> tuple[NetworkPart, ...]:
    """Return the parts of a network in the order of its state dict, counted for a square picture.

    Args:
        config: the network's shape.
        side: of the picture [px].
    """
    with torch.device("meta"):
        network = DerainNet(config)
        parts = named_parts(network)
        seen: dict[nn.Module, _Seen] = {}
        with _watching(parts.values(), seen), torch.no_grad():
            network(torch.empty(1, 3, side, side))
    return tuple(_part(name, module, seen, side) for name, module in parts.items())


def network_flows(config: NetworkConfig) -> tuple[Flow, ...]:
    """Return what flows between the parts of a network, the picture and the rain layer."""
    half = _path("half_network", ("encoder", "to_quarter", "code", "to_half", "decoder"))
    full = _path(
        "full_network",
        ("encoder", "to_half", "encoder_half", "to_quarter", "code", "back_to_half",
         "decoder_half", "back_to_full", "decoder"),
    )  # fmt: skip
    paths = [
        (PICTURE, "head_full", *full, "tail", RAIN),
        (PICTURE, "head_half", *half, "tail"),
        (PICTURE, "head_quarter", "quarter_chain", "tail"),
    ]
    flows = [
        Flow(source=source, target=target, kind="features")
        for path in paths[: config.scales]
        for source, target in pairwise(path)
    ]
    states = [(full[0], full[-1])] + [(half[0], half[-1])] * (config.scales >= 2)
    if config.connections == "none":
        states = []
    if config.connections in ("add", "concat"):
        states += [("quarter_chain", half[2])] * (config.scales >= 3)
        across = ((half[0], full[2]), (half[2], full[4]), (half[4], full[6]))
        states += list(across) * (config.scales >= 2)
    flows += [Flow(source=source, target=target, kind="states") for source, target in states]
    return tuple(flows)


def _path(network: str, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{network}.{name}" for name in names)


@contextmanager
def _watching(parts: Iterable[nn.Module], seen: dict[nn.Module, _Seen]) -> Iterator[None]:
    """Note what every part and every convolution in it gives."""
    modules = {
        module
        for part in parts
        for module in (part, *(one for one in part.modules() if isinstance(one, nn.Conv2d)))
    }
    handles = [module.register_forward_hook(_note_in(seen)) for module in modules]
    try:
        yield
    finally:
        for handle in handles:
            handle.remove()


def _note_in(seen: dict[nn.Module, _Seen]) -> Callable[[nn.Module, object, object], None]:
    def note(module: nn.Module, _inputs: object, output: object) -> None:
        one = seen.setdefault(module, _Seen())
        result = output[1] if isinstance(output, tuple) else output  # of a chain: states, result
        if not isinstance(result, Tensor):
            raise TypeError(f"{type(module).__name__} gives no tensor")
        one.output = result
        if isinstance(module, nn.Conv2d):
            one.runs += 1
            one.multiply_adds += result.numel() * module.weight[0].numel()

    return note


def _part(name: str, module: nn.Module, seen: Mapping[nn.Module, _Seen], side: int) -> NetworkPart:
    output = seen[module].output
    if output is None:
        raise RuntimeError(f"{name} never ran")
    kind: PartKind = "tail" if name == "tail" else "head"
    if isinstance(module, DenseChain):
        kind = "chain"
    elif isinstance(module, Transition):
        kind = "transition"
    return NetworkPart(
        name=name,
        kind=kind,
        letter=LETTERS.get(name, ""),
        scale=(side // output.shape[-1]).bit_length() - 1,
        channels=output.shape[1],
        applications=len(module.fuse) if isinstance(module, DenseChain) else 1,
        layers=tuple(_layers(module, seen)),
    )


def _layers(module: nn.Module, seen: Mapping[nn.Module, _Seen]) -> Iterator[Layer]:
    """Yield the convolutions of a part, those of one group together, in the module's order."""
    groups: dict[str, list[nn.Conv2d]] = {}
    for path, one in module.named_modules():
        if isinstance(one, nn.Conv2d):
            groups.setdefault(_group(module, path), []).append(one)
    for group, convolutions in groups.items():
        widths = [convolution.in_channels for convolution in convolutions]
        yield Layer(
            group=group,
            kernel=convolutions[0].kernel_size[0],
            inputs=(min(widths), max(widths)),
            outputs=convolutions[0].out_channels,
            count=len(convolutions),
            runs=sum(seen[convolution].runs for convolution in convolutions),
            parameters=sum(
                parameter.numel()
                for convolution in convolutions
                for parameter in convolution.parameters()
            ),
            multiply_adds=sum(seen[convolution].multiply_adds for convolution in convolutions),
        )


def _group(module: nn.Module, path: str) -> str:
    """Name the group of a convolution from its path inside a part."""
    if not isinstance(module, DenseChain):
        return "conv"
    if path.startswith("fuse."):
        return "fusion"
    index, inside = re.fullmatch(r"unit\.(\d+)\.(\w+(?:\.\d+)*)", path).groups()  # type: ignore[union-attr]
    block = module.unit[int(index)]
    field, *numbers = inside.split(".")
    if isinstance(block, PFFB):
        level = f".{PFFB.STRIDES[int(numbers[0])]}" if field == "refine" else ""
        return f"pffb.{field}{level}"
    if not isinstance(block, MFFB):
        raise TypeError(f"a unit holds a {type(block).__name__}")
    return f"mffb.{field}"
