import zipfile
from collections import OrderedDict

import numpy as np
import pytest
import torch

from ssidkd.core.network.config import VARIANTS
from ssidkd.core.network.official import OfficialCheckpointError
from ssidkd.core.weights import load_weights, save_weights
from ssidkd.core.weights.errors import NonFiniteWeightsError
from ssidkd.core.weights.official_file import load_official

BIAS = "tail.catLayer.0.bias"


@pytest.fixture
def checkpoint(tmp_path):
    def write(state, **others):
        path = tmp_path / "net_latest"
        torch.save({"net": state, "clock_net": 78_000, "opt_net": {"state": {}}, **others}, path)
        return path

    return write


def changed(state, key, value):
    return OrderedDict(state) | {key: value}


def test_imported_checkpoint_reproduces_the_authors_outputs(
    tmp_path, checkpoint, official_state, golden
):
    path = tmp_path / "imported.safetensors"
    imported = load_official(checkpoint(official_state))
    save_weights(imported.network, imported.card, path)
    network = load_weights(path).network
    for case in golden:
        with torch.inference_mode():
            output = network(case.input)
        assert (output.rain - case.rain).abs().max() <= 1e-5
        assert (output.code - case.code).abs().max() <= 1e-5


def test_card_says_where_the_weights_come_from(checkpoint, official_state):
    card = load_official(checkpoint(official_state), role="student").card
    assert (card.role, card.variant, card.steps) == ("student", "base", 78_000)
    assert card.channel_order == "bgr"
    assert "SHA-256" in card.data
    assert card.config == VARIANTS["base"]


def test_channel_order_is_the_callers_choice(checkpoint, official_state):
    assert load_official(checkpoint(official_state), "rgb").card.channel_order == "rgb"


@pytest.mark.parametrize("clock", [{"step": 5}, {"epoch": 5}, None, "five"], ids=str)
def test_clock_in_any_form_is_read_or_passed_over(checkpoint, official_state, clock):
    steps = load_official(checkpoint(official_state, clock_net=clock)).card.steps
    assert steps == (5 if clock == {"step": 5} else 0)


def test_prefix_of_parallel_training_is_taken_off(checkpoint, official_state):
    prefixed = OrderedDict((f"module.{key}", value) for key, value in official_state.items())
    network = load_official(checkpoint(prefixed)).network
    assert torch.equal(network.tail[0].bias, official_state[BIAS])


def test_copies_of_a_unit_that_differ_are_refused(checkpoint, official_state):
    key = "encoder_decoder_4.enLayer_4.units.1.unit.1.confusion.bias"
    state = changed(official_state, key, official_state[key] + 1)
    with pytest.raises(OfficialCheckpointError, match="differ"):
        load_official(checkpoint(state))


def test_missing_and_unknown_names_are_refused(checkpoint, official_state):
    less = OrderedDict(official_state)
    bias = less.pop(BIAS)
    with pytest.raises(OfficialCheckpointError, match=f"1 tensors are missing.*{BIAS}"):
        load_official(checkpoint(less))
    more = changed(official_state, "tail.catLayer.1.bias", bias)
    with pytest.raises(OfficialCheckpointError, match="1 are too many"):
        load_official(checkpoint(more))


@pytest.mark.parametrize(
    "value",
    [
        torch.zeros(4),
        torch.zeros(3, dtype=torch.int64),
        torch.zeros(3, 1),
        torch.sparse_coo_tensor(
            torch.tensor([[0]]), torch.tensor([1.0]), (3,), check_invariants=True
        ),
        torch.zeros(1).expand(3),
        [0.0, 0.0, 0.0],
    ],
    ids=["longer", "whole numbers", "more dimensions", "sparse", "expanded", "list"],
)
def test_tensors_that_do_not_fit_are_refused(checkpoint, official_state, value):
    with pytest.raises(OfficialCheckpointError, match=BIAS.replace(".", r"\.")):
        load_official(checkpoint(changed(official_state, BIAS, value)))


def test_huge_expanded_tensor_is_refused_without_being_copied(checkpoint, official_state):
    huge = torch.zeros(1).expand(2**40)  # 4 TB if anything copied it
    with pytest.raises(OfficialCheckpointError, match="the network needs"):
        load_official(checkpoint(changed(official_state, BIAS, huge)))


def test_values_that_are_not_finite_are_refused(checkpoint, official_state):
    state = changed(official_state, BIAS, torch.tensor([0.0, np.nan, 0.0]))
    with pytest.raises(NonFiniteWeightsError):
        load_official(checkpoint(state))


class Harmful:
    """What a malicious checkpoint does when a careless program opens it."""

    def __init__(self, witness):
        self.witness = witness

    def __reduce__(self):
        return open, (str(self.witness), "w")


def test_code_in_a_checkpoint_is_not_run(tmp_path, checkpoint, official_state):
    witness = tmp_path / "witness"
    with pytest.raises(OfficialCheckpointError, match="holds more than numbers"):
        load_official(checkpoint(official_state, opt_net=Harmful(witness)))
    assert not witness.exists()


@pytest.mark.parametrize("kept", [0, 1, 100, 10_000, 1_000_000, -1])
def test_truncated_files_are_refused(checkpoint, official_state, kept):
    path = checkpoint(official_state)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(OfficialCheckpointError):
        load_official(path)


def test_other_files_are_refused(tmp_path, tiny_network):
    path = tmp_path / "net_latest"
    with pytest.raises(OfficialCheckpointError, match="There is no file"):
        load_official(path)
    torch.save(tiny_network.state_dict(), path)
    with pytest.raises(OfficialCheckpointError, match="no entry 'net'"):
        load_official(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("picture.png", b"no checkpoint")
    with pytest.raises(OfficialCheckpointError):
        load_official(path)
