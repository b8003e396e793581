"""A network made ready for one device and one precision."""

import copy
from contextlib import AbstractContextManager, nullcontext

import torch
from torch import Tensor

from ssidkd.core.derainer.memory import free_memory
from ssidkd.core.derainer.result import Precision
from ssidkd.core.network.cost import working_bytes_per_pixel
from ssidkd.core.network.derain_net import DerainNet
from ssidkd.core.weights import ChannelOrder

_DTYPES: dict[Precision, torch.dtype] = {"float32": torch.float32, "bf16": torch.bfloat16}
_SHARE_OF_FREE = 0.5  # the estimate is rough, and others need memory too


class Engine:
    """Runs a copy of a network; the network itself is not touched.

    Args:
        network: whose weights to use.
        device: where to run.
        precision: number type of weights and features. Values are float32 on the way in and out.
        channel_order: order the network was trained with. On the way in and out it is RGB.
    """

    def __init__(
        self,
        network: DerainNet,
        device: torch.device,
        precision: Precision,
        channel_order: ChannelOrder = "rgb",
    ) -> None:
        self.device = device
        self.precision = precision
        self._flip = channel_order == "bgr"
        self.bytes_per_pixel = working_bytes_per_pixel(network.config, _DTYPES[precision].itemsize)
        """Of memory, that a forward pass needs, about."""
        # Channels last and 16 bits are what makes this several times faster on a processor.
        own = copy.deepcopy(network).requires_grad_(False).eval()
        self._network = own.to(device, _DTYPES[precision]).to(memory_format=torch.channels_last)  # type: ignore[call-overload]

    def run(self, batch: Tensor) -> tuple[Tensor, Tensor]:
        """Return rain (1, 3, H, W) and code (1, C4, H // 4, W // 4), float32 on the CPU.

        Args:
            batch: (1, 3, H, W) float32 in [0, 1].
        """
        with torch.inference_mode(), self._exact_convolutions():
            ready = batch.to(self.device, _DTYPES[self.precision])
            ready = self._reordered(ready).contiguous(memory_format=torch.channels_last)
            output = self._network(ready)
            return self._reordered(output.rain).float().cpu(), output.code.float().cpu()

    @property
    def room(self) -> float:
        """How many pixels a forward pass may take at once, by the memory that is free now."""
        return free_memory(self.device) * _SHARE_OF_FREE / self.bytes_per_pixel

    def _reordered(self, batch: Tensor) -> Tensor:
        return batch.flip(1) if self._flip else batch

    def _exact_convolutions(self) -> AbstractContextManager[None]:
        """Keep cuDNN from computing float32 with the 10 bits of TF32."""
        if self.device.type == "cuda" and self.precision == "float32":
            return torch.backends.cudnn.flags(enabled=True, allow_tf32=False)
        return nullcontext()
