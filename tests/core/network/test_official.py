import pytest
import torch

from ssidkd.core.network.config import VARIANTS
from ssidkd.core.network.derain_net import DerainNet
from ssidkd.core.network.official import (
    OfficialCheckpointError,
    convert_state_dict,
    official_keys,
    our_key,
)


@pytest.fixture(scope="module")
def our_keys():
    with torch.device("meta"):
        return DerainNet(VARIANTS["base"]).state_dict().keys()


def test_authors_state_dict_has_2204_entries_for_554_tensors(our_keys):
    names = official_keys(our_keys)
    assert (len(names), len(our_keys), len(set(names.values()))) == (2204, 554, 554)


def test_authors_names_are_those_of_their_code(our_keys):
    names = official_keys(our_keys)
    assert names["head.convLayer_4.0.weight"] == "head_quarter.0.weight"
    assert names["encoder_decoder_1.enLayer_1.units.9.unit.1.confusion.bias"] == (
        "full_network.encoder.unit.1.fuse.bias"
    )
    assert names["encoder_decoder_2.deLayer_2.units.3.unit.0.scale8.2.0.weight"] == (
        "half_network.decoder.unit.0.refine.0.2.0.weight"
    )
    assert names["encoder_decoder_4.enLayer_4.conv1x1.1.0.bias"] == "quarter_chain.fuse.1.0.bias"


def test_both_directions_agree_with_and_without_the_prefix(our_keys):
    for theirs, mine in official_keys(our_keys).items():
        assert our_key(theirs) == our_key(f"module.{theirs}") == mine


@pytest.mark.parametrize(
    "key",
    [
        "",
        "weight",
        "head.convLayer_3.0.weight",
        "encoder_decoder_1.enLayer_1.units.0.unit.0.scale16.0.0.weight",
        "encoder_decoder_1.enLayer_1.units.0.unit.7.conv_3_1.weight",
    ],
)
def test_unknown_names_are_refused(key):
    with pytest.raises(OfficialCheckpointError):
        our_key(key)


def test_repeated_units_that_differ_are_refused(official_state):
    changed = dict(official_state)
    key = "encoder_decoder_1.enLayer_1.units.7.unit.1.conv_3_1.bias"
    changed[key] = changed[key] + 1e-6
    with pytest.raises(OfficialCheckpointError, match=r"differ at .*units\.7"):
        convert_state_dict(changed)


def test_network_reproduces_the_authors_outputs(official_state, golden):
    network = DerainNet(VARIANTS["base"]).eval()
    network.load_state_dict(convert_state_dict(official_state))
    for case in golden:
        with torch.inference_mode():
            output = network(case.input)
        assert (output.rain - case.rain).abs().max() <= 1e-5
        assert (output.code - case.code).abs().max() <= 1e-5
        torch.testing.assert_close(output.derained, case.input - case.rain, rtol=0, atol=1e-5)
