"""Building blocks of the deraining network.

Shapes: B batch, C channels, H x W feature map. Unless a comment says otherwise, a block maps
(B, C, H, W) to (B, C, H, W). All convolutions keep the size (zero padding, stride 1, bias).

Source: Cui et al., "Semi-supervised Image Deraining Using Knowledge Distillation", IEEE TCSVT
2022, Figs. 4 and 5. Where the paper's prose and the authors' released code differ (no ResBlock in
PFFB, four convolutions per level, nearest upsampling, LeakyReLU in MFFB), the code is followed.
"""

from collections.abc import Sequence
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ssidkd.core.network.config import Block, Connections


def conv_act(in_channels: int, out_channels: int, kernel_size: int) -> nn.Sequential:
    """Build a same-size convolution followed by LeakyReLU with slope 0.2."""
    return nn.Sequential(
        nn.Conv2d(in_channels, out_channels, kernel_size, padding=kernel_size // 2),
        nn.LeakyReLU(0.2, inplace=True),  # spares a copy of the largest tensors
    )


class PFFB(nn.Module):
    """Pyramid feature fusion block (`ISCB` in the authors' code), paper Fig. 4.

    Pools the input to 1/8, 1/4, 1/2 and 1/1 size, refines each level with four convolutions,
    hands each result to the next finer level, and fuses all four onto a residual path. H and W
    must be at least 8.
    """

    STRIDES = (8, 4, 2, 1)  # coarse to fine

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.refine = nn.ModuleList(
            nn.Sequential(*(conv_act(channels, channels, 3) for _ in range(4)))
            for _ in self.STRIDES
        )
        self.merge = nn.ModuleList(
            conv_act(2 * channels, channels, 1) for _ in pairwise(self.STRIDES)
        )
        self.fuse = conv_act(4 * channels, channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        """Return features of the shape of `x`."""
        levels: list[Tensor] = []  # coarse to fine, each (B, C, H // stride, W // stride)
        for index, stride in enumerate(self.STRIDES):
            level = F.max_pool2d(x, stride) if stride > 1 else x
            if levels:
                coarser = F.interpolate(levels[-1], size=level.shape[-2:])
                level = self.merge[index - 1](torch.cat([level, coarser], dim=1))
            levels.append(self.refine[index](level))
        full_size = [F.interpolate(level, size=x.shape[-2:]) for level in reversed(levels[:-1])]
        return x + self.fuse(torch.cat([levels[-1], *full_size], dim=1))


class MFFB(nn.Module):
    """Multi-scale feature fusion block (`MSFB` in the authors' code), paper Fig. 5."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.narrow = conv_act(channels, channels, 3)
        self.wide = conv_act(channels, channels, 5)
        self.cross_narrow = conv_act(2 * channels, 2 * channels, 3)
        self.cross_wide = conv_act(2 * channels, 2 * channels, 5)
        self.fuse = nn.Conv2d(4 * channels, channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        """Return features of the shape of `x`."""
        both = torch.cat([self.narrow(x), self.wide(x)], dim=1)  # (B, 2C, H, W)
        crossed = torch.cat([self.cross_narrow(both), self.cross_wide(both)], dim=1)
        return x + self.fuse(crossed)


BLOCKS: dict[Block, type[PFFB] | type[MFFB]] = {"pffb": PFFB, "mffb": MFFB}


class DenseChain(nn.Module):
    """One unit applied `steps` times, each time fusing all states so far (a recursion).

    Args:
        channels: feature channels C of every state.
        steps: how often the unit is applied, n.
        blocks: what the unit is made of.
        connections: see `NetworkConfig`. `concat` fuses a concatenation of the states, `add` a
            sum; without multi-scale connections a state is fused alone.
    """

    def __init__(
        self, channels: int, steps: int, blocks: Sequence[Block], connections: Connections
    ) -> None:
        super().__init__()
        self.connections = connections
        self.unit = nn.Sequential(*(BLOCKS[block](channels) for block in blocks))
        self.fuse = nn.ModuleList(
            conv_act((step + 2) * channels if connections == "concat" else channels, channels, 1)
            for step in range(steps)
        )

    def forward(
        self, x: Tensor, offsets: Sequence[Tensor] | None = None
    ) -> tuple[list[Tensor], Tensor]:
        """Run the recursion.

        Args:
            x: (B, C, H, W), the first state.
            offsets: the n + 1 states of another chain of the same length and size; state i + 1
                is added to what the unit sees in application i.

        Returns:
            the n + 1 states and the fused output, all (B, C, H, W).
        """
        states, out = [x], x
        for index, fuse in enumerate(self.fuse):
            states.append(self.unit(out if offsets is None else out + offsets[index + 1]))
            out = fuse(self._joined(states))
        return states, out

    def _joined(self, states: list[Tensor]) -> Tensor:
        if self.connections == "concat":
            return torch.cat(states, dim=1)
        if self.connections == "add":
            return torch.stack(states).sum(dim=0)
        return states[-1]
