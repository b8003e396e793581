import pytest
import torch

from ssidkd.core.network.blocks import MFFB, PFFB, DenseChain


def silence(module):
    for parameter in module.parameters():
        torch.nn.init.zeros_(parameter)


@pytest.mark.parametrize(("height", "width"), [(8, 8), (37, 53)])
@pytest.mark.parametrize("block", [PFFB, MFFB])
def test_block_is_the_identity_when_its_fusion_is_silent(block, height, width):
    module = block(3)
    silence(module.fuse)
    x = torch.rand(1, 3, height, width)
    assert torch.equal(module(x), x)


def test_chain_returns_its_input_as_first_state_and_one_state_for_each_application():
    chain = DenseChain(3, 4, ("mffb",), "concat")
    x = torch.rand(1, 3, 9, 9)
    states, out = chain(x)
    assert len(states) == 5
    assert states[0] is x
    assert out.shape == x.shape


def test_chain_holds_one_unit_however_often_it_applies_it():
    def parameters_of_unit(steps):
        chain = DenseChain(3, steps, ("pffb", "mffb"), "concat")
        return sum(parameter.numel() for parameter in chain.unit.parameters())

    assert parameters_of_unit(1) == parameters_of_unit(7)


def test_offset_of_zeros_changes_nothing_and_the_first_offset_is_not_used():
    chain = DenseChain(3, 2, ("mffb",), "concat")
    x = torch.rand(1, 3, 9, 9)
    offsets = [torch.rand_like(x), torch.zeros_like(x), torch.zeros_like(x)]
    torch.testing.assert_close(chain(x, offsets)[1], chain(x)[1])


def test_offset_is_added_to_what_the_unit_sees():
    chain = DenseChain(3, 1, ("mffb",), "concat")
    silence(chain.unit[0].fuse)  # the unit now gives back what it sees
    x, offset = torch.rand(1, 3, 9, 9), torch.rand(1, 3, 9, 9)
    states, _ = chain(x, [torch.zeros_like(x), offset])
    torch.testing.assert_close(states[1], x + offset)
