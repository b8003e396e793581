from dataclasses import replace

import pytest
import torch

from ssidkd.core.network.config import VARIANTS, NetworkConfig
from ssidkd.core.network.derain_net import DerainNet
from ssidkd.core.network.widen import grow, widen

NARROW = NetworkConfig(channels=(3, 4, 5), units=(2, 2, 1))


@pytest.mark.parametrize("channels", [(3, 4, 5), (5, 4, 5), (3, 7, 5), (3, 4, 6), (4, 6, 8)])
@pytest.mark.parametrize("scales", [1, 2, 3])
def test_widened_network_gives_the_narrow_networks_output(channels, scales):
    narrow = DerainNet(replace(NARROW, scales=scales))
    picture = torch.rand(1, 3, 45, 64)
    with torch.inference_mode():
        before, after = narrow(picture), widen(narrow, channels)(picture)
    torch.testing.assert_close(after.rain, before.rain)
    torch.testing.assert_close(after.code[:, : NARROW.channels[2]], before.code)


def test_new_channels_can_be_learnt_from():
    wider = widen(DerainNet(NARROW), (5, 4, 5))
    wider(torch.rand(1, 3, 64, 64)).rain.abs().sum().backward()
    tail = wider.tail[0].weight  # (3, 5 + 4 + 5, 3, 3): full, half, quarter
    assert not tail[:, 3:5].any()
    assert (tail.grad[:, 3:5].abs().sum(dim=(0, 2, 3)) > 0).all()


def test_a_network_cannot_lose_channels():
    with pytest.raises(ValueError, match="fewer"):
        widen(DerainNet(NARROW), (3, 4, 4))


@pytest.mark.slow
def test_lite_grows_into_base_and_derains_as_before():
    lite = DerainNet(VARIANTS["lite"]).eval()
    base = grow(lite, VARIANTS["base"])
    assert base.config == VARIANTS["base"]
    picture = torch.rand(1, 3, 64, 64)
    with torch.inference_mode():
        torch.testing.assert_close(base(picture).rain, lite(picture).rain)


def test_what_cannot_grow_is_said():
    with pytest.raises(ValueError, match="Only channels and units"):
        grow(DerainNet(NARROW), replace(NARROW, blocks=("mffb",)))
