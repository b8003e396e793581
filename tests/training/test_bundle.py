from dataclasses import replace

import pytest
import torch

from ssidkd.core.network.config import NetworkConfig
from ssidkd.core.network.derain_net import DerainNet
from ssidkd.core.weights.card import WeightsCard
from ssidkd.core.weights.files import load_weights, save_weights
from training.bundle import bundle, main

CONFIG = NetworkConfig(channels=(4, 4, 4), units=(1, 1, 1))
CARD = WeightsCard(
    role="teacher", variant="tiny", config=CONFIG, recipe="r", data="folders", steps=7, commit=""
)


@pytest.fixture
def result(tmp_path):
    torch.manual_seed(0)
    save_weights(DerainNet(CONFIG), CARD, tmp_path / "result.safetensors")
    return tmp_path / "result.safetensors"


def test_bundled_file_holds_the_weights_in_half_precision_and_its_pin_is_shown(tmp_path, result):
    line = bundle(result, "photos of clouds", "CC0-1.0", tmp_path)
    written = load_weights(tmp_path / "weights" / "tiny-teacher.safetensors")
    assert line == f'("teacher", "tiny"): Pin("tiny-teacher.safetensors", "{written.sha256}"),'
    assert written.card == replace(CARD, data="photos of clouds", licence="CC0-1.0")
    for name, value in load_weights(result).network.state_dict().items():
        torch.testing.assert_close(
            written.network.state_dict()[name], value.half().float(), rtol=0, atol=0
        )


def test_result_that_cannot_be_loaded_is_said(tmp_path, capsys):
    assert main([str(tmp_path / "nothing.safetensors"), "--data", "x", "--licence", "y"]) == 1
    assert "nothing.safetensors" in capsys.readouterr().err
