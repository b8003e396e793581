"""The panel gives the numbers of the module; the grid has one named map for every channel."""

import re
from pathlib import Path

import pytest
import torch

from ssidkd.core.network.config import VARIANTS
from ssidkd.core.network.cost import network_cost
from ssidkd.core.network.parts import network_parts
from ssidkd.services.comparison import Comparison
from ssidkd.services.network_view import part_maps
from ssidkd.ui import network_panel
from ssidkd.ui.words import ENGLISH, LANGUAGES
from tests.page_services import textured


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_of_every_variant_has_a_panel_in_every_language(language):
    words = LANGUAGES[language].network
    for config in VARIANTS.values():
        parts = network_parts(config)
        for part in parts:
            html = network_panel.part_panel(parts, part.name, words)
            assert words.parts[part.name].does.split("'")[0] in html
            assert html.count("<tr>") == 1 + len(part.layers)
            assert f"{part.parameters:,} (" in html


def test_the_numbers_are_those_of_the_network():
    parts = network_parts(VARIANTS["base"])
    html = network_panel.part_panel(parts, "full_network.encoder", ENGLISH.network)
    cost = network_cost(VARIANTS["base"])
    (part,) = [one for one in cost.parts if one.name == "full_network.encoder"]
    assert f"{part.multiply_adds / 1e9:.2f} G" in html
    assert f"{100 * part.parameters / cost.parameters:.1f} % of all" in html
    assert "4.43 M parameters and 64.31 G multiply-adds" in html
    form = {"count": 10, "kernel": 1, "inputs": "48-264", "outputs": 24}
    assert ENGLISH.network.layer_form.format(**form) in html


def maps(channels, states=1):
    tensors = [torch.rand(1, channels, 4, 6) for _ in range(states)]
    return part_maps("half_network.code", tensors, textured(16, 24))


def test_every_channel_has_a_map_with_its_number_and_values():
    html = network_panel.maps_grid(maps(11, 3), 2, "each", Path("/a/b c.png"), ENGLISH.network)
    names = re.findall(r'role="img" aria-label="Channel (\d+): ([\d.]+) to ([\d.]+)"', html)
    assert sorted(int(channel) for channel, _, _ in names) == list(range(11))
    assert html.count("gradio_api/file=/a/b%20c.png") == 12
    assert "After application 2 of 2" in html
    assert "background-position:0.000% 100.000%" in html  # the ninth: first of the second row


def test_the_first_state_of_a_chain_is_what_enters_it():
    html = network_panel.maps_grid(maps(2, 2), 0, "one", Path("/a.png"), ENGLISH.network)
    assert ENGLISH.network.enters in html
    plain = network_panel.maps_grid(maps(2), 0, "one", Path("/a.png"), ENGLISH.network)
    assert ENGLISH.network.enters not in plain


def test_titles_are_escaped():
    shown = Comparison(title="<b>rain</b>")
    said = network_panel.said(maps(2), shown, "teacher", "lite", ENGLISH)
    assert "<b>" not in said
    assert "4 pixels" in said
