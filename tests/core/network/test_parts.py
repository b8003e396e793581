"""The drawing is the network: its parts add up to it, and its arrows are what the modules get."""

import pytest
import torch

from ssidkd.core.network.blocks import DenseChain
from ssidkd.core.network.config import VARIANTS, NetworkConfig
from ssidkd.core.network.cost import named_parts, network_cost
from ssidkd.core.network.derain_net import DerainNet
from ssidkd.core.network.parts import LETTERS, PICTURE, network_flows, network_parts

SHAPES = [
    *VARIANTS.values(),
    NetworkConfig(channels=(2, 3, 4), units=(1, 2, 1), scales=2, connections="add"),
    NetworkConfig(channels=(2, 3, 4), units=(2, 2, 1), scales=3, connections="skip"),
    NetworkConfig(channels=(2, 3, 4), units=(1, 2, 1), scales=1, blocks=("mffb",)),
    NetworkConfig(channels=(2, 3, 4), units=(1, 2, 2), scales=3, connections="none"),
]


@pytest.mark.parametrize("config", SHAPES)
def test_the_parts_add_up_to_the_network(config):
    parts = network_parts(config, side=64)
    cost = network_cost(config, side=64)
    assert [part.name for part in parts] == [part.name for part in cost.parts]
    assert sum(part.parameters for part in parts) == cost.parameters
    assert sum(part.multiply_adds for part in parts) == cost.multiply_adds
    assert cost.parameters == sum(p.numel() for p in DerainNet(config).parameters())


def test_every_chain_has_a_letter_of_its_own_and_no_other_part_has_one():
    parts = network_parts(VARIANTS["base"])
    letters = [part.letter for part in parts if part.kind == "chain"]
    assert sorted(letters) == sorted(["E", "HQ", "D", "F", "G", "K", "L", "M", "Q"])
    assert not any(part.letter for part in parts if part.kind != "chain")
    chains = {
        name
        for name, module in named_parts(DerainNet(VARIANTS["lite"])).items()
        if isinstance(module, DenseChain)
    }
    assert chains == set(LETTERS)


def test_sizes_channels_and_applications_are_those_of_the_paper():
    parts = {part.letter or part.name: part for part in network_parts(VARIANTS["base"])}
    for letters, expected in (
        ("FM", (0, 24, 10)),
        ("EDGL", (1, 32, 4)),
        (("K", "HQ", "Q"), (2, 48, 2)),
    ):
        for letter in letters:
            part = parts[letter]
            assert (part.scale, part.channels, part.applications) == expected
    assert (parts["tail"].scale, parts["tail"].channels, parts["tail"].kind) == (0, 3, "tail")
    assert parts["head_quarter"].scale == 2
    assert parts["full_network.to_quarter"].kind == "transition"


def test_a_pffb_has_four_levels_of_four_convolutions_and_an_mffb_two_widths():
    (part,) = [part for part in network_parts(VARIANTS["lite"]) if part.letter == "F"]
    layers = {layer.group: layer for layer in part.layers}
    assert [layers[f"pffb.refine.{stride}"].count for stride in (8, 4, 2, 1)] == [4] * 4
    assert layers["pffb.merge"].count == 3
    assert (layers["mffb.narrow"].kernel, layers["mffb.wide"].kernel) == (3, 5)
    # four applications of one unit: its convolutions run four times, the fusions once each
    assert (layers["mffb.wide"].count, layers["mffb.wide"].runs) == (1, 4)
    assert (layers["fusion"].count, layers["fusion"].runs) == (4, 4)
    assert layers["fusion"].inputs == (2 * 16, 5 * 16)
    assert layers["mffb.narrow"].parameters == 16 * 16 * 9 + 16


def flows_that_happen(config):
    """Run the network and see which tensors reach which part: they are the very same objects."""
    network = DerainNet(config).eval()
    made, flows, kept = {}, set(), []

    def note(name, inputs, output):
        kept.append((inputs, output))  # else a new tensor could get the number of an old one
        for index, given in enumerate(inputs):
            kind = "states" if index else "features"
            tensors = given[1:] if index else given if isinstance(given, list) else [given]
            flows.update((made[id(one)], name, kind) for one in tensors if id(one) in made)
        outputs = [*output[0][1:], output[1]] if isinstance(output, tuple) else [output]
        made.update((id(one), name) for one in outputs)

    for name, module in named_parts(network).items():
        module.register_forward_hook(
            lambda _module, inputs, output, name=name: note(
                name, [one for one in inputs if isinstance(one, list | torch.Tensor)], output
            )
        )
    with torch.no_grad():
        network(torch.rand(1, 3, 32, 32))
    return flows


@pytest.mark.parametrize("config", SHAPES[1:], ids=lambda config: f"{config.scales}")
def test_the_arrows_are_what_the_parts_get(config):
    drawn = {(flow.source, flow.target, flow.kind) for flow in network_flows(config)}
    happened = flows_that_happen(config)
    # Sums and resized copies are new tensors, so what enters the tail cannot be followed.
    followed = {flow for flow in drawn if flow[0] != PICTURE and "tail" not in flow[:2]}
    if config.connections == "add":
        followed = {flow for flow in followed if flow[2] == "states"}
        happened = {flow for flow in happened if flow[2] == "states"}
    assert {flow for flow in happened if flow[1] != "tail"} == followed


@pytest.mark.parametrize("config", SHAPES)
def test_every_arrow_joins_parts_and_every_part_is_joined(config):
    names = {part.name for part in network_parts(config, side=32)}
    flows = network_flows(config)
    assert {end for flow in flows for end in (flow.source, flow.target)} == {
        *names,
        "picture",
        "rain",
    }
