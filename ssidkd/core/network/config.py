"""The shape of a deraining network, and the shapes that have a name."""

from dataclasses import dataclass
from typing import Literal

Connections = Literal["none", "skip", "add", "concat"]
Block = Literal["pffb", "mffb"]


@dataclass(frozen=True, kw_only=True)
class NetworkConfig:
    """Everything that decides which tensors a `DerainNet` holds.

    The defaults are the paper's network (4,433,779 parameters). The other values are the
    ablations of Tables VII (connections), VIII (scales) and IX (blocks).
    """

    channels: tuple[int, int, int] = (24, 32, 48)
    """Feature channels at full, half and quarter scale."""
    units: tuple[int, int, int] = (10, 4, 2)
    """How often the one unit of a dense chain is applied at full, half and quarter scale."""
    scales: int = 3
    """Networks that run side by side: 1 is full only, 2 adds half, 3 adds quarter scale."""
    connections: Connections = "concat"
    """How features travel. `none`: chains are isolated. `skip`: decoders get the states of the
    encoder at their own scale, and chains keep their outer residual. `add`: all connections,
    states merged by addition. `concat`: all connections, states merged by concatenation. The
    paper names the four forms only; `none` to `add` are this project's reading of the names."""
    blocks: tuple[Block, ...] = ("pffb", "mffb")
    """What a unit is made of, in order."""

    def __post_init__(self) -> None:
        """Raise `ValueError` for a shape that cannot be built."""
        if len(self.channels) != 3 or len(self.units) != 3:
            raise ValueError("channels and units need one value for each of the three scales")
        if min(self.channels) < 1 or min(self.units) < 1:
            raise ValueError("channels and units must be at least 1")
        if self.scales not in (1, 2, 3):
            raise ValueError(f"scales must be 1, 2 or 3, not {self.scales}")
        if self.connections not in ("none", "skip", "add", "concat"):
            raise ValueError(f"unknown connections {self.connections!r}")
        if not self.blocks or set(self.blocks) - {"pffb", "mffb"}:
            raise ValueError(f"blocks must name pffb and mffb, not {self.blocks!r}")


VARIANTS: dict[str, NetworkConfig] = {
    "base": NetworkConfig(),
    "lite": NetworkConfig(channels=(16, 32, 48), units=(4, 2, 1)),
}
"""The two networks this project ships. `base` is the paper's."""
