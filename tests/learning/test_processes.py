import pytest
import torch

from ssidkd.learning.processes import Processes


@pytest.mark.parametrize(("count", "share"), [(1, 12), (2, 6), (5, 3), (24, 1)])
def test_processes_share_a_batch_evenly_rounded_up(count, share):
    assert Processes(count=count).share_of(12) == share


def test_one_process_agrees_with_itself_and_averages_nothing():
    alone = Processes()
    tensor = torch.tensor([1.0, 2.0])
    alone.average([tensor])
    assert tensor.tolist() == [1, 2]
    assert alone.largest(3.5, torch.device("cpu")) == 3.5
