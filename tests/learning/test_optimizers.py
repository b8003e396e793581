from dataclasses import replace

import pytest
import torch
from torch import nn

from ssidkd.learning.muon import Muon, orthogonalize
from ssidkd.learning.optimizers import build_optimizer


@pytest.mark.parametrize(
    ("name", "kind"), [("adam", torch.optim.Adam), ("adamw", torch.optim.AdamW), ("muon", Muon)]
)
def test_a_run_gets_the_optimiser_it_asks_for(config, name, kind):
    config = replace(config, optimizer=name, weight_decay=0.5, learning_rate=0.25)
    optimizer = build_optimizer(config, nn.Linear(2, 2))
    assert type(optimizer) is kind
    (group,) = optimizer.param_groups
    assert group["lr"] == 0.25
    assert group["weight_decay"] == (0 if name == "adam" else 0.5)


@pytest.mark.parametrize("shape", [(6, 20), (20, 6), (8, 8)])
def test_orthogonalised_matrices_have_singular_values_near_one(shape):
    matrices = torch.randn(3, *shape, generator=torch.Generator().manual_seed(0))
    values = torch.linalg.svdvals(orthogonalize(matrices))
    assert values.min() > 0.5
    assert values.max() < 1.3


def test_orthogonalisation_keeps_the_directions():
    u, _, v = torch.linalg.svd(torch.randn(5, 9, generator=torch.Generator().manual_seed(1)))
    matrix = u @ torch.diag(torch.tensor([3.0, 2.5, 2.0, 1.5, 1.0])) @ v[:5]
    rotated = u.T @ orthogonalize(matrix[None])[0] @ v[:5].T
    assert (rotated - torch.diag(rotated.diagonal())).abs().max() < 1e-4


def test_a_kernel_moves_against_its_gradient_by_a_known_size():
    kernel = nn.Parameter(torch.randn(8, 4, 3, 3, generator=torch.Generator().manual_seed(2)))
    before = kernel.detach().clone()
    kernel.grad = torch.randn(8, 4, 3, 3, generator=torch.Generator().manual_seed(3))
    Muon([kernel], lr=0.1, weight_decay=0.0).step()
    move = kernel.detach() - before
    assert (move * kernel.grad).sum() < 0
    # Eight singular values near 1 in an 8 x 36 matrix: root mean square 1 / 6, times 0.2 * 6.
    assert float(move.square().mean().sqrt()) == pytest.approx(0.1 * 0.2, rel=0.25)


def test_kernels_of_one_shape_move_as_they_would_alone():
    def moved(count):
        generator = torch.Generator().manual_seed(4)
        kernels = [nn.Parameter(torch.randn(4, 4, 3, 3, generator=generator)) for _ in range(2)]
        for kernel in kernels:
            kernel.grad = torch.randn(4, 4, 3, 3, generator=generator)
        Muon(kernels[:count], lr=0.1).step()
        return kernels[0].detach()

    torch.testing.assert_close(moved(1), moved(2))


def test_a_bias_takes_adam_s_first_step_and_kernels_decay():
    bias, kernel = nn.Parameter(torch.zeros(3)), nn.Parameter(torch.ones(2, 2))
    bias.grad, kernel.grad = torch.tensor([1.0, -2.0, 0.5]), torch.zeros(2, 2)
    Muon([bias, kernel], lr=0.1, weight_decay=0.5).step()
    torch.testing.assert_close(bias.detach(), 0.3 * 0.1 * torch.tensor([-1.0, 1.0, -1.0]))
    torch.testing.assert_close(kernel.detach(), torch.full((2, 2), 1 - 0.1 * 0.5))
