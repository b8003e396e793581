"""The deraining network: teacher (SID) and student (SSID-KD) are two sets of weights of it.

Source: Cui et al., IEEE TCSVT 2022, Fig. 3 and Table IV. Pyramid levels are bilinear halves and
quarters of the picture, as in the authors' released code (the paper's prose says max-pooling).
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn

from ssidkd.core.network.blocks import conv_act
from ssidkd.core.network.config import NetworkConfig
from ssidkd.core.network.scales import FullScaleNetwork, HalfScaleNetwork, build_chain, resize

MINIMUM_SIDE = 32
"""Smallest height and width the network takes [px]: the quarter is pooled by 8 once more."""


class DerainOutput(NamedTuple):
    """What the network makes of a batch of rainy pictures."""

    derained: Tensor
    """(B, 3, H, W): picture minus rain, not clamped."""
    rain: Tensor
    """(B, 3, H, W): the rain layer."""
    code: Tensor
    """(B, C4, H // 4, W // 4): the latent code that distillation compares (eq. 8)."""


class DerainNet(nn.Module):
    """Three-scale deraining network.

    Args:
        config: the shape; `VARIANTS["base"]` is the paper's.
    """

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.config = config
        full, half, quarter = config.channels
        self.head_full = conv_act(3, full, 3)
        self.full_network = FullScaleNetwork(config)
        if config.scales >= 2:
            self.head_half = conv_act(3, half, 3)
            self.half_network = HalfScaleNetwork(config)
        if config.scales >= 3:
            self.head_quarter = conv_act(3, quarter, 3)
            self.quarter_chain = build_chain(config, 2)
        self.tail = conv_act(sum(config.channels[: config.scales]), 3, 3)

    def forward(self, picture: Tensor) -> DerainOutput:
        """Derain pictures (B, 3, H, W) with values in [0, 1] and sides of at least 32 px."""
        height, width = picture.shape[-2:]
        if min(height, width) < MINIMUM_SIDE:
            raise ValueError(
                f"pictures must be at least {MINIMUM_SIDE} px a side, not {width} x {height}"
            )
        across_scales = self.config.connections in ("add", "concat")
        outs: list[Tensor] = []  # coarse to fine
        quarter_states = half_result = None
        if self.config.scales >= 3:
            quarter = self.head_quarter(resize(picture, (height // 4, width // 4)))
            quarter_states, out = self.quarter_chain(quarter)
            outs.append(out if self.config.connections == "none" else quarter + out)
        if self.config.scales >= 2:
            half = self.head_half(resize(picture, (height // 2, width // 2)))
            half_result = self.half_network(half, quarter_states if across_scales else None)
            outs.append(half_result.out)
        out, code = self.full_network(
            self.head_full(picture), half_result if across_scales else None
        )
        outs.append(out)
        features = [resize(out, (height, width)) for out in reversed(outs[:-1])]
        rain = self.tail(torch.cat([outs[-1], *features], dim=1))
        return DerainOutput(derained=picture - rain, rain=rain, code=code)
