"""The engines of one network, one for each device, and the choice of their precision."""

import threading
from typing import Literal

import torch

from ssidkd.core.derainer.devices import has_fast_bf16
from ssidkd.core.derainer.engine import Engine
from ssidkd.core.derainer.result import Precision
from ssidkd.core.network.derain_net import DerainNet
from ssidkd.core.weights import ChannelOrder

PrecisionChoice = Literal["auto", "float32", "bf16"]

LARGEST_DIFFERENCE = 1 / 255
"""Mean difference between rain in bf16 and in float32 up to which `auto` trusts bf16."""
_PROBE_SIDE = 64


class Engines:
    """Makes engines when they are first needed and keeps them.

    Args:
        network: whose weights to use.
        channel_order: order of the colour channels it was trained with.
        precision: `auto` takes bf16 where the hardware has it and it proves close to float32.
    """

    def __init__(
        self, network: DerainNet, channel_order: ChannelOrder, precision: PrecisionChoice
    ) -> None:
        if precision not in ("auto", "float32", "bf16"):
            raise ValueError(f"The precision must be auto, float32 or bf16, not {precision!r}.")
        self._network = network
        self._channel_order = channel_order
        self._choice = precision
        self._engines: dict[torch.device, Engine] = {}
        self._checked: set[torch.device] = set()
        self._lock = threading.Lock()

    def prepare(self, device: torch.device) -> None:
        """Put the network on a device without running it.

        Some hosts lend their accelerator only later, but want the weights there from the start.
        """
        with self._lock:
            self._engine(device)

    def ready(self, device: torch.device) -> Engine:
        """Return the engine of a device; the first call compares bf16 with float32."""
        with self._lock:
            engine = self._engine(device)
            if self._choice == "auto" and engine.precision == "bf16" and self._differs(engine):
                engine = self._engines[device] = self._built(device, "float32")
            self._checked.add(device)
            return engine

    def bytes_per_pixel(self, device: torch.device) -> float:
        """Return the memory that a pass on a device needs for each pixel, about [bytes]."""
        with self._lock:
            return self._engine(device).bytes_per_pixel

    def _engine(self, device: torch.device) -> Engine:
        if device not in self._engines:
            automatic: Precision = "bf16" if has_fast_bf16(device) else "float32"
            precision = automatic if self._choice == "auto" else self._choice
            self._engines[device] = self._built(device, precision)
        return self._engines[device]

    def _built(self, device: torch.device, precision: Precision) -> Engine:
        return Engine(self._network, device, precision, self._channel_order)

    def _differs(self, engine: Engine) -> bool:
        if engine.device in self._checked:
            return False
        difference = rain_difference(engine, self._built(engine.device, "float32"))
        return not difference <= LARGEST_DIFFERENCE  # also where it is not a number


def rain_difference(first: Engine, second: Engine) -> float:
    """Measure the mean absolute difference between the rain of two engines, on a fixed picture."""
    generator = torch.Generator().manual_seed(0)
    noise = torch.rand(1, 3, _PROBE_SIDE, _PROBE_SIDE, generator=generator)
    probe = 0.75 * torch.linspace(0, 1, _PROBE_SIDE).expand_as(noise) + 0.25 * noise
    return float((first.run(probe)[0] - second.run(probe)[0]).abs().mean())
