import pytest
import torch

from ssidkd.core.network.config import NetworkConfig
from ssidkd.core.network.deepen import deepen
from ssidkd.core.network.derain_net import DerainNet

SHALLOW = NetworkConfig(channels=(4, 6, 8), units=(2, 2, 1))


@pytest.mark.parametrize("units", [(2, 2, 1), (5, 2, 1), (2, 4, 1), (2, 2, 3), (5, 4, 2)])
def test_deepened_network_gives_the_shallow_networks_output(units):
    shallow = DerainNet(SHALLOW)
    picture = torch.rand(1, 3, 45, 64)
    with torch.inference_mode():
        before, after = shallow(picture), deepen(shallow, units)(picture)
    torch.testing.assert_close(after.rain, before.rain)
    if units[2] == SHALLOW.units[2]:
        torch.testing.assert_close(after.code, before.code)


def test_new_states_can_be_learnt_from():
    deeper = deepen(DerainNet(SHALLOW), (4, 4, 2))
    deeper(torch.rand(1, 3, 64, 64)).rain.abs().sum().backward()
    fusion = deeper.full_network.decoder.fuse[-1][0].weight  # (4, 5 * 4, 1, 1)
    assert fusion[:, 12:].abs().sum() == 0
    assert (fusion.grad[:, 12:].abs().sum(dim=(0, 2, 3)) > 0).all()


def test_deepening_leaves_the_shallow_network_alone():
    shallow = DerainNet(SHALLOW)
    before = {name: value.clone() for name, value in shallow.state_dict().items()}
    deeper = deepen(shallow, (4, 3, 2))
    with torch.no_grad():
        for parameter in deeper.parameters():
            parameter.add_(1)
    assert all(torch.equal(value, before[name]) for name, value in shallow.state_dict().items())


def test_a_network_cannot_lose_units():
    with pytest.raises(ValueError, match="fewer"):
        deepen(DerainNet(SHALLOW), (1, 2, 1))


def test_only_concatenated_states_can_be_ignored():
    network = DerainNet(NetworkConfig(channels=(4, 6, 8), units=(1, 1, 1), connections="add"))
    with pytest.raises(ValueError, match="concatenate"):
        deepen(network, (2, 2, 2))
