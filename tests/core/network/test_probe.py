"""Feature maps are those of a plain pass, and nothing is left behind."""

import pytest
import torch
from torch import nn

from ssidkd.core.network.blocks import DenseChain
from ssidkd.core.network.config import NetworkConfig
from ssidkd.core.network.cost import named_parts
from ssidkd.core.network.derain_net import DerainNet
from ssidkd.core.network.probe import ProbeStopped, feature_maps

CONFIG = NetworkConfig(channels=(3, 4, 5), units=(3, 2, 1))


@pytest.fixture(scope="module")
def network():
    torch.manual_seed(0)
    return DerainNet(CONFIG).eval()


@pytest.fixture(scope="module")
def batch():
    return torch.rand(1, 3, 48, 64, generator=torch.Generator().manual_seed(1))


def outputs_of_a_plain_pass(network, batch):
    """Return what every part gives, in a pass that runs to its end."""
    outputs, handles = {}, []
    for name, module in named_parts(network).items():

        def keep(_module, _inputs, output, name=name):
            found = output[0] if isinstance(output, tuple) else [output]
            outputs[name] = [one.clone() for one in found]

        handles.append(module.register_forward_hook(keep))
    with torch.no_grad():
        network(batch)
    for handle in handles:
        handle.remove()
    return outputs


def test_maps_equal_those_of_a_plain_pass(network, batch):
    plain = outputs_of_a_plain_pass(network, batch)
    for name, module in named_parts(network).items():
        found = feature_maps(network, batch, name)
        assert len(found) == (len(module.fuse) + 1 if isinstance(module, DenseChain) else 1)
        for one, other in zip(found, plain[name], strict=True):
            torch.testing.assert_close(one, other, rtol=0, atol=0)


def test_the_last_state_of_the_code_is_the_latent_code(network, batch):
    with torch.no_grad():
        code = network(batch).code
    torch.testing.assert_close(feature_maps(network, batch, "full_network.code")[-1], code)


def hooks(network: nn.Module):
    return [module for module in network.modules() if module._forward_hooks]


def test_no_hook_stays(network, batch):
    feature_maps(network, batch, "full_network.decoder")
    with pytest.raises(ProbeStopped):
        feature_maps(network, batch, "tail", should_stop=lambda: True)
    with pytest.raises(ValueError, match="32 px"):
        feature_maps(network, batch[..., :16], "tail")
    with pytest.raises(KeyError):
        feature_maps(network, batch, "no part")
    assert hooks(network) == []


def test_the_share_grows_to_one_for_every_part(network, batch):
    for name in ("head_full", "half_network.encoder", "tail"):
        shares = []
        feature_maps(network, batch, name, report=shares.append)
        assert shares == sorted(shares)
        assert shares[-1] == pytest.approx(1.0)


def test_a_pass_stops_between_two_convolutions(network, batch):
    shares = []
    with pytest.raises(ProbeStopped):
        feature_maps(
            network, batch, "tail", report=shares.append, should_stop=lambda: len(shares) == 5
        )
    assert len(shares) == 5


def test_what_comes_after_the_part_does_not_run(network, batch):
    ran = []
    handle = network.tail.register_forward_hook(lambda *_: ran.append("tail"))
    feature_maps(network, batch, "full_network.decoder")
    handle.remove()
    assert ran == []
