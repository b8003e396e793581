import pytest
import torch

from ssidkd.core.network.config import VARIANTS, NetworkConfig
from ssidkd.core.network.cost import network_cost, working_bytes_per_pixel


@pytest.fixture(scope="module")
def base():
    return network_cost(VARIANTS["base"])


def test_base_costs_what_the_authors_network_costs(base):
    assert base.parameters == 4_433_779
    assert round(base.multiply_adds / 1e9, 2) == 64.31
    assert round(base.multiply_adds_per_pixel / 1e6, 2) == 3.93


def test_lite_needs_3_6_times_fewer_multiply_adds(base):
    lite = network_cost(VARIANTS["lite"])
    assert round(lite.multiply_adds_per_pixel / 1e6, 2) == 1.08
    assert base.multiply_adds / lite.multiply_adds == pytest.approx(3.65, abs=0.01)


def test_parts_are_named_and_add_up(base):
    parts = {part.name: part for part in base.parts}
    # 3 channels of 3 x 3 for each of 24 features at 128 x 128, and 24 biases
    assert parts["head_full"].multiply_adds == 24 * 27 * 128**2
    assert parts["head_full"].parameters == 24 * 27 + 24
    assert parts["tail"].multiply_adds == 3 * 9 * (24 + 32 + 48) * 128**2
    assert sum(part.multiply_adds for part in base.parts) == base.multiply_adds
    assert {"full_network.encoder", "half_network.code", "quarter_chain"} < parts.keys()


def test_a_unit_counts_once_in_parameters_and_each_time_in_multiply_adds():
    blocks = ("mffb",)
    once = network_cost(NetworkConfig(channels=(4, 4, 4), units=(1, 1, 1), blocks=blocks), 32)
    twice = network_cost(NetworkConfig(channels=(4, 4, 4), units=(2, 1, 1), blocks=blocks), 32)
    unit = 4 * 4 * 9 + 4 * 4 * 25 + 8 * 8 * 9 + 8 * 8 * 25 + 16 * 4
    fusion = 12 * 4  # the second fusion reads three states
    first, second = (
        next(part for part in cost.parts if part.name == "full_network.encoder")
        for cost in (once, twice)
    )
    assert second.multiply_adds - first.multiply_adds == (unit + fusion) * 32**2
    assert second.parameters - first.parameters == fusion + 4


def test_counting_leaves_the_default_device_alone():
    network_cost(VARIANTS["lite"], side=32)
    assert torch.zeros(1).device.type == "cpu"


def test_working_memory_is_what_was_measured_on_a_cpu():
    measured = {("base", 4): 4704, ("base", 2): 3512, ("lite", 4): 2314, ("lite", 2): 1570}
    for (variant, value_bytes), per_pixel in measured.items():
        estimate = working_bytes_per_pixel(VARIANTS[variant], value_bytes)
        assert estimate == pytest.approx(per_pixel, rel=0.15)
