import pytest
import torch

from ssidkd.core.network.config import NetworkConfig
from ssidkd.core.network.derain_net import DerainNet
from ssidkd.core.weights.card import WeightsCard
from ssidkd.core.weights.files import load_weights, save_weights
from training.blend import main


def save(path, role, value, channels=(4, 4, 4)):
    config = NetworkConfig(channels=channels, units=(1, 1, 1))
    network = DerainNet(config)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.fill_(value)
    card = WeightsCard(
        role=role, variant="tiny", config=config, recipe=f"r-{role}", data="d", steps=7, commit=""
    )
    save_weights(network, card, path)
    return str(path)


@pytest.mark.parametrize(("share", "value"), [(0, 1.0), (0.25, 1.5), (0.5, 2.0), (1, 3.0)])
def test_every_weight_goes_its_share_of_the_way(tmp_path, share, value):
    teacher = save(tmp_path / "t.safetensors", "teacher", 1.0)
    student = save(tmp_path / "s.safetensors", "student", 3.0)
    output = tmp_path / "o.safetensors"
    assert main([teacher, student, "--share", str(share), "-o", str(output)]) == 0
    blended = load_weights(output)
    assert all((tensor == value).all() for tensor in blended.network.state_dict().values())
    assert blended.card.role == "student"
    assert blended.card.recipe == f"r-student, {share:.0%} of the way from its teacher"


def test_networks_of_two_shapes_have_nothing_between_them(tmp_path, capsys):
    teacher = save(tmp_path / "t.safetensors", "teacher", 1.0)
    student = save(tmp_path / "s.safetensors", "student", 3.0, channels=(4, 4, 6))
    output = tmp_path / "o.safetensors"
    assert main([teacher, student, "--share", "0.5", "-o", str(output)]) == 1
    assert "different shapes" in capsys.readouterr().err
    assert not output.exists()


@pytest.mark.parametrize("share", ["-0.1", "1.1"])
def test_there_is_nothing_beyond_either_end(tmp_path, share):
    with pytest.raises(SystemExit) as stopped:
        main(["t", "s", f"--share={share}", "-o", str(tmp_path / "o")])
    assert stopped.value.code == 2
