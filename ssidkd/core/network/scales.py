"""The half-scale and full-scale networks, built from dense chains and transitions between sizes.

Shapes: H x W is the size of the picture; C1, C2, C4 and N1, N2, N4 are the channels and units at
full, half and quarter scale. Letters for lists of states are those of the table below.

| chain | place | offset by |
|---|---|---|
| E, HQ, D | half-scale network: half, quarter, half size | -, quarter network's Q, E |
| F, G, K, L, M | full-scale network: full, half, quarter, half, full size | -, E, HQ, D, F |

Source: paper Fig. 3; authors' `encoder_decoder_2` and `encoder_decoder_1`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ssidkd.core.network.blocks import DenseChain, conv_act
from ssidkd.core.network.config import NetworkConfig

Size = tuple[int, int]
States = list[Tensor]


def resize(image: Tensor, size: Size) -> Tensor:
    """Resize (B, C, H, W) to `size` bilinearly, without corner alignment or antialiasing."""
    return F.interpolate(image, size=size, mode="bilinear", align_corners=False)


def build_chain(config: NetworkConfig, scale: int) -> DenseChain:
    """Build the dense chain of a scale: 0 is full, 1 half, 2 quarter."""
    return DenseChain(
        config.channels[scale], config.units[scale], config.blocks, config.connections
    )


class Transition(nn.Module):
    """Carries the states of one chain to the channels and size of the next."""

    def __init__(self, config: NetworkConfig, source: int, target: int) -> None:
        super().__init__()
        self.connections = config.connections
        copies = config.units[source] if config.connections == "concat" else 1
        self.conv = conv_act(copies * config.channels[source], config.channels[target], 3)

    def forward(self, states: Sequence[Tensor], size: Size) -> Tensor:
        """Join the states (each (B, C, h, w)), resized to `size`, into (B, C', *size)."""
        if self.connections == "concat":
            return self.conv(torch.cat([resize(state, size) for state in states], dim=1))
        if self.connections == "add":
            return self.conv(resize(torch.stack(list(states)).sum(dim=0), size))
        return self.conv(resize(states[-1], size))


@dataclass(frozen=True)
class HalfScaleResult:
    """What the half-scale network hands on; states are lists of (B, C, h, w)."""

    encoder: States
    """E: N2 + 1 states of (B, C2, H // 2, W // 2)."""
    code: States
    """HQ: N4 + 1 states at a quarter of the picture's size."""
    decoder: States
    """D: N2 + 1 states of (B, C2, H // 2, W // 2)."""
    out: Tensor
    """(B, C2, H // 2, W // 2)."""


class HalfScaleNetwork(nn.Module):
    """Encoder-decoder on the half-size picture."""

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.connections = config.connections
        self.encoder = build_chain(config, 1)
        self.to_quarter = Transition(config, 1, 2)
        self.code = build_chain(config, 2)
        self.to_half = Transition(config, 2, 1)
        self.decoder = build_chain(config, 1)

    def forward(self, half: Tensor, quarter_states: States | None) -> HalfScaleResult:
        """Refine head features (B, C2, H // 2, W // 2); `quarter_states` is Q or None."""
        size: Size = (half.shape[-2], half.shape[-1])
        encoder, _ = self.encoder(half)
        features = self.to_quarter(encoder[1:], (size[0] // 2, size[1] // 2))
        code, _ = self.code(features, quarter_states)
        features = self.to_half(code[1:], size)
        decoder, out = self.decoder(features, None if self.connections == "none" else encoder)
        if self.connections != "none":
            out = out + half
        return HalfScaleResult(encoder=encoder, code=code, decoder=decoder, out=out)


class FullScaleNetwork(nn.Module):
    """Encoder-decoder on the picture itself; its middle gives the latent code."""

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.connections = config.connections
        self.encoder = build_chain(config, 0)
        self.to_half = Transition(config, 0, 1)
        self.encoder_half = build_chain(config, 1)
        self.to_quarter = Transition(config, 1, 2)
        self.code = build_chain(config, 2)
        self.back_to_half = Transition(config, 2, 1)
        self.decoder_half = build_chain(config, 1)
        self.back_to_full = Transition(config, 1, 0)
        self.decoder = build_chain(config, 0)

    def forward(self, full: Tensor, half: HalfScaleResult | None) -> tuple[Tensor, Tensor]:
        """Refine head features (B, C1, H, W) with the half-scale network's states, if any.

        Returns:
            features (B, C1, H, W) and the latent code (B, C4, H // 4, W // 4).
        """
        height, width = full.shape[-2:]
        half_size = (height // 2, width // 2)
        encoder, _ = self.encoder(full)
        bridge = self.to_half(encoder[1:], half_size)  # (B, C2, H/2, W/2)
        states, _ = self.encoder_half(bridge, half and half.encoder)
        features = self.to_quarter(states[1:], (height // 4, width // 4))  # (B, C4, H/4, W/4)
        code, _ = self.code(features, half and half.code)
        features = self.back_to_half(code[1:], half_size)  # (B, C2, H/2, W/2)
        states, out = self.decoder_half(features, half and half.decoder)
        if self.connections == "none":
            out = self.decoder(self.back_to_full([*states[1:-1], out], (height, width)))[1]
            return out, code[-1]
        # The last state gives way to the chain's output with its residual, as in the authors' code.
        features = self.back_to_full([*states[1:-1], out + bridge], (height, width))
        _, out = self.decoder(features, encoder)
        return out + full, code[-1]
