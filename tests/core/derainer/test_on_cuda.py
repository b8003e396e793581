"""What only a CUDA device can show. Skipped where there is none."""

import numpy as np
import pytest
import torch

from ssidkd.core.derainer import Derainer
from ssidkd.core.network.config import VARIANTS
from ssidkd.core.network.derain_net import DerainNet

pytestmark = pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")


def test_cuda_gives_what_the_processor_gives(noise):
    network, pixels = DerainNet(VARIANTS["base"]), noise(128, 160)
    here = Derainer(network, device="cpu", precision="float32").derain(pixels)
    there = Derainer(network, device="cuda", precision="float32").derain(pixels)
    assert there.device == "cuda"
    np.testing.assert_allclose(there.rain, here.rain, atol=1e-4)


def test_bf16_on_cuda_is_within_one_step_on_average(noise):
    network, pixels = DerainNet(VARIANTS["base"]), noise(128, 160)
    exact = Derainer(network, device="cuda", precision="float32").derain(pixels)
    quick = Derainer(network, device="cuda", precision="bf16").derain(pixels)
    assert abs(quick.rain - exact.rain).mean() <= 1 / 255


@pytest.fixture
def little_memory():
    """Let this process have some hundred megabytes of the device."""
    total = torch.cuda.get_device_properties(0).total_memory
    torch.cuda.empty_cache()
    torch.cuda.set_per_process_memory_fraction(600 * 2**20 / total)
    yield
    torch.cuda.set_per_process_memory_fraction(1.0)


@pytest.mark.usefixtures("little_memory")
def test_memory_that_runs_out_on_cuda_makes_smaller_tiles(noise):
    pixels = noise(1024, 1024)
    result = Derainer(DerainNet(VARIANTS["lite"]), device="cuda", tile=1024).derain(pixels)
    assert result.device == "cuda"
    assert result.tiles > 1
    assert any("Memory was short" in notice for notice in result.notices)
