"""The drawing has a button for every part of the real network, and a line for every flow."""

import re

import pytest

from ssidkd.core.network.blocks import DenseChain
from ssidkd.core.network.config import VARIANTS, NetworkConfig
from ssidkd.core.network.cost import named_parts
from ssidkd.core.network.derain_net import DerainNet
from ssidkd.core.network.parts import network_flows, network_parts
from ssidkd.ui.plots.network import network_drawing
from ssidkd.ui.words import LANGUAGES

CONFIGS = [*VARIANTS.values(), NetworkConfig(scales=1), NetworkConfig(scales=2, connections="skip")]


def drawn(config, chosen="tail", language="en"):
    words = LANGUAGES[language].network
    html = network_drawing(network_parts(config), network_flows(config), chosen, words)
    return html, re.split(r'<div class="tall"', html)


@pytest.mark.parametrize("config", CONFIGS)
def test_every_part_is_a_button_in_both_drawings(config):
    parts = named_parts(DerainNet(config))
    for drawing in drawn(config)[1]:
        buttons = re.findall(r'<button[^>]*data-part="([^"]+)"[^>]*>(.*?)</button>', drawing)
        assert sorted(name for name, _ in buttons) == sorted(parts)
        chains = {name for name, module in parts.items() if isinstance(module, DenseChain)}
        assert {name for name, inside in buttons if inside} == chains


@pytest.mark.parametrize("config", CONFIGS)
def test_every_flow_is_a_line(config):
    expected = sorted((flow.source, flow.target) for flow in network_flows(config))
    for drawing in drawn(config)[1]:
        assert sorted(re.findall(r'data-from="(\S+)" data-to="(\S+)"', drawing)) == expected


def test_one_button_is_pressed_and_says_so():
    for drawing in drawn(VARIANTS["lite"], "half_network.code")[1]:
        (pressed,) = re.findall(r'data-part="(\S+)" aria-pressed="true"', drawing)
        assert pressed == "half_network.code"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_has_a_name_that_no_other_one_has(language):
    _, (wide, _tall) = drawn(VARIANTS["base"], language=language)
    names = re.findall(r'<button[^>]*aria-label="([^"]+)"', wide)
    assert len(set(names)) == len(names) == 19


def test_nothing_is_drawn_outside():
    html, _ = drawn(VARIANTS["base"])
    for left, top in re.findall(r"left:([\d.-]+)%;top:([\d.-]+)%", html):
        assert 0 < float(left) < 100
        assert 0 < float(top) < 100
