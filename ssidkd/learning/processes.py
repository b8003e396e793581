"""One process, or several that train one network together, each on its own crops.

Gradients are averaged by hand, not by a wrapper around the network: units are used several times in
one pass and some convolutions never get a gradient, which wrappers pay for with a walk through the
graph at every step. The network, its names and its checkpoints stay what they are with one process.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, distributed


@dataclass(frozen=True, kw_only=True)
class Processes:
    """Which of how many processes this is; `torch.distributed` joins them where there are more."""

    rank: int = 0
    """Number of this process, from 0."""
    count: int = 1
    """How many train together."""

    def share_of(self, batch_size: int) -> int:
        """Return how many crops of a step this process makes: all do the same, rounded up."""
        return math.ceil(batch_size / self.count)

    def average(self, tensors: Sequence[Tensor]) -> None:
        """Replace float32 tensors by their means over all processes, in one exchange."""
        if self.count == 1 or not tensors:
            return
        joined = torch.cat([tensor.reshape(-1) for tensor in tensors])
        distributed.all_reduce(joined)
        joined.div_(self.count)
        parts = joined.split([tensor.numel() for tensor in tensors])
        for tensor, part in zip(tensors, parts, strict=True):
            tensor.copy_(part.view(tensor.shape))

    def largest(self, value: float, device: torch.device) -> float:
        """Return the largest of all processes' values, so that all decide alike."""
        if self.count == 1:
            return value
        shared = torch.tensor(value, dtype=torch.float64, device=device)
        distributed.all_reduce(shared, distributed.ReduceOp.MAX)
        return shared.item()
