import pytest
import torch

from ssidkd.core.derainer.devices import choose_device, has_fast_bf16


def test_auto_takes_the_best_there_is():
    best = "cuda" if torch.cuda.is_available() else "cpu"
    if torch.backends.mps.is_available():
        best = "mps"
    assert choose_device("auto").type == best
    assert choose_device("cpu") == torch.device("cpu")


@pytest.mark.parametrize("choice", ["", "gpu", "meta", "cpu:1", "cuda:99", "xpu", "-"])
def test_device_that_is_not_there_is_refused_with_a_way_out(choice):
    with pytest.raises(ValueError, match="Try auto"):
        choose_device(choice)


def test_only_measured_hardware_counts_as_fast_in_bf16():
    assert has_fast_bf16(torch.device("meta")) is False
    assert has_fast_bf16(torch.device("mps")) is False
    assert isinstance(has_fast_bf16(torch.device("cpu")), bool)
