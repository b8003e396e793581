import hashlib
import json
import os
import struct
from dataclasses import replace

import pytest
import torch
from safetensors import safe_open
from safetensors.torch import save

from ssidkd.core.network.config import VARIANTS, NetworkConfig
from ssidkd.core.network.derain_net import DerainNet
from ssidkd.core.weights import errors, load_weights, save_weights


@pytest.fixture
def file(tmp_path, tiny_network, card):
    path = tmp_path / "weights.safetensors"
    save_weights(tiny_network, card, path)
    return path


def written(path, state, card):
    path.write_bytes(save(state, metadata=card.to_metadata()))
    return path


def header_of(path):
    content = path.read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    return json.loads(content[8 : 8 + length]), content[8 + length :]


def with_header(path, header, data):
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)
    return path


def test_weights_and_card_come_back_exactly(file, tiny_network, card):
    loaded = load_weights(file)
    assert loaded.card == card
    assert loaded.network.config == tiny_network.config
    assert not loaded.network.training
    for name, value in tiny_network.state_dict().items():
        assert torch.equal(loaded.network.state_dict()[name], value)


def test_loaded_network_computes_the_same(file, tiny_network):
    picture = torch.rand(1, 3, 40, 48)
    with torch.inference_mode():
        assert torch.equal(load_weights(file).network(picture).rain, tiny_network(picture).rain)


def test_loaded_network_can_be_trained_further(file):
    network = load_weights(file).network.train()
    network(torch.rand(1, 3, 32, 32)).rain.sum().backward()
    assert network.tail[0].weight.grad is not None


def test_float16_halves_the_file_and_rounds(file, tmp_path, tiny_network, card):
    small = tmp_path / "small.safetensors"
    save_weights(tiny_network, card, small, "float16")
    count = sum(parameter.numel() for parameter in tiny_network.parameters())
    assert len(header_of(file)[1]) == 4 * count
    assert len(header_of(small)[1]) == 2 * count
    loaded = load_weights(small).network
    for name, value in tiny_network.state_dict().items():
        assert loaded.state_dict()[name].dtype == torch.float32
        assert torch.equal(loaded.state_dict()[name], value.half().float())


def test_saving_returns_the_hash_of_the_file_and_loading_checks_it(tmp_path, tiny_network, card):
    path = tmp_path / "new" / "weights.safetensors"
    digest = save_weights(tiny_network, card, path)
    assert digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert load_weights(path, digest).sha256 == digest
    with pytest.raises(errors.WeightsHashError, match=digest):
        load_weights(path, "0" * 64)


def test_saving_the_same_weights_gives_the_same_file(tmp_path, tiny_network, card):
    first = save_weights(tiny_network, card, tmp_path / "a.safetensors")
    assert first == save_weights(tiny_network, card, tmp_path / "b.safetensors")


def test_other_programs_can_read_the_file(file, tiny_network, card):
    with safe_open(file, "pt") as opened:
        assert opened.metadata() == card.to_metadata()
        assert set(opened.keys()) == set(tiny_network.state_dict())


def test_nothing_else_is_left_in_the_folder(file):
    assert list(file.parent.iterdir()) == [file]


def test_failed_save_leaves_the_old_file(file, tiny_network, card):
    before = file.read_bytes()
    torch.nn.init.constant_(tiny_network.tail[0].bias, 1e6)  # too large for float16
    with pytest.raises(errors.NonFiniteWeightsError, match=r"tail\.0\.bias"):
        save_weights(tiny_network, card, file, "float16")
    assert file.read_bytes() == before


def test_card_of_another_network_is_refused(tmp_path, tiny_network, card):
    other = replace(card, config=replace(card.config, units=(3, 2, 2)))
    with pytest.raises(errors.WrongArchitectureError):
        save_weights(tiny_network, other, tmp_path / "weights.safetensors")


def test_missing_file_is_named_without_its_folder(tmp_path):
    with pytest.raises(errors.WeightsMissingError, match="'absent"):
        load_weights(tmp_path / "absent.safetensors")


def test_other_formats_are_refused(tmp_path):
    path = tmp_path / "weights.safetensors"
    for content in (b"", b"{", b"\x02\0\0\0\0\0\0\0{", b"\x89PNG\r\n\x1a\n" * 9, bytes(100)):
        path.write_bytes(content)
        with pytest.raises((errors.NotSafetensorsError, errors.TruncatedWeightsError)):
            load_weights(path)


def test_pickle_is_refused(tmp_path, tiny_network):
    path = tmp_path / "weights.pth"
    torch.save(tiny_network.state_dict(), path)
    with pytest.raises(errors.NotSafetensorsError):
        load_weights(path)


def test_header_over_a_megabyte_is_refused_unread(tmp_path):
    path = tmp_path / "weights.safetensors"
    path.write_bytes(struct.pack("<Q", 1_000_001) + b"{")
    with pytest.raises(errors.HeaderTooLargeError):
        load_weights(path)


def test_100_000_tensor_names_are_refused(tmp_path, card):
    names = {f"tensor.{index}": torch.zeros(0) for index in range(100_000)}
    with pytest.raises(errors.HeaderTooLargeError):
        load_weights(written(tmp_path / "weights.safetensors", names, card))


@pytest.mark.parametrize("kept", [4, 9, 200, 5000, -1])
def test_truncated_file_is_refused(file, kept):
    file.write_bytes(file.read_bytes()[:kept])
    with pytest.raises((errors.TruncatedWeightsError, errors.NotSafetensorsError)):
        load_weights(file)


def test_file_without_its_last_byte_is_called_truncated(file):
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(errors.TruncatedWeightsError, match="Fetch it again"):
        load_weights(file)


def test_bytes_after_the_tensors_are_refused(file):
    file.write_bytes(file.read_bytes() + b"\0")
    with pytest.raises(errors.NotSafetensorsError):
        load_weights(file)


def test_file_that_is_far_too_long_is_refused_unread(file):
    os.truncate(file, 2**40)  # a terabyte of nothing; only reading it would take memory
    with pytest.raises(errors.NotSafetensorsError, match="do not fill"):
        load_weights(file)


def test_file_without_metadata_is_refused(tmp_path, tiny_network):
    path = tmp_path / "weights.safetensors"
    path.write_bytes(save(dict(tiny_network.state_dict())))
    with pytest.raises(errors.MissingMetadataError):
        load_weights(path)


def test_weights_of_another_shape_than_their_card_are_refused(tmp_path, card):
    other = DerainNet(NetworkConfig(channels=(4, 6, 10), units=(2, 2, 2)))
    path = written(tmp_path / "weights.safetensors", other.state_dict(), card)
    with pytest.raises(errors.WeightsShapeError, match="the network needs"):
        load_weights(path)


def test_missing_and_extra_tensors_are_named(tmp_path, tiny_network, card):
    path = tmp_path / "weights.safetensors"
    state = dict(tiny_network.state_dict())
    bias = state.pop("tail.0.bias")
    with pytest.raises(errors.WeightsKeysError, match=r"1 tensors \(such as 'tail\.0\.bias'\)"):
        load_weights(written(path, state, card))
    state |= {"tail.0.bias": bias, "tail.1.bias": bias.clone()}
    with pytest.raises(errors.WeightsKeysError, match=r"tail\.1\.bias.*too many"):
        load_weights(written(path, state, card))


def test_transposed_tensor_is_refused(tmp_path, tiny_network, card):
    state = dict(tiny_network.state_dict())
    state["tail.0.weight"] = state["tail.0.weight"].transpose(0, 1).contiguous()
    with pytest.raises(errors.WeightsShapeError, match=r"tail\.0\.weight"):
        load_weights(written(tmp_path / "weights.safetensors", state, card))


def test_whole_numbers_are_refused(tmp_path, tiny_network, card):
    state = {name: value.to(torch.int32) for name, value in tiny_network.state_dict().items()}
    with pytest.raises(errors.WeightsShapeError, match="I32"):
        load_weights(written(tmp_path / "weights.safetensors", state, card))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_values_that_are_not_finite_are_refused(tmp_path, tiny_network, card, value):
    state = {name: tensor.clone() for name, tensor in tiny_network.state_dict().items()}
    state["head_half.0.bias"][-1] = value
    with pytest.raises(errors.NonFiniteWeightsError, match=r"head_half\.0\.bias"):
        load_weights(written(tmp_path / "weights.safetensors", state, card))


def test_tensors_that_overlap_are_refused(file):
    header, data = header_of(file)
    names = [name for name in header if name.endswith("head_full.0.bias")] + ["tail.0.bias"]
    header[names[1]]["data_offsets"] = [0, 12]
    with pytest.raises(errors.NotSafetensorsError):
        load_weights(with_header(file, header, data))


def test_huge_tensor_is_refused_before_it_is_read(file):
    header, data = header_of(file)
    header["tail.0.bias"]["shape"] = [2**40]
    with pytest.raises((errors.NotSafetensorsError, errors.WeightsShapeError)):
        load_weights(with_header(file, header, data))


@pytest.mark.parametrize(
    "entry",
    [None, [], {"dtype": "F32"}, {"dtype": "F32", "shape": "ab", "data_offsets": [0, 1]}],
    ids=str,
)
def test_header_with_a_broken_entry_is_refused(file, entry):
    header, data = header_of(file)
    header["tail.0.bias"] = entry
    with pytest.raises(errors.NotSafetensorsError):
        load_weights(with_header(file, header, data))


def test_a_shipped_variant_survives_saving(tmp_path, card):
    network = DerainNet(VARIANTS["lite"])
    path = tmp_path / "lite.safetensors"
    save_weights(network, replace(card, variant="lite", config=network.config), path)
    assert load_weights(path).network.config == VARIANTS["lite"]
