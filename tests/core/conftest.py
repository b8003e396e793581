"""Networks and checkpoints that tests of the core share."""

import re
import zlib
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import torch

from ssidkd.core.network.config import VARIANTS, NetworkConfig
from ssidkd.core.network.derain_net import DerainNet
from ssidkd.core.network.official import official_keys

TINY = NetworkConfig(channels=(4, 6, 8), units=(2, 2, 2))


@dataclass(frozen=True)
class Golden:
    """One picture and what the authors' network made of it."""

    input: torch.Tensor
    rain: torch.Tensor
    code: torch.Tensor


@pytest.fixture(scope="session")
def golden() -> list[Golden]:
    path = Path(__file__).parents[1] / "golden" / "network_golden.npz"
    with np.load(path) as arrays:
        sizes = [name.removeprefix("input_") for name in arrays if name.startswith("input_")]
        return [
            Golden(
                *(torch.from_numpy(arrays[f"{part}_{size}"]) for part in ("input", "rain", "code"))
            )
            for size in sizes
        ]


@pytest.fixture(scope="session")
def official_state() -> OrderedDict[str, torch.Tensor]:
    """The authors' state dict with the weights of tests/golden/README.md."""
    with torch.device("meta"):
        ours = DerainNet(VARIANTS["base"]).state_dict()
    return OrderedDict(
        (theirs, drawn(theirs, tuple(ours[mine].shape)))
        for theirs, mine in official_keys(ours).items()
    )


def drawn(key: str, shape: tuple[int, ...]) -> torch.Tensor:
    key = re.sub(r"units\.\d+\.", "units.0.", key)
    values = np.random.default_rng(zlib.crc32(key.encode())).standard_normal(shape)
    factor = 0.8 / np.sqrt(np.prod(shape[1:])) if len(shape) > 1 else 0.01
    return torch.from_numpy((values * factor).astype(np.float32))


@pytest.fixture
def tiny_network() -> DerainNet:
    torch.manual_seed(0)
    return DerainNet(TINY).eval()
