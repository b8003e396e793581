"""Pictures and networks that tests of the derainer share."""

import threading
import time
from dataclasses import replace

import numpy as np
import pytest
import torch

from ssidkd.core.network.config import NetworkConfig
from ssidkd.core.network.derain_net import DerainNet, DerainOutput

CHEAP = NetworkConfig(channels=(2, 2, 2), units=(1, 1, 1), blocks=("mffb",))


@pytest.fixture
def noise():
    """Return a picture of a size, always the same."""

    def picture(height: int, width: int) -> np.ndarray:
        generator = np.random.default_rng(height * 10_000 + width)
        return generator.integers(0, 256, (height, width, 3), dtype=np.uint8)

    return picture


@pytest.fixture
def cheap_network() -> DerainNet:
    """Return a random network that reaches no further than 96 pixels."""
    torch.manual_seed(1)
    network = DerainNet(CHEAP).eval()
    with torch.no_grad():  # default weights die out on the way; the far pixels must be felt
        for parameter in network.parameters():
            if parameter.ndim == 4:
                parameter.mul_(1.5)
    return network


@pytest.fixture
def constant_rain() -> DerainNet:
    """Return a network that sees the same rain everywhere: 64, 128 and 32 of 255 steps."""
    network = DerainNet(replace(CHEAP, scales=1))
    torch.nn.init.zeros_(network.tail[0].weight)
    with torch.no_grad():
        network.tail[0].bias.copy_(torch.tensor([64.0, 128.0, 32.0]) / 255)
    return network


class Gauge:
    """Counts how many forward passes run at once, over all copies of a network."""

    def __init__(self):
        self.lock = threading.Lock()
        self.now = self.most = self.passes = 0

    def __deepcopy__(self, _memo):
        return self

    def __enter__(self):
        with self.lock:
            self.now += 1
            self.passes += 1
            self.most = max(self.most, self.now)
        return self

    def __exit__(self, *_error):
        with self.lock:
            self.now -= 1


class GaugedNetwork(DerainNet):
    """A network whose passes take a moment and are counted."""

    def __init__(self, seconds: float = 0.0) -> None:
        super().__init__(CHEAP)
        self.gauge = Gauge()
        self.seconds = seconds

    def forward(self, picture: torch.Tensor) -> DerainOutput:
        with self.gauge:
            time.sleep(self.seconds)
            return super().forward(picture)


class HungryNetwork(DerainNet):
    """A network that has no memory for more than `largest` pixels at once."""

    def __init__(self, largest: int, error: type[Exception] = torch.OutOfMemoryError) -> None:
        super().__init__(CHEAP)
        self.largest = largest
        self.error = error
        self.tried: list[int] = []

    def __deepcopy__(self, memo):
        twin = HungryNetwork(self.largest, self.error)
        twin.load_state_dict(self.state_dict())
        twin.tried = self.tried
        return twin

    def forward(self, picture: torch.Tensor) -> DerainOutput:
        pixels = picture.shape[-2] * picture.shape[-1]
        self.tried.append(pixels)
        if pixels > self.largest or picture.device.type == "meta":
            raise self.error("DefaultCPUAllocator: can't allocate memory")
        return super().forward(picture)


@pytest.fixture
def gauged_network() -> GaugedNetwork:
    return GaugedNetwork(seconds=0.02)


@pytest.fixture
def hungry_network():
    return HungryNetwork
