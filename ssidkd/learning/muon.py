"""Muon for convolutions: momentum whose update is made orthogonal; Adam for biases.

Source: Jordan et al., "Muon: An optimizer for hidden layers in neural networks" (2024), with the
update's size matched to Adam's as in Liu et al., "Muon is scalable for LLM training" (2025).
`torch.optim.Muon` takes matrices only; here a kernel (out, in, k, k) is the matrix (out, in k k).
"""

from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import Tensor, nn

_COEFFICIENTS = (3.4445, -4.7750, 2.0315)
_ROUNDS = 5
_ADAM_SIZE = 0.2  # root mean square of a typical Adam update over its step size


def orthogonalize(matrices: Tensor) -> Tensor:
    """Return matrices (N, rows, columns) with all singular values moved close to 1.

    Five rounds of the quintic Newton-Schulz iteration; values end between about 0.7 and 1.2.
    """
    a, b, c = _COEFFICIENTS
    wide = matrices if matrices.shape[1] <= matrices.shape[2] else matrices.mT
    wide = wide / (torch.linalg.matrix_norm(wide, keepdim=True) + 1e-7)
    for _ in range(_ROUNDS):
        gram = wide @ wide.mT
        wide = a * wide + (b * gram + c * (gram @ gram)) @ wide
    return wide if matrices.shape[1] <= matrices.shape[2] else wide.mT


class Muon(torch.optim.Optimizer):
    """Optimiser of a convolutional network.

    Args:
        parameters: kernels get orthogonal updates, vectors get Adam's.
        lr: size of an update: kernels move by 0.2 lr (root mean square), biases by about 0.3 lr.
        momentum: share of the past in the running gradient.
        weight_decay: decoupled, for kernels only.
        betas: of Adam for biases.
    """

    def __init__(
        self,
        parameters: Iterable[nn.Parameter],
        lr: float,
        *,
        momentum: float = 0.95,
        weight_decay: float = 1e-4,
        betas: tuple[float, float] = (0.9, 0.99),
    ) -> None:
        super().__init__(
            parameters,
            {"lr": lr, "momentum": momentum, "weight_decay": weight_decay, "betas": betas},
        )

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> float | None:  # type: ignore[override]
        """Move every parameter that has a gradient."""
        loss = None if closure is None else closure()
        for group in self.param_groups:
            kernels: dict[tuple[int, int], list[nn.Parameter]] = {}
            for parameter in group["params"]:
                if parameter.grad is None:
                    continue
                if parameter.ndim < 2:
                    self._adam(parameter, group)
                else:
                    shape = (parameter.shape[0], parameter[0].numel())
                    kernels.setdefault(shape, []).append(parameter)
            for same_shape in kernels.values():
                self._orthogonal(same_shape, group)
        return loss

    def _orthogonal(self, kernels: list[nn.Parameter], group: dict[str, Any]) -> None:
        """Move kernels of one shape together: one batched iteration for all of them."""
        directions = []
        for kernel in kernels:
            state = self.state[kernel]
            if not state:
                state["mean"] = torch.zeros_like(kernel)
            mean, gradient = state["mean"], kernel.grad
            assert gradient is not None  # only parameters with a gradient get here
            mean.lerp_(gradient, 1 - group["momentum"])
            directions.append(gradient.lerp(mean, group["momentum"]).flatten(1))
        updates = orthogonalize(torch.stack(directions))
        scale = _ADAM_SIZE * max(updates.shape[1:]) ** 0.5
        for kernel, update in zip(kernels, updates, strict=True):
            kernel.mul_(1 - group["lr"] * group["weight_decay"])
            kernel.sub_(update.reshape(kernel.shape), alpha=group["lr"] * scale)

    def _adam(self, vector: nn.Parameter, group: dict[str, Any]) -> None:
        state = self.state[vector]
        if not state:
            state["step"] = torch.zeros(())
            state["mean"], state["square"] = torch.zeros_like(vector), torch.zeros_like(vector)
        gradient = vector.grad
        assert gradient is not None  # only parameters with a gradient get here
        beta1, beta2 = group["betas"]
        state["step"] += 1
        step = float(state["step"])
        state["mean"].lerp_(gradient, 1 - beta1)
        state["square"].lerp_(gradient.square(), 1 - beta2)
        mean = state["mean"] / (1 - beta1**step)
        spread = (state["square"] / (1 - beta2**step)).sqrt_().add_(1e-8)
        vector.sub_(mean / spread, alpha=0.3 * group["lr"])
