from dataclasses import replace

import pytest
import torch

from ssidkd.core.network.config import VARIANTS, NetworkConfig
from ssidkd.core.network.derain_net import DerainNet

SMALL = NetworkConfig(channels=(4, 6, 8), units=(3, 2, 2))
ABLATIONS = [
    *({"connections": name} for name in ("none", "skip", "add", "concat")),
    *({"scales": scales, "connections": name} for scales in (1, 2) for name in ("none", "concat")),
    *({"blocks": blocks} for blocks in (("pffb",), ("mffb",), ("pffb", "mffb"))),
    {"units": (1, 1, 1)},
    {"units": (1, 1, 1), "connections": "none"},
]


def test_base_has_the_parameters_of_the_papers_table_iv():
    with torch.device("meta"):
        network = DerainNet(VARIANTS["base"])
    assert sum(parameter.numel() for parameter in network.parameters()) == 4_433_779


@pytest.mark.parametrize("changes", ABLATIONS, ids=str)
@pytest.mark.parametrize(("height", "width"), [(32, 32), (37, 53)])
def test_every_ablation_runs_at_the_smallest_and_at_odd_sizes(changes, height, width):
    config = replace(SMALL, **changes)
    picture = torch.rand(2, 3, height, width)
    with torch.inference_mode():
        output = DerainNet(config)(picture)
    assert output.rain.shape == picture.shape
    assert output.code.shape == (2, 8, height // 4, width // 4)
    torch.testing.assert_close(output.derained, picture - output.rain)


@pytest.mark.parametrize("changes", ABLATIONS, ids=str)
def test_every_parameter_of_an_ablation_that_is_held_is_used(changes):
    network = DerainNet(replace(SMALL, **changes))
    output = network(torch.rand(1, 3, 64, 64))
    (output.rain.sum() + output.code.sum()).backward()
    unused = [name for name, value in network.named_parameters() if value.grad is None]
    assert [name for name in unused if not _ends_a_chain_whose_output_nobody_reads(name)] == []


def _ends_a_chain_whose_output_nobody_reads(name):
    # Encoders and the code hand their states on, not their output, as in the authors' code: the
    # last fusion of such a chain is held (and counted in Table IV) but has no effect.
    chains = ("encoder", "encoder_half", "code")
    return any(f"network.{chain}.fuse" in name for chain in chains)


def test_last_fusion_of_an_encoder_is_all_that_has_no_effect():
    network = DerainNet(SMALL)
    output = network(torch.rand(1, 3, 64, 64))
    output.rain.sum().backward()
    unused = {name for name, value in network.named_parameters() if value.grad is None}
    last = {"encoder": 2, "encoder_half": 1, "code": 1}
    full = {f"full_network.{chain}.fuse.{index}" for chain, index in last.items()}
    half = {"half_network.encoder.fuse.1", "half_network.code.fuse.1"}
    assert {name.removesuffix(".0.weight").removesuffix(".0.bias") for name in unused} == (
        full | half
    )


def test_zero_tail_gives_the_picture_back():
    network = DerainNet(SMALL)
    torch.nn.init.zeros_(network.tail[0].weight)
    torch.nn.init.zeros_(network.tail[0].bias)
    picture = torch.rand(1, 3, 48, 40)
    assert torch.equal(network(picture).derained, picture)


@pytest.mark.parametrize(("height", "width"), [(31, 64), (64, 31)])
def test_pictures_below_32_pixels_are_refused(height, width):
    with pytest.raises(ValueError, match="at least 32"):
        DerainNet(SMALL)(torch.zeros(1, 3, height, width))


@pytest.mark.parametrize(
    "changes",
    [
        {"channels": (4, 6)},
        {"units": (0, 1, 1)},
        {"scales": 4},
        {"connections": "dense"},
        {"blocks": ()},
        {"blocks": ("pffb", "resblock")},
    ],
    ids=str,
)
def test_shapes_that_cannot_be_built_are_refused(changes):
    with pytest.raises(ValueError):  # noqa: PT011 - the sentence differs, the class is the promise
        replace(SMALL, **changes)
