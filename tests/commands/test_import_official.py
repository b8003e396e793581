import pytest
import torch

from ssidkd.__main__ import main
from ssidkd.core.network.config import VARIANTS
from ssidkd.core.network.derain_net import DerainNet
from ssidkd.core.network.official import official_keys
from ssidkd.core.weights import load_weights


@pytest.fixture
def checkpoint(tmp_path):
    ours = DerainNet(VARIANTS["base"]).state_dict()
    state = {theirs: ours[mine] for theirs, mine in official_keys(ours).items()}
    path = tmp_path / "net_latest"
    torch.save({"net": state, "clock_net": 3, "opt_net": {}}, path)
    return path


def test_checkpoint_becomes_weights_with_the_order_that_was_named(tmp_path, checkpoint, capsys):
    out = tmp_path / "out.safetensors"
    for words, order in ((), "bgr"), (("--order", "rgb"), "rgb"):
        assert main(["import-official", str(checkpoint), "-o", str(out), *words]) == 0
        loaded = load_weights(out)
        assert loaded.card.channel_order == order
        assert loaded.sha256 in capsys.readouterr().out


def test_file_that_is_no_checkpoint_ends_with_a_sentence(tmp_path, capsys):
    file, out = tmp_path / "photo.jpg", tmp_path / "out.safetensors"
    file.write_bytes(b"no checkpoint")
    assert main(["import-official", str(file), "-o", str(out)]) == 1
    said = capsys.readouterr().err
    assert "photo.jpg" in said
    assert "Traceback" not in said
    assert not out.exists()


def test_output_must_be_named_as_what_it_is(tmp_path, checkpoint):
    assert main(["import-official", str(checkpoint), "-o", str(tmp_path / "out.pth")]) == 2
