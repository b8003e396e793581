import pytest

from ssidkd.core.weights import WeightsCard


@pytest.fixture
def card(tiny_network) -> WeightsCard:
    return WeightsCard(
        role="student",
        variant="tiny",
        config=tiny_network.config,
        recipe="ours",
        data="drawn at random",
        steps=12,
        commit="0123abc",
        channel_order="bgr",
        licence="Apache-2.0",
    )
